// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/restclient.h"
#include "ctl/access.h"
#include "ctl/console.h"

#include <QJsonArray>
#include <QJsonObject>

namespace skep::ctl {

/// What the live picture shows.
struct Picture
{
    QString hub;
    QJsonObject counts;
    QJsonArray agents;
    QJsonArray questions;      // tasks in needs_input
    double donePerSecond = -1; // below 0: not known yet
    qint64 nowMs = 0;
    qint64 takenMs = 0;        // when the hub last answered
    QString fault;             // why it does not answer now
};

/// The picture as text of at most so many rows and columns. It says its age when it is not fresh.
[[nodiscard]] QString screenText(const Picture &picture, int columns, int rows);
/// The picture on one line.
[[nodiscard]] QString lineText(const Picture &picture);

/// Results accepted per second, over the last ten looks.
class RateMeter final
{
public:
    void add(qint64 atMs, qint64 total);
    [[nodiscard]] double perSecond() const;

private:
    struct Look
    {
        qint64 atMs = 0, total = 0;
    };
    QList<Look> m_looks;
};

/// Full screen on a terminal, one line a look elsewhere. The client must outlive the coroutine.
[[nodiscard]] QCoro::Task<int> watch(client::RestClient *client, Invocation invocation, Access access, Console console);

} // namespace skep::ctl
