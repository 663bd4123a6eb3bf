// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/world.h"

#include "core/output.h"

#include <map>
#include <set>

namespace skep::sim {

/// An agent over a bad wire: it works, is slow, hangs, crashes, comes back, repeats itself and mixes things up.
class AgentActor
{
public:
    AgentActor(World &world, AgentSpec spec);

    void start();
    void onOutput(const OutputBody &body);
    /// The hub is gone; every link with it.
    void onHubDown();
    /// The end of a run: become a good agent that can do everything.
    void calmDown();

    [[nodiscard]] LinkId link() const { return m_link; }
    [[nodiscard]] const AgentSpec &spec() const { return m_spec; }
    [[nodiscard]] const std::map<Fence, TaskId> &pastLeases() const { return m_past; }

private:
    struct Work
    {
        TaskId task = 0;
        bool over = false;     // the final word was said; waits for `stored`
        bool asking = false;
        cmd::Finish word;
    };

    void connect(bool resume);
    void hello();
    void loseLink();
    void crash();
    void onTask(const out::SendTask &message);
    void onRefused(Fence fence);
    void onCancel(const out::SendCancel &message);
    void begin(Fence fence);
    void finish(Fence fence);
    void sayFinish(Fence fence);
    void renewLoop(std::uint64_t life);
    void renew();
    void mischief(std::uint64_t life);
    [[nodiscard]] bool present(std::uint64_t life) const { return life == m_life && !m_hung; }
    [[nodiscard]] LeaseRef ref(Fence fence, const Work &work) const { return {m_link, work.task, fence}; }

    World &m_world;
    AgentSpec m_spec;
    LinkId m_link = 0;
    std::uint64_t m_life = 0; // rises with each crash: timers of an earlier life do nothing
    bool m_welcome = false;
    bool m_hung = false;
    bool m_knowsSession = false;
    std::uint64_t m_ref = 0;
    std::map<Fence, Work> m_work;
    std::map<Fence, TaskId> m_past;
};

} // namespace skep::sim
