// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/leases.h"

namespace skep::engine {

std::uint32_t Leases::create()
{
    std::uint32_t n = static_cast<std::uint32_t>(m_leases.size());
    if (m_free.empty()) {
        m_leases.emplace_back();
    } else {
        n = m_free.back();
        m_free.pop_back();
    }
    m_leases[n].used = true;
    return n;
}

void Leases::destroy(std::uint32_t n)
{
    unlink(n);
    if (m_leases[n].cancelled)
        m_cancelled.erase(m_leases[n].fence);
    m_leases[n] = Lease{};
    m_free.push_back(n);
}

std::uint8_t Leases::ringOf(std::int64_t termMs)
{
    std::uint8_t i = 0;
    while (i + 1u < kRings && m_rings[i].termMs != 0 && m_rings[i].termMs != termMs)
        ++i;
    m_rings[i].termMs = termMs;
    return i;
}

void Leases::renew(std::uint32_t n, TimeMs now)
{
    Lease &lease = m_leases[n];
    unlink(n);
    if (lease.termMs == 0)
        return;
    lease.due = now + lease.termMs;
    lease.ring = ringOf(lease.termMs);
    Ring &ring = m_rings[lease.ring];
    lease.prev = ring.tail;
    (ring.tail == kNone ? ring.head : m_leases[ring.tail].next) = n;
    ring.tail = n;
}

void Leases::unlink(std::uint32_t n)
{
    Lease &lease = m_leases[n];
    if (lease.ring == 0xFF)
        return;
    Ring &ring = m_rings[lease.ring];
    (lease.prev == kNone ? ring.head : m_leases[lease.prev].next) = lease.next;
    (lease.next == kNone ? ring.tail : m_leases[lease.next].prev) = lease.prev;
    lease.next = lease.prev = kNone;
    lease.ring = 0xFF;
}

void Leases::stopClock(std::uint32_t n)
{
    unlink(n);
    m_leases[n].due = 0;
}

void Leases::extendAll(std::int64_t byMs)
{
    for (const Ring &ring : m_rings)
        for (std::uint32_t n = ring.head; n != kNone; n = m_leases[n].next)
            m_leases[n].due += byMs;
}

TimeMs Leases::nextDue() const
{
    TimeMs next = 0;
    for (const Ring &ring : m_rings)
        if (ring.head != kNone && (next == 0 || m_leases[ring.head].due < next))
            next = m_leases[ring.head].due;
    return next;
}

void Leases::due(TimeMs now, std::vector<std::uint32_t> &found) const
{
    for (const Ring &ring : m_rings)
        for (std::uint32_t n = ring.head; n != kNone && m_leases[n].due <= now; n = m_leases[n].next)
            found.push_back(n);
}

bool Leases::anyRuns() const
{
    for (const Ring &ring : m_rings)
        if (ring.head != kNone)
            return true;
    return false;
}

void Leases::setCancelled(std::uint32_t n)
{
    m_leases[n].cancelled = true;
    m_cancelled.emplace(m_leases[n].fence, n);
}

std::uint32_t Leases::findCancelled(Fence fence) const
{
    const auto found = m_cancelled.find(fence);
    return found == m_cancelled.end() ? kNone : found->second;
}

} // namespace skep::engine
