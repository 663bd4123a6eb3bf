// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/command.h"
#include "core/result.h"

namespace skep {

/// Checks form and limits of a command, whoever sends it; the engine relies on it. The error names the field as
/// in docs/protocol.md. Never looks at engine state. JSON bodies (params, result, usage) are checked for size
/// only: the codec that parsed them knows that they are JSON. Texts must be UTF-8 without NUL.
[[nodiscard]] Result<void> validate(const Command &command);

/// True for well-formed UTF-8 without NUL.
[[nodiscard]] bool isCleanText(std::string_view text);

/// Cuts a text to at most `bytes` at a UTF-8 boundary.
void cutText(std::string &text, std::size_t bytes);

} // namespace skep
