// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace skep::checks {

/// A docstring's text with the indentation of its later lines taken off, as Python itself does it.
[[nodiscard]] std::string cleanDocstring(std::string_view text);

} // namespace skep::checks
