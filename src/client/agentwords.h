// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/command.h"
#include "wire/messages.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace skep::client {

/// What an agent holds and still has to say: its leases, the words gathered since the last frame, and the final
/// words that the hub has not confirmed. Makes frames, many words each. No socket, no clock, no thread.
class AgentWords final
{
public:
    /// A task came. False when its lease is known already: a hub may send it again after a resume.
    [[nodiscard]] bool take(const wire::LeaseName &at);

    // Words about a lease. Those about one that is not held are dropped: it was cancelled, lost or finished.
    void started(Fence fence, bool simulated);
    /// Merged into what waits: newest count and note, all lines up to a bound; then the oldest give way to a note.
    void progress(Fence fence, std::int64_t done, std::int64_t of, std::string note, std::vector<std::string> log);
    void ask(Fence fence, std::string question, std::vector<std::string> choices);
    /// Ends the lease here. Kept until confirmed(). A result beyond the limit becomes a failure that says so.
    void finish(Fence fence, cmd::Finish word);
    /// The work has stopped. Said once: a hub that missed it asks again after a resume.
    void cancelled(const wire::LeaseName &at);

    // Words of the hub
    void answered(Fence fence);
    /// `stored`, or a refusal: the final word need not be said again. False when there was none.
    bool confirmed(Fence fence);
    /// The result was refused for its form: says a failure in its place, once. False when that was refused, too.
    bool replaceByFailure(Fence fence, const std::string &why);
    /// Forgets a lease that the hub does not know any more. False when it was not held.
    bool drop(Fence fence);

    [[nodiscard]] bool holds(Fence fence) const { return m_leases.contains(fence); }
    [[nodiscard]] std::vector<wire::LeaseName> held() const;
    [[nodiscard]] std::size_t unconfirmed() const { return m_finals.size(); }
    [[nodiscard]] bool hasFinal(Fence fence) const { return m_finals.contains(fence); }

    /// Something that should not wait for the next progress frame.
    [[nodiscard]] bool isUrgent() const { return m_isUrgent; }
    [[nodiscard]] bool hasProgress() const;

    /// Frames for what is new, in the order a hub must read it. Progress of a lease goes along when a question or a
    /// final word follows it, of all leases when `withProgress`.
    [[nodiscard]] std::vector<std::string> takeFrames(bool withProgress);
    /// After a lost connection: all leases renewed, and everything said again that may have been lost. Where the
    /// hub did not resume the session (`kept` false) only the final words, which it keeps for a person to look at.
    /// Questions are not asked again here: the person's answer may be on its way. See repeatQuestions().
    [[nodiscard]] std::vector<std::string> resumeFrames(bool kept);
    /// Asks again what is still open, for the case that the question got lost. A hub that knows it ignores it.
    void repeatQuestions();
    [[nodiscard]] std::vector<std::string> renewFrames() const;

private:
    struct Lease {
        TaskId id = 0;
        bool isStarted = false;
        bool startedSent = false;
        bool isSimulated = false;
        std::optional<cmd::Progress> pending;
        std::size_t pendingBytes = 0;
        std::int64_t leftOut = 0; // lines that gave way
        std::int64_t done = 0, of = 0; // last counted; every progress word carries them
        std::optional<cmd::Ask> question; // open until answered
        bool questionSent = false;
    };
    struct Final {
        TaskId id = 0;
        std::string item; // encoded
        std::string progress; // encoded last words before it, sent once
        std::string started; // likewise, for a task that ended within one turn
        bool isSent = false;
        bool isReplaced = false;
    };

    Lease *find(Fence fence);
    Final &close(Fence fence, const Lease &lease);
    [[nodiscard]] static cmd::Progress takeProgress(Lease &lease, Fence fence);
    static void encodeFinish(Final &final, const cmd::Finish &word);

    std::map<Fence, Lease> m_leases;
    std::map<Fence, Final> m_finals;
    std::vector<wire::LeaseName> m_cancelled;
    bool m_isUrgent = false;
};

} // namespace skep::client
