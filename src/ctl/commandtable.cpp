// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commandtable.h"

#include "core/limits.h"

#include <array>

namespace skep::ctl {
namespace {

using Kind = OptionSpec::Kind;

constexpr int kIdsMax = 1'000;
constexpr qint64 kPageRowsMax = static_cast<qint64>(limits::kPageRowsMax);
constexpr qint64 kSeedMax = 100'000;
constexpr qint64 kIdMax = (qint64(1) << 53) - 1;

constexpr std::array kTasksAdd{
    OptionSpec{"type", Kind::Text, "TYPE", "What kind of work, e.g. code-review. Required.", true},
    OptionSpec{"title", Kind::Text, "TEXT", "What the card says."},
    OptionSpec{"project", Kind::Text, "NAME", "The project it belongs to."},
    OptionSpec{"priority", Kind::Text, "P0..P3", "P0 is most urgent; default P2."},
    OptionSpec{"requires", Kind::Text, "CAPABILITY",
               "What an agent must be able to do; may be repeated. Default: the type, where it is one of our executors."},
    OptionSpec{"wants", Kind::Text, "CAPABILITY", "What makes an agent a better match; may be repeated."},
    OptionSpec{"after", Kind::Number, "ID", "Start when this task is done; may be repeated.", false, 1, kIdMax},
    OptionSpec{"attempts", Kind::Number, "N", "How often to try; default 3.", false, 1, limits::kAttemptsMax},
    OptionSpec{"deadline", Kind::Duration, "TIME", "Due in 90s, 10m, 2h or 1d."},
    OptionSpec{"hold", Kind::Flag, nullptr, "Start only when assigned."},
    OptionSpec{"file", Kind::Text, "PATH", "Give this file's text along (params.files); may be repeated."},
    OptionSpec{"param", Kind::Text, "KEY=VALUE",
               "A parameter; a value that is JSON is taken as such; may be repeated."},
    OptionSpec{"params", Kind::Text, "PATH", "Parameters from a JSON file; - reads standard input."},
    OptionSpec{"simulate", Kind::Flag, nullptr, "Do no real work: play the task, marked as simulated."},
    OptionSpec{"key", Kind::Text, "KEY", "The same key within a day gives the same task, not a second one."},
    OptionSpec{"wait", Kind::Flag, nullptr, "Leave when the task is final: 0 when it is done, else 1."},
};
constexpr std::array kTasksList{
    OptionSpec{"state", Kind::Text, "STATE", "queued, blocked, needs_input, leased, running, checking, done, failed, cancelled."},
    OptionSpec{"type", Kind::Text, "TYPE", "Only tasks of this type."},
    OptionSpec{"project", Kind::Text, "NAME", "Only tasks of this project."},
    OptionSpec{"agent", Kind::Text, "NAME", "Only tasks that this agent has or had last."},
    OptionSpec{"search", Kind::Text, "WORDS", "Only tasks with these words in title, type or log."},
    OptionSpec{"before", Kind::Number, "ID", "Only older tasks than this one.", false, 1, kIdMax},
    OptionSpec{"limit", Kind::Number, "N", "At most so many, newest first; default 100.", false, 1, kPageRowsMax},
};
constexpr std::array kTasksShow{
    OptionSpec{"log", Kind::Number, "N", "Print the last N lines of the log; default 20.", false, 0,
               static_cast<qint64>(limits::kLiveLogLinesMax)},
    OptionSpec{"full", Kind::Flag, nullptr, "Print results whole."},
};
constexpr std::array kTasksAssign{
    OptionSpec{"agent", Kind::Text, "NAME", "To this agent; without it the hub chooses the best one now."},
    OptionSpec{"wait", Kind::Flag, nullptr, "When it is full: next for it, as soon as it has a free slot."},
    OptionSpec{"replace", Kind::Flag, nullptr, "When it cannot take it now: another one of its kind and model will do."},
};
constexpr std::array kTasksCancel{
    OptionSpec{"reason", Kind::Text, "TEXT", "Why; kept with the task."},
};
constexpr std::array kAgentsList{
    OptionSpec{"all", Kind::Flag, nullptr, "Those that are gone, too."},
};
constexpr std::array kAgentsDrain{
    OptionSpec{"off", Kind::Flag, nullptr, "Let it take tasks again."},
};
constexpr std::array kSeed{
    OptionSpec{"count", Kind::Number, "N", "How many; default 10.", false, 1, kSeedMax},
    OptionSpec{"prefix", Kind::Text, "TEXT",
               "Begins the keys of the tasks; the same prefix gives the same tasks again. Default: seed."},
};
constexpr std::array kWatch{
    OptionSpec{"interval", Kind::Duration, "TIME", "How often to look; default 1s."},
    OptionSpec{"until-idle", Kind::Flag, nullptr, "Leave when every task is final."},
    OptionSpec{"lines", Kind::Flag, nullptr, "One line a look, on a terminal, too."},
};

const std::array kCommands{
    CommandSpec{Verb::TasksAdd, "tasks add", "", 0, 0, false, "Submit a task.", kTasksAdd},
    CommandSpec{Verb::TasksList, "tasks list", "", 0, 0, false, "List tasks, newest first.", kTasksList},
    CommandSpec{Verb::TasksShow, "tasks show", "ID", 1, 1, true,
                "Everything about a task: attempts, findings, log, why it waits.", kTasksShow},
    CommandSpec{Verb::TasksAssign, "tasks assign", "ID...", 1, kIdsMax, true, "Start tasks now, on an agent.", kTasksAssign},
    CommandSpec{Verb::TasksUnassign, "tasks unassign", "ID...", 1, kIdsMax, true,
                "Take assignments back that have not started.", {}},
    CommandSpec{Verb::TasksCancel, "tasks cancel", "ID...", 1, kIdsMax, true, "Stop tasks.", kTasksCancel},
    CommandSpec{Verb::TasksRetry, "tasks retry", "ID...", 1, kIdsMax, true, "Queue failed or cancelled tasks again.", {}},
    CommandSpec{Verb::TasksAnswer, "tasks answer", "ID TEXT", 2, 2, true, "Answer a task's question.", {}},
    CommandSpec{Verb::AgentsList, "agents list", "", 0, 0, false, "List the agents and their load.", kAgentsList},
    CommandSpec{Verb::AgentsShow, "agents show", "NAME", 1, 1, false, "Everything about an agent.", {}},
    CommandSpec{Verb::AgentsDrain, "agents drain", "NAME", 1, 1, false,
                "Let an agent finish what it holds and give it no more.", kAgentsDrain},
    CommandSpec{Verb::Seed, "seed", "", 0, 0, false, "Submit demonstration tasks.", kSeed},
    CommandSpec{Verb::Report, "report", "", 0, 0, false, "Who did what: tasks by state, agents, types.", {}},
    CommandSpec{Verb::Watch, "watch", "", 0, 0, false, "Live picture of the hub; Ctrl-C leaves.", kWatch},
    CommandSpec{Verb::Config, "config", "", 0, 0, false, "Where things are: address, data folder, token.", {}},
};

} // namespace

std::span<const CommandSpec> commandTable()
{
    return kCommands;
}

} // namespace skep::ctl
