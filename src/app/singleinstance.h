// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace skep::app {

/// One window for one data folder: a second start asks the first one to come to the front and leaves. Main thread.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &dataDir, QObject *parent = nullptr);

    /// True when another window of this user and folder answered: it comes to the front. Waits at most two seconds.
    [[nodiscard]] bool raiseOther();
    /// From now on others find this one. A window that cannot be found still works; then this is false.
    bool listen();

signals:
    void raiseWanted();

private:
    const QString m_name;
    QLocalServer m_server;
};

} // namespace skep::app
