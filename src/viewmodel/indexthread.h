// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boundedqueue.h"
#include "viewmodel/page.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace skep {

class IndexWorker;

/// Runs a ViewIndex on a thread of its own and brings its pages to the window, at most limits::kPublishHz a
/// second and never a second one before the first was taken. Lives on the window thread.
class IndexThread final : public QObject
{
    Q_OBJECT
public:
    explicit IndexThread(QObject *parent = nullptr);
    ~IndexThread() override;

    /// Where deltas go in; callable from any thread, also after this object is gone (then nothing happens).
    [[nodiscard]] std::function<void(Delta)> consumer() const;

    /// The figures of an index before this one; to be called before the first delta.
    void continueFrom(const Throughput &past);
    /// A newer one makes those void that were not looked at yet.
    void setFilter(const QString &text);
    void setRange(Group group, int first, int count);
    void setFocus(TaskId id);
    void setFocusAgent(const std::string &name);
    void setAgentsWanted(bool wanted);
    /// Answered by found(). A newer question makes older ones void.
    void find(const QString &text, std::size_t limit);
    /// Answered by idsArrived(): all of the group that pass the filter.
    void askIds(Group group, std::size_t limit);
    /// Answered by viewsArrived(): the values of those that are still there.
    void askViews(std::vector<TaskId> ids);
    enum class Pace {
        Live,    // limits::kPublishHz
        Seldom,  // once a second: for the tray of a hidden window
        Stopped, // what happened meanwhile is told later
    };
    void setPace(Pace pace);

signals:
    void pageArrived(const skep::Page &page);
    void found(const skep::Found &found);
    void idsArrived(skep::Group group, const std::vector<skep::TaskId> &ids);
    void viewsArrived(const std::vector<skep::TaskView> &views);
    /// A delta was lost: the consumer must be set anew to get a snapshot.
    void snapshotNeeded();

private:
    void takePages();

    std::shared_ptr<BoundedQueue<Delta>> m_inbox;
    std::shared_ptr<BoundedQueue<Page>> m_pages;
    std::atomic<unsigned> m_question = 0; // the newest find()
    std::atomic<unsigned> m_filter = 0;   // the newest setFilter()
    QThread m_thread;
    IndexWorker *m_worker = nullptr; // lives on m_thread, which deletes it
};

} // namespace skep
