// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakegateway.h"
#include "ui/agents/agentspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/tasks/boardcolumn.h"
#include "ui/tasks/boardpage.h"
#include "ui/tasks/cardlist.h"
#include "ui/tasks/taskinspector.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTest>

namespace skep::test {

[[nodiscard]] inline TaskView makeTask(TaskId id, TaskState state, const std::string &title = {})
{
    TaskView task;
    task.id = id;
    task.state = state;
    task.title = title.empty() ? "Task " + std::to_string(id) : title;
    task.type = "code-review";
    task.created = 1'767'225'500'000;
    task.updated = 1'767'225'599'000;
    task.attemptsMax = 3;
    return task;
}

[[nodiscard]] inline AgentView makeAgent(const std::string &name, AgentState state = AgentState::Ready)
{
    AgentView agent;
    agent.name = name;
    agent.kind = "nanobot";
    agent.state = state;
    agent.slots = 3;
    agent.since = agent.lastSeen = 1'767'225'590'000;
    return agent;
}

/// The real window over a hub of the test, with a clock of the test, its board under the model tester.
struct WindowRun
{
    FakeGateway hub;
    qint64 steadyMs = 0;
    std::unique_ptr<ui::MainWindow> window;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;

    void open(const QString &settingsPath = {}, const QString &theme = QStringLiteral("light"))
    {
        ui::WindowOptions options;
        options.settingsPath = settingsPath;
        options.theme = theme;
        options.steadyMs = [this] { return steadyMs; };
        window = std::make_unique<ui::MainWindow>(hub, options);
        for (int g = 0; g < static_cast<int>(kGroupCount); ++g)
            testers.push_back(std::make_unique<QAbstractItemModelTester>(
                &board().column(static_cast<Group>(g)).model(), QAbstractItemModelTester::FailureReportingMode::Fatal));
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    ~WindowRun() { testers.clear(); }

    [[nodiscard]] ui::BoardPage &board() const { return *window->findChild<ui::BoardPage *>(); }
    [[nodiscard]] ui::AgentsPage &agents() const { return *window->findChild<ui::AgentsPage *>(); }
    [[nodiscard]] ui::TaskInspector &inspector() const { return *window->findChild<ui::TaskInspector *>(); }
    [[nodiscard]] BoardModel &model(Group group) const { return board().column(group).model(); }
    [[nodiscard]] ui::CardList &list(Group group) const { return board().column(group).list(); }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return window->findChild<QPushButton *>(QString::fromLatin1(name) + QStringLiteral(".button"));
    }
    [[nodiscard]] bool waitForRows(Group group, int rows) const
    {
        return QTest::qWaitFor([&] { return model(group).rowCount() == rows; }, 5000);
    }
    [[nodiscard]] bool waitForState(TaskId id, TaskState state) const
    {
        return QTest::qWaitFor([&] {
            for (int g = 0; g < static_cast<int>(kGroupCount); ++g)
                if (const int row = model(static_cast<Group>(g)).rowOf(id); row >= 0)
                    return model(static_cast<Group>(g)).at(row)->state == state;
            return false;
        }, 5000);
    }
    void clickCard(Group group, int row) const
    {
        const QModelIndex index = model(group).index(row);
        QTest::mouseClick(list(group).viewport(), Qt::LeftButton, {}, list(group).visualRect(index).center());
    }
    template<typename C>
    [[nodiscard]] const C *lastSent() const
    {
        return hub.sent.empty() ? nullptr : std::get_if<C>(&hub.sent.back().command);
    }
    /// Answers the last command.
    void answer(Result<CommandDone> result)
    {
        const auto done = hub.sent.back().done;
        done(std::move(result));
    }
};

} // namespace skep::test
