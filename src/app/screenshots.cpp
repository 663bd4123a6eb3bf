// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "ui/shell/mainwindow.h"

#include <QDir>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace skep::app {
namespace {

constexpr std::chrono::milliseconds kWarmUp{4'500}; // until the fleet has something to show
constexpr std::chrono::milliseconds kSettle{400};   // layouts and deltas between two pictures

} // namespace

Screenshots::Screenshots(ui::MainWindow &window, QString dir, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_dir(std::move(dir))
{
}

void Screenshots::start()
{
    if (!QDir().mkpath(m_dir)) {
        std::fprintf(stderr, "skep: --screenshots: the folder %s cannot be made\n", qPrintable(m_dir));
        emit finished(false);
        return;
    }
    m_window.resize(1440, 900);
    m_window.showPage(QStringLiteral("board"));
    QTimer::singleShot(kWarmUp, this, &Screenshots::takeNext);
}

void Screenshots::takeNext()
{
    if (m_page == 2 * m_window.pageCount()) {
        emit finished(m_isGood);
        return;
    }
    const int page = m_page % m_window.pageCount();
    const QString theme = m_page < m_window.pageCount() ? QStringLiteral("light") : QStringLiteral("dark");
    ++m_page;
    m_window.setTheme(theme);
    m_window.showPage(m_window.pageName(page));
    QTimer::singleShot(kSettle, this, [this, page, theme] {
        const QString file = QStringLiteral("%1/%2-%3.png").arg(m_dir, m_window.pageName(page), theme);
        if (!m_window.grab().save(file)) {
            std::fprintf(stderr, "skep: --screenshots: %s could not be written\n", qPrintable(file));
            m_isGood = false;
        }
        takeNext();
    });
}

} // namespace skep::app
