// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/lex/token.h"

// The lexers behind lex().
namespace skep::checks {

[[nodiscard]] Lexed lexScript(std::string_view text, bool hasTypes); // JavaScript, TypeScript, with JSX
[[nodiscard]] Lexed lexPython(std::string_view text);
[[nodiscard]] Lexed lexCpp(std::string_view text);

} // namespace skep::checks
