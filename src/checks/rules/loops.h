// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/rules/report.h"

namespace skep::checks {

/// The part of checkLoops that looks at what a loop does to what it walks over.
void checkIteration(const Job &job, const Block &block);

} // namespace skep::checks
