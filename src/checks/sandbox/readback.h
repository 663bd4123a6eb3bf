// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

#include <string>

namespace skep::sandbox {

/// Reads a regular file below an open folder that foreign code has written. No link is followed, wherever it leads,
/// and neither a pipe nor a device is opened. Fails beyond `bytesMax`.
[[nodiscard]] Result<QByteArray> readBack(int folderFd, const std::string &path, std::size_t bytesMax);

} // namespace skep::sandbox
