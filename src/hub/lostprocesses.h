// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace skep::hub {

/// A process of this machine, told apart from a later one with the same number.
struct ProcessMark
{
    std::int64_t pid = 0;
    std::uint64_t startTicks = 0; // since boot

    /// Nothing when there is no such process. Linux only; elsewhere always nothing.
    [[nodiscard]] static std::optional<ProcessMark> of(std::int64_t pid);

    friend bool operator==(const ProcessMark &, const ProcessMark &) = default;
};

/// Local agents that lost their connection without a goodbye: a process that was killed closes its socket a moment before it
/// has ended. Tells of those whose process is gone within a few seconds, so that nobody waits for their leases. The number
/// is the agent's own word: a wrong one can only end its own leases. Engine thread.
class LostProcesses final : public QObject
{
    Q_OBJECT

public:
    using Tell = std::function<void(const std::string &agent, const std::string &cause)>;
    explicit LostProcesses(Tell tell);
    ~LostProcesses() override;

    void lost(const std::string &agent, const ProcessMark &process);
    /// It has a connection again, as the same process or another one.
    void returned(const std::string &agent);

private:
    struct Watch;

    void onEnded(const std::string &agent);

    const Tell m_tell;
    std::map<std::string, std::unique_ptr<Watch>> m_watches;
};

} // namespace skep::hub
