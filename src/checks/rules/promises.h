// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/rules/report.h"

namespace skep::checks {

/// Calls of asynchronous functions whose result nobody waits for, in JavaScript and Python.
void checkPromises(const Job &job);

} // namespace skep::checks
