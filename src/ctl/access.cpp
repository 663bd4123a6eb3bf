// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/access.h"

#include "ctl/format.h"

#include <QFile>
#include <QHostAddress>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kTokenBytesMax = 200;

bool isThisComputer(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

} // namespace

Access accessOf(const Invocation &invocation)
{
    Access access;
    access.hub.url = invocation.hub;
    access.tokenFile = invocation.dataDir + u"/admin.token"_s;
    if (!invocation.token.isEmpty()) {
        access.hub.token = invocation.token.toLatin1();
        access.tokenFrom = u"--token or SKEP_TOKEN"_s;
        return access;
    }
    if (!isThisComputer(invocation.hub) && invocation.hub.scheme() != "https"_L1) {
        access.tokenFrom = u"none: the hub is on another computer and not reached by https; give one with --token"_s;
        return access;
    }
    QFile file(access.tokenFile);
    if (file.open(QIODevice::ReadOnly)) {
        access.hub.token = file.read(kTokenBytesMax).trimmed();
        access.tokenFrom = access.tokenFile;
    } else {
        access.tokenFrom = u"none: %1 cannot be read (%2)"_s.arg(access.tokenFile, file.errorString());
    }
    return access;
}

QString explain(const Error &error, const Access &access)
{
    const QString url = access.hub.url.toString();
    if (client::isHubMissing(error))
        return u"no hub answers at %1 (%2); start one with \"skepd\" or \"./dev run\", or name another with --hub"_s
            .arg(url, QString::fromStdString(error.detail));
    if (error.code == ErrorCode::Unauthorized)
        return u"the hub at %1 did not accept the token (%2); use --data-dir with that hub's folder, or --token"_s
            .arg(url, access.tokenFrom);
    return errorText(error);
}

} // namespace skep::ctl
