// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace skep::wire {

/// What a text is. TooDeep: brackets nest deeper than allowed.
enum class JsonKind : unsigned char { Invalid, TooDeep, Object, Array, Text, Number, Literal };

/// Strict RFC 8259 check of one JSON value with white space around it, in one pass and without memory. UTF-8 inside
/// texts is not looked at: who calls it for a slice of a frame knows that from the frame.
[[nodiscard]] JsonKind checkJson(std::string_view json, int depthMax);

} // namespace skep::wire
