// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QString>

#include <functional>
#include <memory>

class QStackedWidget;

namespace skep {
class ViewGateway;
struct Page;
}

namespace skep::ui {

struct WindowOptions
{
    QString settingsPath;                // INI file for geometry, columns, theme; empty: nothing is kept
    QString theme;                       // "light", "dark"; empty: SKEP_THEME, then what was chosen, then the system
    QString exposure;                    // who can reach the hub; empty: told from its address
    std::function<qint64()> steadyMs;    // a clock that never goes back; empty: the system's
};

/// The window: navigation, figures, pages, inspector, status. Knows a hub only through its gateway. Window thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(ViewGateway &gateway, const WindowOptions &options, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A strip over every page; an empty text takes it away.
    void setDemonstration(const QString &text);

    [[nodiscard]] int pageCount() const;
    [[nodiscard]] QString pageName(int page) const; // "board", "agents": stable, for files and settings
    void showPage(int page);
    void showTask(quint64 id);
    void setTheme(const QString &wish);

signals:
    /// The window was closed by the person.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildShell();
    void buildPages();
    void buildActions();
    void wireIndex();
    void wireTasks();
    void onPage(const Page &page);
    void applyCounts(const Page &page);
    void tick();
    void showAge();
    void showTrouble(qint64 ageMs, bool isConnected, bool isStale);
    void selectTask(quint64 id);
    void newTask();
    void applyLook();
    void setStale(bool stale);
    void updateActive();
    void focusPage();
    void restore();
    void save();

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace skep::ui
