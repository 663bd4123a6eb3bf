// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/indexworker.h"

#include <utility>

namespace skep {
IndexWorker::IndexWorker(std::shared_ptr<BoundedQueue<Delta>> inbox, std::shared_ptr<BoundedQueue<Page>> pages)
    : m_inbox(std::move(inbox))
    , m_pages(std::move(pages))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &IndexWorker::publish);
}

void IndexWorker::drain()
{
    for (Delta &delta : m_inbox->take()) {
        if (delta.whole)
            m_askedForSnapshot = false;
        m_index.apply(std::move(delta));
    }
    if (m_index.needsSnapshot() && !m_askedForSnapshot) {
        m_askedForSnapshot = true;
        emit snapshotNeeded();
    }
    schedule();
}

void IndexWorker::pageTaken()
{
    m_windowHasPage = false;
    schedule();
}

void IndexWorker::setPace(int everyMs)
{
    m_everyMs = everyMs;
    m_timer.stop();
    schedule();
}

void IndexWorker::schedule()
{
    if (m_everyMs == 0 || m_windowHasPage || m_timer.isActive() || !m_index.isDirty())
        return;
    if (std::exchange(m_isUrgent, false)) {
        publish();
        return;
    }
    const qint64 since = m_sincePage.isValid() ? m_sincePage.elapsed() : m_everyMs;
    if (since >= m_everyMs)
        publish();
    else
        m_timer.start(static_cast<int>(m_everyMs - since));
}

void IndexWorker::hurry()
{
    m_isUrgent = true;
    m_timer.stop();
    schedule();
}

void IndexWorker::publish()
{
    if (m_everyMs == 0 || m_windowHasPage || !m_index.isDirty())
        return;
    m_windowHasPage = true;
    m_sincePage.start();
    m_pages->push(m_index.takePage());
}

} // namespace skep
