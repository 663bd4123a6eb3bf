// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace skep::nanobot {

/// Ties this process's life to the one that started it, however that one ends. On Linux the kernel kills us; the
/// starting *thread* counts there, so a parent starts its workers from a thread that lives as long as it does.
/// Elsewhere the end of standard input is the sign. `parentPid` 0: the parent of this moment. False: the parent
/// is gone already.
[[nodiscard]] bool dieWithParent(qint64 parentPid);

} // namespace skep::nanobot
