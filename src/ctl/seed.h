// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/restclient.h"
#include "core/task.h"
#include "ctl/access.h"
#include "ctl/console.h"

namespace skep::ctl {

/// Submits the demonstration's tasks. Keys make it harmless to call twice. The client must outlive the coroutine.
[[nodiscard]] QCoro::Task<int> seed(client::RestClient *client, Invocation invocation, Access access, Console console);

/// The task as docs/protocol.md writes it, `after` included.
[[nodiscard]] QJsonObject taskJson(const TaskSpec &task);

/// How many tasks from `first` on can be submitted in one request: up to one that depends on another of them, and
/// up to a bound in number and size.
[[nodiscard]] std::size_t groupSize(const std::vector<TaskSpec> &tasks, std::size_t first);

} // namespace skep::ctl
