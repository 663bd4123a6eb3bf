// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/restclient.h"
#include "ctl/access.h"
#include "ctl/console.h"
#include "ctl/options.h"

#include <QCoroTask>

namespace skep::ctl {

/// Carries out one invocation against the hub. Main thread; lives until its coroutine has ended.
class Commands final
{
public:
    explicit Commands(Invocation invocation);

    /// Gives the exit code.
    [[nodiscard]] QCoro::Task<int> run();

private:
    [[nodiscard]] QCoro::Task<int> addTask();
    [[nodiscard]] QCoro::Task<int> waitFor(qint64 id);
    [[nodiscard]] QCoro::Task<int> listTasks();
    [[nodiscard]] QCoro::Task<int> showTask();
    [[nodiscard]] QCoro::Task<int> actOnTasks(QString action, QJsonObject body, QString deed);
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> unassign(QString id);
    [[nodiscard]] QCoro::Task<int> listAgents();
    [[nodiscard]] QCoro::Task<int> showAgent();
    [[nodiscard]] QCoro::Task<int> drainAgent();
    [[nodiscard]] QCoro::Task<int> report();
    [[nodiscard]] QCoro::Task<int> showConfig();

    const Invocation m_invocation;
    const Access m_access;
    const Console m_console;
    client::RestClient m_client;
};

} // namespace skep::ctl
