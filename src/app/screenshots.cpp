// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace skep::app {
namespace {

constexpr std::chrono::milliseconds kWarmUp{38'000}; // until the script has asked, lost a worker and had a result refused
constexpr std::chrono::milliseconds kSettle{400};   // layouts and deltas between two pictures
constexpr int kTriesMax = 100;                      // ten seconds until everything has come
constexpr quint64 kTask = 1;                        // a fresh hub's first one

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
    plan();
    m_window.resize(m_shots.front().size);
    m_window.showPage(QStringLiteral("board"));
    QTimer::singleShot(kWarmUp, this, &Screenshots::takeNext);
}

void Screenshots::plan()
{
    for (const char *language : {"en", "de"})
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)})
            for (const char *theme : {"light", "dark"})
                for (int page = 0; page < m_window.pageCount(); ++page)
                    m_shots.push_back({m_window.pageName(page), QString::fromLatin1(theme), QString::fromLatin1(language), size});
}

void Screenshots::takeNext()
{
    if (m_next == m_shots.size()) {
        emit finished(m_isGood);
        return;
    }
    const Shot shot = m_shots[m_next++];
    const bool isNewLanguage = m_window.language() != shot.language;
    m_window.setLanguage(shot.language);
    // Another language makes the window anew, in the next turn: what is asked for before that is lost.
    QTimer::singleShot(isNewLanguage ? kSettle : std::chrono::milliseconds(0), this, [this, shot] {
        if (m_window.theme() != shot.theme)
            m_window.setTheme(shot.theme);
        m_window.resize(shot.size);
        m_window.showPage(shot.page == QLatin1String("task") ? QStringLiteral("board") : shot.page); // where a person comes from
        if (shot.page == QLatin1String("task"))
            m_window.openTask(kTask);
        else if (shot.page == QLatin1String("board"))
            m_window.showTask(kTask); // with the inspector open
        QTimer::singleShot(kSettle, this, [this, shot] { takeWhenReady(shot, kTriesMax); });
    });
}

void Screenshots::takeWhenReady(const Shot &shot, int triesLeft)
{
    if (m_window.isReady())
        return take(shot);
    if (triesLeft == 0) {
        std::fprintf(stderr, "skep: --screenshots: the page %s does not come to rest\n", qPrintable(shot.page));
        m_isGood = false;
        return take(shot);
    }
    QTimer::singleShot(std::chrono::milliseconds(100), this, [this, shot, triesLeft] { takeWhenReady(shot, triesLeft - 1); });
}

void Screenshots::take(const Shot &shot)
{
    const QString file = QStringLiteral("%1/%2-%3-%4-%5.png").arg(m_dir, shot.page, shot.theme, shot.language).arg(shot.size.width());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // of what was hidden a moment ago
    if (!m_window.grab().save(file)) {
        std::fprintf(stderr, "skep: --screenshots: %s could not be written\n", qPrintable(file));
        m_isGood = false;
    }
    takeNext();
}

} // namespace skep::app
