// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSize>
#include <QString>

#include <vector>

namespace skep::ui {
class MainWindow;
}

namespace skep::app {

/// Writes pictures of the live window into a folder: every page in both themes, two sizes and both languages, some
/// seconds after the start so that there is something to see. Window thread.
class Screenshots final : public QObject
{
    Q_OBJECT

public:
    Screenshots(ui::MainWindow &window, QString dir, QObject *parent = nullptr);

    void start();

signals:
    void finished(bool isGood);

private:
    struct Shot
    {
        QString page, theme, language;
        QSize size;
    };

    void plan();
    void takeNext();
    void takeWhenReady(const Shot &shot, int triesLeft);
    void take(const Shot &shot);

    ui::MainWindow &m_window;
    const QString m_dir;
    std::vector<Shot> m_shots;
    std::size_t m_next = 0;
    bool m_isGood = true;
};

} // namespace skep::app
