// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/agentactor.h"

#include "core/limits.h"

namespace skep::sim {

AgentActor::AgentActor(World &world, AgentSpec spec)
    : m_world(world)
    , m_spec(std::move(spec))
{
}

void AgentActor::start()
{
    connect(false);
    const std::uint64_t life = m_life;
    m_world.after(m_world.random.range(100, 5'000), [this, life] { mischief(life); });
}

void AgentActor::connect(bool resume)
{
    m_link = m_world.newLink();
    m_welcome = false;
    m_knowsSession = resume;
    if (!resume)
        m_work.clear();
    hello();
    renewLoop(m_life);
}

// Said again until there is an answer: the wire loses words.
void AgentActor::hello()
{
    m_world.post(cmd::Join{m_link, ++m_ref, m_spec, m_knowsSession});
    m_world.after(700, [this, link = m_link, life = m_life] {
        if (link == m_link && life == m_life && !m_welcome)
            hello();
    });
}

void AgentActor::loseLink()
{
    m_world.post(cmd::Leave{m_link, false});
    m_link = 0;
    m_welcome = false;
    m_world.after(m_world.random.range(10, 20'000), [this, life = m_life] {
        if (life != m_life || m_link != 0)
            return;
        m_world.count(Fault::LinkResumed);
        connect(true);
    });
}

void AgentActor::crash()
{
    ++m_life;
    m_hung = false;
    if (m_world.strikes(Fault::KnownDead, 300))
        m_world.post(cmd::AgentGone{m_spec.name, "process exit 139"});
    else if (m_link != 0)
        m_world.post(cmd::Leave{m_link, m_world.strikes(Fault::SaidBye, 300)});
    m_link = 0;
    m_world.after(m_world.random.range(50, 8'000), [this, life = m_life] {
        if (life != m_life)
            return;
        m_world.count(Fault::NewIncarnation);
        start();
    });
}

void AgentActor::onHubDown()
{
    if (m_link == 0)
        return;
    m_link = 0;
    m_welcome = false;
    m_world.after(m_world.random.range(10, 3'000), [this, life = m_life] {
        if (life == m_life && m_link == 0)
            connect(m_world.random.chance(700));
    });
}

void AgentActor::mischief(std::uint64_t life)
{
    if (life != m_life || m_world.calm)
        return;
    m_world.after(m_world.random.range(500, 6'000), [this, life] { mischief(life); });
    if (m_hung || m_link == 0)
        return;
    if (m_world.strikes(Fault::AgentHung, 25)) {
        m_hung = true;
        m_world.after(m_world.random.range(2'000, 40'000), [this, life] {
            if (life == m_life)
                m_hung = false;
        });
    } else if (m_world.strikes(Fault::AgentCrashed, 25)) {
        crash();
    } else if (m_world.strikes(Fault::LinkLost, 30)) {
        loseLink();
    } else if (!m_past.empty() && m_world.strikes(Fault::LateResult, 60)) {
        const auto &[fence, task] = *m_past.begin();
        m_world.post(cmd::Finish{{m_link, task, fence}, true, false, false, 0, "\"late\"", {}, {}});
    } else if (!m_past.empty() && m_world.strikes(Fault::ForgedFence, 30)) {
        m_world.post(cmd::Finish{{m_link, m_past.begin()->second, m_past.begin()->first + 100'000}, true, false, false,
                                 0, "\"forged\"", {}, {}});
    }
    m_world.post(cmd::Ready{m_link, m_spec.slots});
}

void AgentActor::onOutput(const OutputBody &body)
{
    if (m_hung)
        return; // read by nobody
    if (const auto *reply = std::get_if<out::Reply>(&body)) {
        const bool joined = reply->result.has_value() || reply->result.error().code == ErrorCode::OutOfOrder;
        if (reply->ref == 0 || m_welcome)
            return;
        if (!joined && reply->result.error().code == ErrorCode::AgentInUse) {
            m_knowsSession = true; // the hub has not seen the old link go: take it over
            return;
        }
        m_welcome = joined;
        m_world.post(cmd::Ready{m_link, m_spec.slots});
        renew();
    } else if (const auto *task = std::get_if<out::SendTask>(&body)) {
        onTask(*task);
    } else if (const auto *cancel = std::get_if<out::SendCancel>(&body)) {
        onCancel(*cancel);
    } else if (const auto *stored = std::get_if<out::Stored>(&body)) {
        m_past[stored->fence] = stored->id;
        m_work.erase(stored->fence);
    } else if (const auto *refused = std::get_if<out::LeaseRefused>(&body)) {
        onRefused(refused->fence);
    } else if (const auto *answer = std::get_if<out::SendAnswer>(&body)) {
        const auto found = m_work.find(answer->fence);
        if (found == m_work.end() || !found->second.asking)
            return;
        found->second.asking = false;
        begin(answer->fence);
    }
    while (m_past.size() > 20)
        m_past.erase(m_past.begin());
}

void AgentActor::onTask(const out::SendTask &message)
{
    if (m_work.contains(message.fence))
        return;
    m_work[message.fence].task = message.id;
    m_world.after(m_world.random.range(1, 40), [this, fence = message.fence, life = m_life] {
        if (!present(life) || !m_work.contains(fence))
            return;
        m_world.post(cmd::Started{ref(fence, m_work[fence]), false});
        begin(fence);
    });
}

void AgentActor::begin(Fence fence)
{
    std::int64_t length = m_world.random.range(20, 1'500);
    if (m_world.strikes(Fault::AgentSlow, 40))
        length += m_world.random.range(5'000, 30'000);
    const std::uint64_t life = m_life;
    if (m_world.strikes(Fault::Question, 60)) {
        m_world.after(length / 2, [this, fence, life] {
            const auto found = m_work.find(fence);
            if (!present(life) || found == m_work.end())
                return;
            found->second.asking = true;
            m_world.post(cmd::Ask{ref(fence, found->second), "which one?", {"a", "b"}});
        });
        return;
    }
    m_world.after(length / 2, [this, fence, life] {
        const auto found = m_work.find(fence);
        if (present(life) && found != m_work.end())
            m_world.post(cmd::Progress{ref(fence, found->second), 1, 2, "half", {"a line"}});
    });
    m_world.after(length, [this, fence, life] {
        if (life != m_life || !m_work.contains(fence))
            return;
        finish(fence);
    });
}

void AgentActor::finish(Fence fence)
{
    Work &work = m_work[fence];
    if (work.over)
        return;
    if (m_world.strikes(Fault::GivenBack, 10)) {
        m_world.post(cmd::CancelAck{ref(fence, work)});
        m_work.erase(fence);
        return;
    }
    work.over = true;
    cmd::Finish word;
    word.ok = true;
    word.result = "\"" + std::to_string(work.task) + ":" + std::to_string(fence) + "\"";
    if (m_world.strikes(Fault::WorkerFailed, 60)) {
        word.ok = false;
        word.error = "the tool failed";
        word.result.clear();
        if (m_world.strikes(Fault::Throttled, 300)) {
            word.throttled = true;
            word.retryAfterMs = m_world.random.range(0, 5'000);
        }
    }
    work.word = std::move(word);
    sayFinish(fence);
}

// Said until it is stored or refused.
void AgentActor::sayFinish(Fence fence)
{
    const auto found = m_work.find(fence);
    if (found == m_work.end() || !found->second.over)
        return;
    if (m_link != 0 && m_welcome && !m_hung) {
        cmd::Finish word = found->second.word;
        word.at = ref(fence, found->second);
        m_world.post(word);
        if (m_world.strikes(Fault::RepeatedResult, 20))
            m_world.post(word);
    }
    m_world.after(m_world.random.range(1'000, 3'000), [this, fence, life = m_life] {
        if (life == m_life)
            sayFinish(fence);
    });
}

void AgentActor::onRefused(Fence fence)
{
    m_work.erase(fence);
}

void AgentActor::onCancel(const out::SendCancel &message)
{
    m_work.erase(message.fence);
    m_world.post(cmd::CancelAck{{m_link, message.id, message.fence}});
    m_past[message.fence] = message.id;
}

void AgentActor::renewLoop(std::uint64_t life)
{
    std::int64_t wait = m_world.random.range(3'000, 5'000);
    if (m_world.strikes(Fault::RenewedLate, 150)) // just in time, or just too late
        wait = limits::kLeaseMs - m_world.random.range(0, 1'500);
    m_world.after(wait, [this, life, link = m_link] {
        if (life != m_life || link != m_link || link == 0)
            return;
        if (!m_hung)
            renew();
        renewLoop(life);
    });
}

void AgentActor::renew()
{
    for (const auto &[fence, work] : m_work)
        m_world.post(cmd::Renew{ref(fence, work)});
    if (!m_work.empty() && m_world.strikes(Fault::ForeignFence, 10))
        m_world.post(cmd::Renew{{m_link, m_work.begin()->second.task, m_work.begin()->first + 1}});
}

void AgentActor::calmDown()
{
    ++m_life;
    m_hung = false;
    m_work.clear();
    if (m_link != 0)
        m_world.post(cmd::Leave{m_link, false});
    m_spec.types.clear();
    m_spec.capabilities = {"cpp", "js", "py", "review", "rare"};
    m_world.after(2'000, [this] { connect(false); });
}

} // namespace skep::sim
