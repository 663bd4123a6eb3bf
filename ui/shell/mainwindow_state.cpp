// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers and how it looks: theme, language, geometry.
#include "ui/shell/mainwindow_p.h"

#include "ui/shell/navigationbutton.h"
#include "ui/shell/translation.h"
#include "ui/widgets/focusstyle.h"

#include <QApplication>
#include <QLineEdit>
#include <QSettings>

namespace skep::ui {
namespace {

/// The system's own colours, as they were before the first theme of ours.
const QPalette &systemPalette()
{
    static const QPalette palette = QApplication::palette();
    return palette;
}

} // namespace

QString MainWindow::theme() const
{
    if (!m_themeWish.isEmpty())
        return m_themeWish;
    return !m_options.theme.isEmpty() ? m_options.theme : qEnvironmentVariable("SKEP_THEME");
}

void MainWindow::setTheme(const QString &wish)
{
    Parts &p = *m_parts;
    m_themeWish = wish == QLatin1String("light") || wish == QLatin1String("dark") ? wish : QString();
    systemPalette();
    p.look.theme = Theme::chosen(theme(), systemPalette());
    QApplication::setStyle(new FocusStyle(p.look.theme.accent));
    p.settings->setTheme(m_themeWish);
    applyLook();
}

QString MainWindow::language() const
{
    if (!m_languageWish.isEmpty())
        return m_languageWish;
    return !m_options.language.isEmpty() ? m_options.language : qEnvironmentVariable("SKEP_LANGUAGE");
}

void MainWindow::setLanguage(const QString &wish)
{
    const QString known = languages().contains(wish) ? wish : QString();
    if (known == m_languageWish)
        return;
    m_languageWish = known;
    installLanguage(language());
    // Words are made with their widgets, so the widgets are made anew; later, because this may be called from one of them.
    QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
}

void MainWindow::applyLook()
{
    Parts &p = *m_parts;
    QApplication::setPalette(p.look.theme.palette());
    QApplication::setFont(p.look.body);
    setPalette(p.look.theme.palette());
    setStyleSheet(p.look.styleSheet()
                  + p.look.theme.filled(QStringLiteral("#hairline { background: ${line}; border: none; }"
                                                       "#pages { background: ${background}; }"
                                                       "#inspector { background: ${surface}; }")));
    for (Banner *banner : {p.demonstration, p.trouble})
        banner->applyLook();
    p.navigation->applyLook();
    for (WindowPage *page : p.pageList)
        page->applyLook();
    p.inspector->applyLook();
    p.agentInspector->applyLook();
    p.palette->applyLook();
    p.toast->applyLook();
    p.tray->applyLook();
    p.status->applyLook();
    setWindowIcon(tintedIcon(QStringLiteral("skep"), p.look.theme.accent, 64, 1));
}

QVariantMap MainWindow::state() const
{
    const Parts &p = *m_parts;
    QVariantMap state;
    state[QStringLiteral("window/splitter")] = p.splitter->saveState();
    state[QStringLiteral("window/page")] = pageName(p.pages->currentIndex());
    state[QStringLiteral("window/search")] = p.metrics->search().text();
    for (const WindowPage *page : p.pageList)
        page->save(state);
    return state;
}

void MainWindow::restoreState(const QVariantMap &state)
{
    Parts &p = *m_parts;
    p.splitter->restoreState(state.value(QStringLiteral("window/splitter")).toByteArray());
    p.metrics->search().setText(state.value(QStringLiteral("window/search")).toString());
    for (WindowPage *page : p.pageList)
        page->restore(state);
    const auto page = p.pageNames.indexOf(state.value(QStringLiteral("window/page")).toString());
    const bool isKnown = page >= 0 && page != p.indexOf(p.taskPage); // whose task is not remembered
    showPageAt(isKnown ? static_cast<int>(page) : p.indexOf(p.board));
}

QVariantMap MainWindow::loadSettings() const
{
    QVariantMap state;
    if (m_options.settingsPath.isEmpty())
        return state;
    const QSettings settings(m_options.settingsPath, QSettings::IniFormat);
    for (const QString &key : settings.allKeys())
        state.insert(key, settings.value(key));
    return state;
}

void MainWindow::saveSettings()
{
    if (m_options.settingsPath.isEmpty())
        return;
    QVariantMap now = state();
    now.remove(QStringLiteral("window/search")); // a forgotten search would hide tasks
    now[QStringLiteral("window/geometry")] = saveGeometry();
    if (m_options.theme.isEmpty() && !qEnvironmentVariableIsSet("SKEP_THEME"))
        now[QStringLiteral("window/theme")] = m_themeWish;
    if (m_options.language.isEmpty() && !qEnvironmentVariableIsSet("SKEP_LANGUAGE"))
        now[QStringLiteral("window/language")] = m_languageWish;
    QSettings settings(m_options.settingsPath, QSettings::IniFormat);
    for (auto at = now.cbegin(); at != now.cend(); ++at)
        settings.setValue(at.key(), at.value());
}

} // namespace skep::ui
