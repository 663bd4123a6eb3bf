// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/job.h"

#include <QByteArray>

namespace skep::sandbox {

/// The files as a tar archive, padded to whole records of 10,240 bytes. Paths must be safe.
[[nodiscard]] QByteArray archiveOf(const std::vector<File> &files);

} // namespace skep::sandbox
