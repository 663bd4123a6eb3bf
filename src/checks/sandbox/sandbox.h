// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/job.h"

#include <QString>

#include <memory>

namespace skep::sandbox {

class SandboxRun;

enum class Mode : std::uint8_t {
    None,        // foreign code is not run at all
    Bubblewrap,  // isolated
    Unsandboxed, // run as it is, because the operator allowed it
};

/// As it stands in `hello`: "none", "bubblewrap", "unsandboxed".
[[nodiscard]] std::string_view name(Mode mode);

/// What this machine offers for running foreign code. A value; may be asked from any thread.
class Sandbox final
{
public:
    struct Wish
    {
        bool allowsUnsandboxed = false; // where no sandbox can be made
        QString bubblewrap;             // empty: bwrap from PATH
    };

    /// Nothing can be run; `reason` is shown to people.
    [[nodiscard]] static Sandbox none(std::string reason);
    /// Tries it out. Takes some milliseconds, at most five seconds, and blocks meanwhile.
    [[nodiscard]] static Sandbox detect(const Wish &wish);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool canRun() const { return m_mode != Mode::None; }
    /// Why there is no sandbox; empty when there is one.
    [[nodiscard]] const std::string &reason() const { return m_reason; }

    /// A run that waits for its start(). Only when canRun(). Call on the thread whose event loop shall carry it and
    /// which outlives it: the processes end with that thread.
    [[nodiscard]] std::unique_ptr<SandboxRun> prepare(Job job) const;

    /// Full path of an installed program that code in the sandbox can use; empty when there is none.
    [[nodiscard]] static std::string tool(std::string_view name);

private:
    Mode m_mode = Mode::None;
    std::string m_reason;
    QString m_bubblewrap;
};

} // namespace skep::sandbox
