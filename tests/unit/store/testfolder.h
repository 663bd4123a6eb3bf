// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStorageInfo>
#include <QTemporaryDir>

#include <memory>

namespace skep::test {

/// A folder of its own for a test: in memory where there is room, for a busy disk makes every sync of a test wait
/// and proves nothing more.
inline std::unique_ptr<QTemporaryDir> newTestFolder()
{
    const QStorageInfo memory(QStringLiteral("/dev/shm"));
    constexpr qint64 kRoomBytes = 1024 * 1024 * 1024;
    const bool isThere = memory.fileSystemType() == "tmpfs" && memory.bytesAvailable() > kRoomBytes;
    return isThere ? std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/skep-test-XXXXXX"))
                   : std::make_unique<QTemporaryDir>();
}

} // namespace skep::test
