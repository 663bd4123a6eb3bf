// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace skep::app {

/// Sends the log to standard error and, with a folder, to a rotating file log/skep.log in it (5 files of 5 MiB).
/// Qt's own messages go the same way.
void startLogging(const QString &level, const QString &dataDir);

} // namespace skep::app
