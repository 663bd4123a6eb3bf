// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/lex/token.h"

#include <string_view>

namespace skep::checks {

/// Words that cannot be names in the language, and those that are never used as such.
[[nodiscard]] bool isKeywordOf(Language language, std::string_view word);

} // namespace skep::checks
