// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boundedqueue.h"
#include "viewmodel/page.h"

#include <QObject>
#include <QThread>

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

    void setFilter(const QString &text);
    void setRange(Group group, int first, int count);
    void setFocus(TaskId id);
    void setAgentsWanted(bool wanted);
    /// A hidden window gets no pages; what happened meanwhile is told when it is shown again.
    void setActive(bool active);

signals:
    void pageArrived(const skep::Page &page);
    /// A delta was lost: the consumer must be set anew to get a snapshot.
    void snapshotNeeded();

private:
    void takePages();

    std::shared_ptr<BoundedQueue<Delta>> m_inbox;
    std::shared_ptr<BoundedQueue<Page>> m_pages;
    QThread m_thread;
    IndexWorker *m_worker = nullptr; // lives on m_thread, which deletes it
};

} // namespace skep
