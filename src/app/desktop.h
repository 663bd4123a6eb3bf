// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skep::app {

struct Options;

/// Runs the window with the hub of this process behind it, or with a remote one (--connect). Needs a QApplication.
/// Returns the exit code.
[[nodiscard]] int runDesktop(const Options &options);

} // namespace skep::app
