// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if defined(__linux__)
#include <pthread.h>
#endif

namespace skep::runtime {

/// For debuggers and profilers; at most 15 bytes on Linux, nothing elsewhere.
inline void nameThisThread([[maybe_unused]] const char *name)
{
#if defined(__linux__)
    pthread_setname_np(pthread_self(), name);
#endif
}

} // namespace skep::runtime
