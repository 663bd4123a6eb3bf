// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/tls.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace skep::hub {

Result<QSslConfiguration> loadTls(const std::string &certificateFile, const std::string &keyFile)
{
    if (!QSslSocket::supportsSsl())
        return failField(ErrorCode::Unsupported, "tls", 0, "this build of Qt has no TLS");
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(QString::fromStdString(certificateFile));
    if (chain.isEmpty())
        return failField(ErrorCode::BadValue, "tls_certificate", 0, "no certificate in " + certificateFile);
    QFile file(QString::fromStdString(keyFile));
    if (!file.open(QIODevice::ReadOnly))
        return failField(ErrorCode::Io, "tls_key", 0, file.errorString().toStdString());
    const QByteArray pem = file.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Ec);
    if (key.isNull())
        return failField(ErrorCode::BadValue, "tls_key", 0, "no RSA or EC key in " + keyFile);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace skep::hub
