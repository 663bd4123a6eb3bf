// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/worker.h"

#include "client/agentlink.h"
#include "nanobot/artifactupload.h"
#include "nanobot/leasecontext.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

namespace skep::nanobot {
namespace {

Q_LOGGING_CATEGORY(lcWorker, "skep.worker")

constexpr std::chrono::milliseconds kLeaveReserve{1'500}; // of the patience, for `stored` and `bye`

std::string bytesOf(const QJsonObject &object)
{
    return object.isEmpty() ? std::string() : QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

Worker::Worker(client::AgentLink &link, Executors executors, int slotCount, ArtifactUpload *uploads, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_executors(std::move(executors))
    , m_uploads(uploads)
    , m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->worker = this;
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        qCWarning(lcWorker) << m_running.size() << "tasks did not end in time and are handed back";
        while (!m_running.empty())
            abandon(m_running.begin()->first);
        leaveIfIdle();
    });
    connect(&link, &client::AgentLink::taskReceived, this, &Worker::onTask);
    connect(&link, &client::AgentLink::answered, this,
            [this](quint64 fence, const std::string &text) { onAnswer(fence, text); });
    connect(&link, &client::AgentLink::cancelRequested, this, [this](quint64 id, quint64 fence) {
        // The word goes out first: however slowly the work stops, the person sees it stopped, and its slot is free.
        m_link.cancelled(id, fence);
        abandon(fence);
        leaveIfIdle();
    });
    connect(&link, &client::AgentLink::leaseLost, this, [this](quint64 fence) {
        abandon(fence);
        leaveIfIdle();
    });
    connect(&link, &client::AgentLink::drainRequested, this, [](bool on) {
        qCInfo(lcWorker) << (on ? "the hub drains this agent: no more tasks will come" : "draining ended");
    });
    connect(&link, &client::AgentLink::left, this, &Worker::finished);
    link.setWindow(slotCount);
}

Worker::~Worker()
{
    m_mailbox->worker = nullptr;
    while (!m_running.empty())
        abandon(m_running.begin()->first);
}

std::vector<std::string> Worker::capabilitiesOf(const Executors &executors)
{
    std::vector<std::string> all;
    const auto add = [&all](const std::string &name) {
        if (std::find(all.begin(), all.end(), name) == all.end())
            all.push_back(name);
    };
    for (const auto &executor : executors)
        add(executor->name());
    for (const auto &executor : executors)
        for (const std::string &skill : executor->skills())
            add(skill);
    return all;
}

Executor *Worker::executorFor(const TaskInput &task) const
{
    const std::string asked = task.params.value(QLatin1StringView("executor")).toString().toStdString();
    const std::string &name = asked.empty() ? task.type : asked;
    const auto found = std::find_if(m_executors.begin(), m_executors.end(),
                                    [&](const auto &executor) { return executor->name() == name; });
    return found == m_executors.end() ? nullptr : found->get();
}

void Worker::onTask(const wire::TaskOrder &order)
{
    QJsonParseError fault;
    const QByteArray params = QByteArray::fromStdString(order.params);
    const QJsonDocument document
        = params.isEmpty() ? QJsonDocument(QJsonObject()) : QJsonDocument::fromJson(params, &fault);
    if (!document.isObject())
        return refuse(order, "params are not a JSON object");
    TaskInput input{order.id, std::max(order.attempt, 1), order.type, order.title, document.object(), order.answers};
    Executor *executor = executorFor(input);
    if (!executor)
        return refuse(order,
                      "this nanobot has no executor for type \"" + order.type
                          + "\"; name one in params.executor and in requires");

    const Fence fence = order.fence;
    Running &running = m_running[fence];
    running.id = order.id;
    running.executor = executor;
    running.context = std::make_shared<LeaseContext>(m_mailbox, fence);
    running.clock.start();
    m_link.started(fence, executor->isSimulated());
    executor->start(std::move(input), running.context, [context = running.context, fence](FinalWord outcome) {
        context->post([fence, outcome = std::move(outcome)](Worker &worker) mutable {
            worker.onFinished(fence, std::move(outcome));
        });
    });
}

void Worker::refuse(const wire::TaskOrder &order, std::string why)
{
    qCWarning(lcWorker) << "task" << order.id << ":" << why.c_str();
    m_link.started(order.fence, false);
    cmd::Finish word;
    word.error = std::move(why);
    m_link.finish(order.fence, std::move(word));
}

void Worker::onAnswer(Fence fence, const std::string &text)
{
    const auto found = m_running.find(fence);
    if (found == m_running.end())
        return;
    if (const auto handler = std::exchange(found->second.onAnswer, {}))
        handler(text);
}

void Worker::abandon(Fence fence)
{
    auto node = m_running.extract(fence);
    if (!node.empty())
        node.mapped().context->cancel();
}

void Worker::onFinished(Fence fence, FinalWord outcome)
{
    const auto found = m_running.find(fence);
    if (found == m_running.end())
        return;
    found->second.outcome = std::make_unique<FinalWord>(std::move(outcome));
    if (found->second.uploads == 0)
        sendOutcome(fence);
}

void Worker::onArtifact(Fence fence, std::string name, std::string mime, std::string bytes)
{
    const auto found = m_running.find(fence);
    if (found == m_running.end())
        return;
    if (!m_uploads) {
        m_link.progress(fence, 0, 0, {}, {"artifact " + name + " was not kept: nowhere to upload"});
        return;
    }
    ++found->second.uploads;
    m_uploads->upload(found->second.id, fence, QString::fromStdString(name), QString::fromStdString(mime),
                      QByteArray::fromStdString(bytes), [this, mailbox = m_mailbox, fence, name](const QString &error) {
                          if (!mailbox->worker)
                              return;
                          const auto running = m_running.find(fence);
                          if (running == m_running.end())
                              return;
                          if (!error.isEmpty())
                              m_link.progress(fence, 0, 0, {},
                                              {"artifact " + name + " was not kept: " + error.toStdString()});
                          if (--running->second.uploads == 0 && running->second.outcome)
                              sendOutcome(fence);
                      });
}

void Worker::sendOutcome(Fence fence)
{
    auto node = m_running.extract(fence);
    Running &running = node.mapped();
    FinalWord &outcome = *running.outcome;
    const bool isSimulated = running.executor->isSimulated();
    if (isSimulated && outcome.ok)
        outcome.result.insert(QStringLiteral("simulated"), true);
    outcome.usage.insert(QStringLiteral("wall_ms"), running.clock.elapsed());
    cmd::Finish word;
    word.ok = outcome.ok;
    word.simulated = isSimulated;
    word.throttled = outcome.throttled;
    word.retryAfterMs = outcome.retryAfterMs;
    word.result = outcome.ok ? bytesOf(outcome.result) : std::string();
    word.error = std::move(outcome.error);
    word.usage = bytesOf(outcome.usage);
    m_link.finish(fence, std::move(word));
    leaveIfIdle();
}

void Worker::stop(std::chrono::milliseconds patience)
{
    if (std::exchange(m_isStopping, true))
        return;
    m_patience = patience;
    m_stopClock.start();
    m_link.setWindow(0);
    if (!m_running.empty())
        qCInfo(lcWorker) << "leaving;" << m_running.size() << "tasks are under way";
    m_deadline.start(std::max(patience - kLeaveReserve, std::chrono::milliseconds(0)));
    leaveIfIdle();
}

void Worker::leaveIfIdle()
{
    if (!m_isStopping || !m_running.empty())
        return;
    m_deadline.stop();
    m_link.leave(
        std::max(m_patience - std::chrono::milliseconds(m_stopClock.elapsed()) - std::chrono::milliseconds(1'000),
                 std::chrono::milliseconds(100)));
}

} // namespace skep::nanobot
