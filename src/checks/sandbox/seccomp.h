// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace skep::sandbox {

/// A filter of system calls as bubblewrap's --seccomp takes it: calls that no test needs and that reach parts of the
/// kernel which namespaces do not close. Empty on processors it does not know.
[[nodiscard]] QByteArray seccompFilter();

} // namespace skep::sandbox
