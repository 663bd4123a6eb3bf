// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tasks/assigner.h"

#include <QMainWindow>
#include <QString>
#include <QVariantMap>

#include <functional>
#include <memory>

namespace skep {
class TaskTemplates;
class ViewGateway;
struct Error;
struct Page;
struct Throughput;
}

namespace skep::ui {

struct WindowOptions
{
    QString settingsPath;                // INI file for geometry, columns, theme; empty: nothing is kept
    QString theme;                       // "light", "dark"; empty: SKEP_THEME, then what was chosen, then the system
    QString language;                    // "en", "de"; empty: SKEP_LANGUAGE, then what was chosen, then the system
    QString tokenFile;                   // what agents are started with; empty: not known here
    QString exposure;                    // who can reach the hub; empty: told from its address
    std::function<qint64()> steadyMs;    // a clock that never goes back; empty: the system's
};

/// What became of a folder that the person wanted reviewed.
struct FolderOutcome
{
    QString project;
    int tasks = 0;
    int files = 0;
    int leftOut = 0;   // too large or not text
    bool isCut = false; // there were more files than are taken at once
};

/// The window: navigation, figures, pages, inspector, status. Knows a hub only through its gateway. Window thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(ViewGateway &gateway, const WindowOptions &options, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The strip of a demonstration over every page, with its number of worker processes; 0 takes it away.
    void setDemonstration(int workers);

    [[nodiscard]] int pageCount() const;
    [[nodiscard]] QString pageName(int page) const; // "board", "agents": stable, for files and settings
    void showPage(const QString &name);
    /// Nothing of the page is on its way, and the picture is fresh.
    [[nodiscard]] bool isReady() const;
    /// In the inspector, beside the page that is shown.
    void showTask(quint64 id);
    /// On the whole page.
    void openTask(quint64 id);
    /// Brings it to the front, also from the tray or the task bar.
    void raiseWindow();
    /// Says something at the foot of the window for a few seconds.
    void tell(const QString &text, bool isTrouble = false);
    /// Answers of folderReviewWanted(): its tasks are shown alone on the board.
    void tellFolderSubmitted(const FolderOutcome &outcome, const Error &refusal);
    void tellFolderFailed(const Error &error);
    /// Answer of ownFleetWanted(), when it did not work.
    void tellStartFailed();
    /// "light", "dark"; anything else follows the system.
    void setTheme(const QString &wish);
    [[nodiscard]] QString theme() const;
    /// "en", "de"; empty follows the system. All words change at the next turn of the event loop.
    void setLanguage(const QString &wish);
    [[nodiscard]] QString language() const;

signals:
    /// The window was closed by the person.
    void closed();
    /// The person asked for it in the strip of the demonstration.
    void endDemonstrationWanted();
    void ownFleetWanted();
    /// A folder was chosen whose sources are to be reviewed and documented.
    void folderReviewWanted(const QString &folder);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build(const Throughput &past);
    void rebuild();
    void closeDialogs();
    void buildShell();
    void buildPages();
    void buildInspector();
    void buildActions();
    void wireIndex();
    void wireTasks();
    void wireSearch();
    void tellAssigned(const Assigner::Word &word);
    void onPage(const Page &page);
    void applyCounts(const Page &page);
    void applyFocus(const Page &page);
    void tellNews(const Page &page);
    void tick();
    void showAge();
    void showTrouble(qint64 ageMs, bool isConnected, bool isStale);
    void showPageAt(int page);
    void selectTask(quint64 id);
    void showInspectors();
    void selectAgent(const QString &name);
    void newTask();
    void chooseFolder();
    void setUpFleet();
    [[nodiscard]] QString nanobotCommand() const;
    void applyLook();
    void setStale(bool stale);
    void updateActive();
    void focusPage();
    [[nodiscard]] QVariantMap state() const;
    void restoreState(const QVariantMap &state);
    [[nodiscard]] QVariantMap loadSettings() const;
    void saveSettings();

    struct Parts;
    ViewGateway &m_gateway;
    const WindowOptions m_options;
    QString m_themeWish;
    QString m_languageWish;
    int m_demonstrationWorkers = 0;
    const std::unique_ptr<TaskTemplates> m_templates; // outlive the change of the language
    std::unique_ptr<Parts> m_parts; // made anew when the language changes
};

} // namespace skep::ui
