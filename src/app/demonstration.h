// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demoscript.h"
#include "app/demofleet.h"
#include "core/report.h"
#include "core/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace skep::app {

class HubService;

struct DemonstrationOptions
{
    int tasks = 100;
    int agents = 26;
    bool goesOn = true; // with a script of small events once the first tasks are through
    std::string agentToken;
    bool allowsUnsandboxed = false;
};

/// The demonstration: real nanobot processes and tasks from the templates, over the real wire. Main thread.
class Demonstration final : public QObject
{
    Q_OBJECT

public:
    Demonstration(HubService &hub, DemonstrationOptions options, QObject *parent = nullptr);

    /// When the hub has started.
    void start(const QString &address);
    void stop(std::chrono::milliseconds deadline);

signals:
    void failed(const QString &text);
    void seeded(int accepted);
    void stopped();

private:
    void onSeeded(int accepted, const Error &refusal);
    void look();
    void beginRound();
    void playDue();
    void play(const demo::ScriptStep &step);
    void killWorkerOf(TaskId id);
    /// Calls `use` on this thread with what `ask` said on the engine's; not at all once the hub is gone.
    template<typename Ask, typename Use>
    void withHost(Ask ask, Use use);

    HubService &m_hub;
    const DemonstrationOptions m_options;
    std::unique_ptr<DemoFleet> m_fleet;
    QTimer m_look;   // until the first tasks are through
    QTimer m_step;   // until the next step is due
    QElapsedTimer m_clock;
    demo::TestWork m_tests = demo::TestWork::Played;
    int m_seeded = 0;
    int m_round = 0;
    std::vector<demo::ScriptStep> m_script;
    std::size_t m_next = 0;
    std::map<std::string, TaskId> m_submitted; // of this round, by key
};

/// Submits tasks to the hub of this process, all or the rest after a refusal; `done` is called on `context`'s thread
/// with the ids of those accepted, in their order, and the first refusal.
void submitTasks(HubService &hub, std::vector<TaskSpec> tasks, std::string keyPrefix, QObject *context,
                 std::function<void(std::vector<TaskId> accepted, Error refusal)> done);

/// Submits `count` tasks from the templates to the hub of this process; `done` is called on `context`'s thread. Tests are
/// real ones where this machine can run them, which is found out first.
void seedTemplates(HubService &hub, int count, bool allowsUnsandboxed, QObject *context, std::function<void(int accepted, Error refusal)> done);

/// Where the demonstration's files lie: beside the program's tree or installed.
[[nodiscard]] QString demoResourceDir();

} // namespace skep::app
