// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace skep::checks {

/// Names that every Python module has.
[[nodiscard]] bool isPythonBuiltin(std::string_view name);
/// Names that browsers, Node or test runners give to every script.
[[nodiscard]] bool isScriptGlobal(std::string_view name);

} // namespace skep::checks
