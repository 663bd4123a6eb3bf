// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>

namespace skep::store {

/// Keeps a second process out of a data folder. The operating system frees it with the process, however that ends.
class FolderLock
{
public:
    FolderLock() = default;
    ~FolderLock();
    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&other) noexcept;

    /// Makes the folder (0700) when it is missing. StoreLocked when another process, or this one, has it.
    [[nodiscard]] static Result<FolderLock> take(const std::string &folder);

private:
    int m_descriptor = -1;
};

} // namespace skep::store
