// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"
#include "app/runsetup.h"
#include "runtime/localgateway.h"

#include <QObject>

#include <memory>

namespace skep::ui {
class MainWindow;
}

namespace skep::app {

class FolderReview;
class Screenshots;
class SingleInstance;

/// The window with the hub of this process behind it, and the demonstration when the options say so. Window thread; needs
/// a QApplication.
class Desktop final : public QObject
{
    Q_OBJECT

public:
    explicit Desktop(const Options &options);
    ~Desktop() override;

    /// Until it has left; returns the exit code.
    [[nodiscard]] int run();
    /// Shows the window and starts the hub. False: another window of this data folder came to the front instead.
    [[nodiscard]] bool begin();
    /// Closes everything in order, then says left().
    void leave();
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }

signals:
    /// Nothing is open any more, or the hub never came up.
    void left();

private:
    void onStarted(const QStringList &addresses);

    const Options m_options;
    const RunSetup m_setup;
    runtime::LocalGateway m_gateway;            // outlives the engine thread
    std::unique_ptr<HubService> m_hub;
    std::unique_ptr<Demonstration> m_demonstration;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<FolderReview> m_review;
    std::unique_ptr<SingleInstance> m_instance; // not with a demonstration: that one is private
    std::unique_ptr<Screenshots> m_screenshots;
    int m_exitCode = ExitDone;
    bool m_isLeaving = false;
};

/// Runs the window with the hub of this process behind it, or with a remote one (--connect). Needs a QApplication.
/// Returns the exit code.
[[nodiscard]] int runDesktop(const Options &options);

} // namespace skep::app
