// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QObject>

#include <set>
#include <vector>

namespace skep {

/// The tasks a person has marked for one action on all of them. Marks name tasks, not rows: they stay when a task
/// moves to another group. Window thread.
class Marks final : public QObject
{
    Q_OBJECT
public:
    /// More than this is not marked at once: every one is a command of its own.
    static constexpr std::size_t kMax = 10'000;

    using QObject::QObject;

    [[nodiscard]] bool contains(TaskId id) const { return m_ids.contains(id); }
    [[nodiscard]] std::size_t size() const { return m_ids.size(); }
    [[nodiscard]] std::vector<TaskId> ids() const { return {m_ids.begin(), m_ids.end()}; }

    void toggle(TaskId id)
    {
        if (m_ids.erase(id) == 0 && m_ids.size() < kMax)
            m_ids.insert(id);
        emit changed();
    }
    void add(const std::vector<TaskId> &ids)
    {
        for (const TaskId id : ids)
            if (m_ids.size() < kMax)
                m_ids.insert(id);
        emit changed();
    }
    void keepOnly(const std::set<TaskId> &ids)
    {
        if (std::erase_if(m_ids, [&ids](TaskId id) { return !ids.contains(id); }) > 0)
            emit changed();
    }
    void clear()
    {
        if (m_ids.empty())
            return;
        m_ids.clear();
        emit changed();
    }

signals:
    void changed();

private:
    std::set<TaskId> m_ids;
};

} // namespace skep
