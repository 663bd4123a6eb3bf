// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skep::app {

struct Options;

/// Before the application object: choices that suit a process without a window.
void prepareHeadlessProcess();

/// Runs the hub without a window until it is asked to leave; with a demonstration fleet and a live status line when
/// the options say so. Needs a QCoreApplication. Returns the exit code.
[[nodiscard]] int runHeadless(const Options &options);

} // namespace skep::app
