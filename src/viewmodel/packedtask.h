// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"
#include "viewmodel/searchwords.h"

#include <memory>

namespace skep {

/// A TaskView in one small block of memory, without loss. The index keeps every task of the hub and unpacks those on the
/// screen; a view takes four times as much, in many blocks that other threads have made. A value; not thread safe.
class PackedTask final
{
public:
    PackedTask() = default;
    explicit PackedTask(const TaskView &view);

    [[nodiscard]] TaskView view() const;
    /// What a search looks into; valid as long as this is neither assigned nor gone.
    [[nodiscard]] SearchTexts texts() const;

private:
    std::unique_ptr<char[]> m_bytes; // null: a TaskView as it is made
};

} // namespace skep
