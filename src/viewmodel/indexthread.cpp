// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/indexthread.h"

#include "viewmodel/indexworker.h"

namespace skep {
namespace {

// Deltas come at 20 a second, so this is over ten seconds of a stuck index; then the picture is asked for anew.
constexpr std::size_t kDeltasMax = 256;
constexpr std::size_t kPagesMax = 2;

} // namespace

IndexThread::IndexThread(QObject *parent)
    : QObject(parent)
{
    m_pages = std::make_shared<BoundedQueue<Page>>(kPagesMax, [this] {
        QMetaObject::invokeMethod(this, &IndexThread::takePages, Qt::QueuedConnection);
    });
    // The bell outlives the worker as long as somebody may still push; an event for a bell whose thread has ended
    // is never delivered.
    const auto bell = std::make_shared<QObject>();
    const auto worker = std::make_shared<IndexWorker *>(nullptr);
    m_inbox = std::make_shared<BoundedQueue<Delta>>(kDeltasMax, [bell, worker] {
        QMetaObject::invokeMethod(bell.get(), [worker] { (*worker)->drain(); }, Qt::QueuedConnection);
    });
    m_worker = new IndexWorker(m_inbox, m_pages);
    *worker = m_worker;
    bell->moveToThread(&m_thread);
    connect(m_worker, &IndexWorker::snapshotNeeded, this, &IndexThread::snapshotNeeded);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("view index"));
    m_thread.start();
}

IndexThread::~IndexThread()
{
    m_inbox->close();
    m_thread.quit();
    m_thread.wait();
}

std::function<void(Delta)> IndexThread::consumer() const
{
    // A full or closed inbox refuses: the gap in the numbers then asks for a snapshot.
    return [inbox = m_inbox](Delta delta) { (void)inbox->tryPush(std::move(delta)); };
}

void IndexThread::continueFrom(const Throughput &past)
{
    QMetaObject::invokeMethod(m_worker, [w = m_worker, past] { w->index().continueFrom(past); });
}

void IndexThread::setFilter(const QString &text)
{
    const unsigned filter = ++m_filter;
    QMetaObject::invokeMethod(m_worker, [this, w = m_worker, text, filter] {
        if (filter != m_filter) // typed on
            return;
        w->index().setFilter(text);
        w->hurry();
    });
}

void IndexThread::setRange(Group group, int first, int count)
{
    QMetaObject::invokeMethod(m_worker, [w = m_worker, group, first, count] {
        w->index().setRange(group, first, count);
        w->schedule();
    });
}

void IndexThread::setFocus(TaskId id)
{
    QMetaObject::invokeMethod(m_worker, [w = m_worker, id] {
        w->index().setFocus(id);
        w->schedule();
    });
}

void IndexThread::setFocusAgent(const std::string &name)
{
    QMetaObject::invokeMethod(m_worker, [w = m_worker, name] {
        w->index().setFocusAgent(name);
        w->schedule();
    });
}

void IndexThread::find(const QString &text, std::size_t limit)
{
    const unsigned question = ++m_question;
    QMetaObject::invokeMethod(m_worker, [this, w = m_worker, text, limit, question] {
        if (question != m_question) // typed on: nobody waits for this answer
            return;
        QMetaObject::invokeMethod(this, [this, answer = w->index().find(text, limit), question] {
            if (question == m_question)
                emit found(answer);
        });
    });
}

void IndexThread::askIds(Group group, std::size_t limit)
{
    QMetaObject::invokeMethod(m_worker, [this, w = m_worker, group, limit] {
        QMetaObject::invokeMethod(this, [this, group, ids = w->index().idsOf(group, limit)] { emit idsArrived(group, ids); });
    });
}

void IndexThread::askViews(std::vector<TaskId> ids)
{
    QMetaObject::invokeMethod(m_worker, [this, w = m_worker, ids = std::move(ids)] {
        QMetaObject::invokeMethod(this, [this, views = w->index().viewsOf(ids)] { emit viewsArrived(views); });
    });
}

void IndexThread::setAgentsWanted(bool wanted)
{
    QMetaObject::invokeMethod(m_worker, [w = m_worker, wanted] {
        w->index().setAgentsWanted(wanted);
        w->schedule();
    });
}

void IndexThread::setPace(Pace pace)
{
    const int everyMs = pace == Pace::Live ? 1000 / limits::kPublishHz : pace == Pace::Seldom ? 1000 : 0;
    QMetaObject::invokeMethod(m_worker, [w = m_worker, everyMs] { w->setPace(everyMs); });
}

void IndexThread::takePages()
{
    for (const Page &page : m_pages->take())
        emit pageArrived(page);
    QMetaObject::invokeMethod(m_worker, [w = m_worker] { w->pageTaken(); });
}

} // namespace skep
