// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series.h"

#include <string>
#include <string_view>

// One step of the series as history.db keeps it: a version byte, then numbers in base 128. Means are kept in
// thousandths; bins of a histogram with the distance from the one before. `at` and `spanMs` stand in columns.
namespace skep::store {

[[nodiscard]] std::string packSeries(const SeriesPoint &point);
/// False for any other bytes; `point` is then half filled.
[[nodiscard]] bool unpackSeries(std::string_view bytes, SeriesPoint &point);

} // namespace skep::store
