// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "ctl/options.h"

#include <QJsonObject>

namespace skep::ctl {

/// The task that `tasks add` submits, as in docs/protocol.md. Reads the files it names. The error's field is the
/// option at fault.
[[nodiscard]] Result<QJsonObject> newTask(const Invocation &invocation);

} // namespace skep::ctl
