// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "hub/context.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace skep::hub {

/// The live picture for one dashboard. A snapshot goes out page by page as the link takes it; while the link is slow,
/// changes are only noted by name and sent merged, newest state, when it has room: what waits is ids, never bodies.
class WatchFeed
{
public:
    using Send = std::function<void(std::string_view)>;
    using HasRoom = std::function<bool()>;

    WatchFeed(HubContext &context, const wire::Watch &topics, Send send, HasRoom hasRoom);
    ~WatchFeed();
    WatchFeed(const WatchFeed &) = delete;
    WatchFeed &operator=(const WatchFeed &) = delete;

    void follow(std::vector<TaskId> ids) { m_context.port.watchLog(m_watch, std::move(ids)); }
    /// The link has room again.
    void pump();

private:
    void subscribe();
    void clear();
    void onDelta(const Delta &delta);
    void begin(const Delta &whole);
    void note(const Delta &delta);
    [[nodiscard]] bool isBehind() const { return m_isInSnapshot || m_isDirty || !m_tasks.empty() || !m_agents.empty(); }
    void sendPages();
    void sendPage();
    void send(const Delta &delta, int part, bool last);
    void sendInPieces(const Delta &delta, int part = -1);
    [[nodiscard]] bool fits(const Delta &whole) const;
    void sendWhole(const Delta &whole);

    HubContext &m_context;
    const wire::Watch m_topics;
    Send m_send;
    HasRoom m_hasRoom;
    HubPort::WatchId m_watch = 0;
    std::uint64_t m_seq = 0;
    Delta m_frame;                 // counts and times of the newest picture; log lines only while behind
    std::set<TaskId> m_tasks;      // to be sent as they are when there is room
    std::set<std::string> m_agents;
    std::set<TaskId> m_tasksGone;
    std::set<std::string> m_agentsGone;
    Counts m_sentCounts;
    BatchNo m_moment = 0;          // of the newest picture; 0 while what was sent is not of one moment
    TimeMs m_sentLive = 0;         // when a page was last sent of what was newer than any picture
    int m_part = 0;
    bool m_isInSnapshot = false;
    bool m_isDirty = false; // something besides tasks and agents waits
    bool m_isLost = false;  // too much was missed: a new snapshot comes when there is room
};

} // namespace skep::hub
