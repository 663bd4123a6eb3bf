// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <cstddef>
#include <string>

namespace skep::nanobot {

/// Reads a regular file below a canonical folder. Links that lead out are refused, also when they are put there
/// between the check and the opening. The same answer for what is missing and what lies outside.
[[nodiscard]] Result<std::string> readConfined(const QString &folder, const std::string &relativePath,
                                               std::size_t bytesMax);

} // namespace skep::nanobot
