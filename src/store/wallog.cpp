// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/wallog.h"

#include <algorithm>
#include <cstring>
#include <fstream>

namespace skep::store {
namespace {

constexpr std::size_t kPagesAt = 16; // mxFrame of the first header
constexpr std::size_t kCopiedAt = 96; // nBackfill, behind two headers of 48 bytes
constexpr std::size_t kBytes = 100;

} // namespace

WalLog walLog(const std::string &database)
{
    std::ifstream file(database + "-shm", std::ios::binary);
    char bytes[kBytes];
    if (!file.read(bytes, kBytes))
        return {};
    WalLog log; // in the machine's own byte order
    std::memcpy(&log.pages, bytes + kPagesAt, sizeof log.pages);
    std::memcpy(&log.copied, bytes + kCopiedAt, sizeof log.copied);
    log.copied = std::min(log.copied, log.pages);
    return log;
}

} // namespace skep::store
