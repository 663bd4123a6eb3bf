// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QObject;

namespace skep::app {

/// Calls `handler` on the event loop of `context`'s thread when the process is asked to leave (SIGINT, SIGTERM,
/// SIGHUP). A second signal ends the process at once.
void onTermination(QObject *context, std::function<void()> handler);

} // namespace skep::app
