// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/context.h"

#include <string>
#include <utility>
#include <vector>

namespace skep::hub {

/// Counters of the hub and of what stands behind it, by name.
[[nodiscard]] std::vector<std::pair<std::string, double>> hubMetrics(HubContext &context);

/// All of it, with the counts, in the text format of Prometheus.
[[nodiscard]] std::string metricsText(HubContext &context);

} // namespace skep::hub
