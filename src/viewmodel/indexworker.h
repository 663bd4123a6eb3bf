// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boundedqueue.h"
#include "core/limits.h"
#include "viewmodel/viewindex.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace skep {

/// The side of IndexThread that lives on the index's thread.
class IndexWorker final : public QObject
{
    Q_OBJECT
public:
    IndexWorker(std::shared_ptr<BoundedQueue<Delta>> inbox, std::shared_ptr<BoundedQueue<Page>> pages);

    ViewIndex &index() { return m_index; }
    void drain();
    void pageTaken();
    void setPace(int everyMs);
    /// Publishes at once if it may, else when it may.
    void schedule();
    /// A person waits: the next page goes as soon as the window has taken the one before, at any pace but none.
    void hurry();

signals:
    void snapshotNeeded();

private:
    void publish();

    std::shared_ptr<BoundedQueue<Delta>> m_inbox;
    std::shared_ptr<BoundedQueue<Page>> m_pages;
    ViewIndex m_index;
    QTimer m_timer;
    QElapsedTimer m_sincePage;
    bool m_windowHasPage = false;
    bool m_isUrgent = false;
    int m_everyMs = 1000 / limits::kPublishHz; // 0: none
    bool m_askedForSnapshot = false;
};

} // namespace skep
