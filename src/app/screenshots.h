// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace skep::ui {
class MainWindow;
}

namespace skep::app {

/// Writes one PNG per page of the live window into a folder, some seconds after the start so that there is something
/// to see. Window thread.
class Screenshots final : public QObject
{
    Q_OBJECT

public:
    Screenshots(ui::MainWindow &window, QString dir, QObject *parent = nullptr);

    void start();

signals:
    void finished(bool isGood);

private:
    void takeNext();

    ui::MainWindow &m_window;
    const QString m_dir;
    int m_page = 0;
    bool m_isGood = true;
};

} // namespace skep::app
