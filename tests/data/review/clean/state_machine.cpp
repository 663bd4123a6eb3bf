// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace machine {

enum class State { Idle, Starting, Running, Stopping, Failed };

/// Every pair is here, so the compiler warns when a state is added; no default on purpose.
const char *name(State state)
{
    switch (state) {
    case State::Idle:
        return "idle";
    case State::Starting:
        return "starting";
    case State::Running:
        return "running";
    case State::Stopping:
        return "stopping";
    case State::Failed:
        return "failed";
    }
    return "unknown";
}

int weight(State state)
{
    int sum = 0;
    switch (state) {
    case State::Failed:
        sum += 10;
        [[fallthrough]];
    case State::Stopping:
        sum += 5;
        // fall through
    case State::Running:
    case State::Starting:
        sum += 1;
        break;
    case State::Idle:
        break;
    }
    return sum;
}

class Machine
{
public:
    using Listener = std::function<void(State, State)>;

    virtual ~Machine() = default;

    void listen(Listener listener)
    {
        const std::lock_guard<std::mutex> guard(m_mutex);
        m_listeners.push_back(std::move(listener));
    }

    bool move(State to)
    {
        std::vector<Listener> listeners;
        State from;
        {
            const std::lock_guard<std::mutex> guard(m_mutex);
            if (!isLegal(m_state, to))
                return false;
            from = m_state;
            m_state = to;
            listeners = m_listeners;
        }
        for (const auto &listener : listeners)
            listener(from, to);
        return true;
    }

    std::optional<int> limitOf(const std::string &key) const
    {
        if (const auto it = m_limits.find(key); it != m_limits.end())
            return it->second;
        return std::nullopt;
    }

protected:
    virtual bool isLegal(State from, State to) const
    {
        if (to == State::Failed)
            return from != State::Idle;
        return static_cast<int>(to) == static_cast<int>(from) + 1 || (from == State::Stopping && to == State::Idle);
    }

private:
    mutable std::mutex m_mutex;
    State m_state = State::Idle;
    std::vector<Listener> m_listeners;
    std::map<std::string, int> m_limits;
};

} // namespace machine
