// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/http.h"

// The handlers of the native REST interface (docs/protocol.md section 7), by resource. Each answers once.
namespace skep::hub::rest {

// resttasks.cpp
void listTasks(HubContext &context, HttpRequest &&request, Responder respond);
void submit(HubContext &context, HttpRequest &&request, Responder respond);
void taskDetail(HubContext &context, HttpRequest &&request, Responder respond);
void taskAttempt(HubContext &context, HttpRequest &&request, Responder respond);

// restactions.cpp
void taskAction(HubContext &context, HttpRequest &&request, Responder respond);
void queueAction(HubContext &context, HttpRequest &&request, Responder respond);
void agentAction(HubContext &context, HttpRequest &&request, Responder respond);

// reststatus.cpp
void listAgents(HubContext &context, HttpRequest &&request, Responder respond);
void showAgent(HubContext &context, HttpRequest &&request, Responder respond);
void metrics(HubContext &context, HttpRequest &&request, Responder respond);
void report(HubContext &context, HttpRequest &&request, Responder respond);
void health(HubContext &context, HttpRequest &&request, Responder respond);
void healthz(HubContext &context, HttpRequest &&request, Responder respond);
void prometheus(HubContext &context, HttpRequest &&request, Responder respond);
void openApi(HubContext &context, HttpRequest &&request, Responder respond);
void page(HubContext &context, HttpRequest &&request, Responder respond);

// resthistory.cpp
void events(HubContext &context, HttpRequest &&request, Responder respond);
void series(HubContext &context, HttpRequest &&request, Responder respond);

// artifacts.cpp
void artifact(HubContext &context, HttpRequest &&request, Responder respond);

/// A whole number in a path or query; empty text gives `fallback`.
[[nodiscard]] Result<std::int64_t> number(std::string_view text, const char *field, std::int64_t fallback, std::int64_t low,
                                          std::int64_t high);

} // namespace skep::hub::rest
