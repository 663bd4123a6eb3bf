// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/enginehost.h"


#include <QCoreApplication>
#include <QEvent>

#include <spdlog/spdlog.h>

#include <algorithm>

namespace skep::runtime {
namespace {

const auto kTurnEvent = static_cast<QEvent::Type>(QEvent::registerEventType());
const auto kInboxEvent = static_cast<QEvent::Type>(QEvent::registerEventType());

constexpr std::size_t kInboxMax = 100'000;
constexpr int kCommitsPerCheckpointLook = 64;

template<typename... Fs>
struct Overloaded : Fs...
{
    using Fs::operator()...;
};
template<typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

LinkId linkOf(const OutputBody &body)
{
    return std::visit(Overloaded{[](const out::CheckResult &) { return LinkId{0}; },
                                 [](const out::LogLines &) { return LinkId{0}; },
                                 [](const auto &other) { return other.link; }},
                      body);
}

} // namespace

EngineHost::EngineHost(HostParts parts, QObject *parent)
    : QObject(parent)
    , m_engine(std::move(parts.engine))
    , m_judge(std::move(parts.judge))
    , m_archived(std::move(parts.archived))
    , m_artifactDir(std::move(parts.artifactDir))
    , m_clock(parts.clock)
    , m_epoch(parts.epoch)
    , m_lastBatch(parts.lastBatch)
    , m_lastCommit(parts.clock.now())
    , m_today(parts.clock.now(), parts.doneToday, parts.failedToday, std::move(parts.calendar))
    , m_sampler(parts.clock.now(), m_engine->counts(), m_engine->latencies())
    , m_publisher(std::make_unique<Publisher>(*m_engine, [this] { return counts(); }))
    , m_inbox(kInboxMax, [this] { QCoreApplication::postEvent(this, new QEvent(kInboxEvent)); })
    , m_reader(std::make_unique<StoreReader>(std::move(parts.reader)))
{
    m_outbox.start(m_lastBatch);
    m_writer = std::make_unique<StoreWriter>(
        std::move(parts.writer),
        [this](CommitNotice notice) {
            m_inbox.push([this, notice = std::move(notice)] { onCommitted(notice); });
        },
        [clock = m_clock] { return clock.now(); });
    m_timer.setParent(this);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &EngineHost::runTurn);
    m_publishTimer.setParent(this);
    connect(&m_publishTimer, &QTimer::timeout, this, [this] { m_publisher->tick(moment()); });
    m_sampleTimer.setParent(this);
    m_sampleTimer.setTimerType(Qt::PreciseTimer);
    m_sampleTimer.setSingleShot(true);
    connect(&m_sampleTimer, &QTimer::timeout, this, &EngineHost::sample);
    sample();
    armPublishing();
    scheduleTurn();
}

EngineHost::~EngineHost()
{
    stop(std::chrono::milliseconds(0));
}

LinkId EngineHost::newLink(OutputSink *sink)
{
    m_links.emplace(++m_lastLink, sink);
    return m_lastLink;
}

void EngineHost::dropLink(LinkId link)
{
    m_links.erase(link);
}

void EngineHost::post(Command command)
{
    if (m_isStopped)
        return;
    if (!isStoreOk())
        if (const auto *submit = std::get_if<cmd::Submit>(&command)) {
            refuseWhileFull(*submit);
            return;
        }
    m_commands.push_back(std::move(command));
    scheduleTurn();
}

void EngineHost::refuseWhileFull(const cmd::Submit &submit)
{
    m_outbox.add({0, out::SubmitRefused{submit.link, submit.ref, submit.key,
                                        {ErrorCode::StorageFull, {}, 0, m_storeError.detail}}});
    scheduleTurn();
}

bool EngineHost::mayRead() const
{
    return !m_isReadingPaused;
}

void EngineHost::onResume(std::function<void()> callback)
{
    m_onResume.push_back(std::move(callback));
}

TimeMs EngineHost::now() const
{
    return m_clock.now();
}

Epoch EngineHost::epoch() const
{
    return m_epoch;
}

void EngineHost::invoke(std::function<void()> job)
{
    m_inbox.push(std::move(job));
}

bool EngineHost::event(QEvent *event)
{
    if (event->type() == kTurnEvent) {
        runTurn();
        return true;
    }
    if (event->type() == kInboxEvent) {
        onInbox();
        return true;
    }
    return QObject::event(event);
}

void EngineHost::scheduleTurn()
{
    if (m_isTurnScheduled || m_isStopped)
        return;
    m_isTurnScheduled = true;
    QCoreApplication::postEvent(this, new QEvent(kTurnEvent));
}

void EngineHost::runTurn()
{
    m_isTurnScheduled = false;
    ++m_turns;
    std::vector<Command> commands = std::exchange(m_commands, {});
    takeBatch(m_engine->apply(commands, now()));
    if (!m_verdicts.empty()) {
        std::vector<Command> verdicts = std::exchange(m_verdicts, {});
        takeBatch(m_engine->apply(verdicts, now()));
    }
    deliverReady();
    armTimer();
    commands.clear();
    if (m_commands.empty())
        m_commands = std::move(commands); // keeps its room for the next turn
}

void EngineHost::takeBatch(Batch &&batch)
{
    for (Output &output : batch.outputs)
        routeOutput(std::move(output));
    m_engine->reuse(std::exchange(batch.outputs, {}));
    if (!batch.hasFacts())
        return;
    m_lastBatch = batch.no;
    for (const Event &event : batch.events)
        if (const auto *submitted = std::get_if<ev::Submitted>(&event))
            m_bodies.put(submitted->id, submitted->task.params);
    for (const TaskRow &row : batch.rows)
        if (isFinal(row.state))
            m_bodies.remove(row.id);
    const std::size_t bytes = weightOf(batch);
    m_uncommittedBytes += bytes;
    m_isReadingPaused = m_uncommittedBytes > limits::kUncommittedBytesMax;
    m_writer->push({std::move(batch), bytes});
}

void EngineHost::routeOutput(Output &&output)
{
    if (const auto *check = std::get_if<out::CheckResult>(&output.body)) {
        m_verdicts.push_back(cmd::Judge{check->id, check->fence, m_judge(check->type, check->simulated, check->result)});
        return;
    }
    if (auto *lines = std::get_if<out::LogLines>(&output.body)) {
        for (std::string &text : lines->lines) {
            LogLine line{now(), lines->fence, std::move(text)};
            m_publisher->addLog(lines->id, line);
            m_writer->pushHistory({lines->id, std::move(line)});
        }
        return;
    }
    m_outbox.add(std::move(output));
}

std::size_t EngineHost::weightOf(const Batch &batch)
{
    std::size_t bytes = batch.rows.size() * sizeof(TaskRow);
    for (const Event &event : batch.events) {
        bytes += sizeof(Event);
        if (const auto *submitted = std::get_if<ev::Submitted>(&event))
            bytes += submitted->task.params.size() + submitted->task.title.size();
        else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event))
            bytes += ended->result.size() + ended->error.size();
    }
    return bytes;
}

void EngineHost::onInbox()
{
    for (const auto &job : m_inbox.take())
        job();
}

void EngineHost::onCommitted(const CommitNotice &notice)
{
    if (!notice.result) {
        ++m_commitFailures;
        const bool wasOk = isStoreOk();
        m_storeError = notice.result.error();
        if (m_storeError.detail.empty())
            m_storeError.detail = "the store does not take writes";
        if (wasOk) {
            spdlog::error("store: commit failed, new submissions are refused until it works: {}", m_storeError.detail);
            m_publisher->alarm(moment());
        }
        return;
    }
    if (!isStoreOk()) {
        spdlog::info("store: commits work again");
        m_storeError.detail.clear();
    }
    ++m_commits;
    m_committedBatches += notice.batches;
    m_lastCommit = now();
    m_uncommittedBytes -= std::min(m_uncommittedBytes, notice.bytes);
    m_outbox.advance(notice.upTo);
    deliverReady();
    m_publisher->release(notice.upTo);
    if (m_commits % kCommitsPerCheckpointLook == 0)
        m_reader->checkpointSoon();
    if (m_isReadingPaused && m_uncommittedBytes < limits::kUncommittedBytesMax / 2) {
        m_isReadingPaused = false;
        for (const auto &callback : m_onResume)
            callback();
    }
}

void EngineHost::deliverReady()
{
    std::vector<TaskId> missing;
    std::vector<Output> held;
    static const std::string kNoParams;
    std::vector<Output> ready = m_outbox.takeReady();
    for (Output &output : ready) {
        const auto *task = std::get_if<out::SendTask>(&output.body);
        if (!task) {
            deliverOne(output, kNoParams);
            continue;
        }
        if (const std::string *params = m_bodies.find(task->id)) {
            deliverOne(output, *params);
        } else {
            missing.push_back(task->id);
            held.push_back(std::move(output));
        }
    }
    m_outbox.reuse(std::move(ready));
    if (!missing.empty())
        deliverFromDisk(std::move(missing), std::move(held));
    flushSinks();
}

void EngineHost::deliverFromDisk(std::vector<TaskId> ids, std::vector<Output> held)
{
    ++m_bodyReads;
    const auto outputs = std::make_shared<std::vector<Output>>(std::move(held));
    const bool isPosted = m_reader->post([this, ids = std::move(ids), outputs](engine::ReadPort &port) {
        auto bodies = port.params(ids);
        m_inbox.push([this, outputs, bodies = std::move(bodies)] {
            if (!bodies) {
                // The leases run out and the tasks are given again; nothing is lost.
                spdlog::error("store: params could not be read: {}", bodies.error().detail);
                return;
            }
            for (std::size_t i = 0; i < outputs->size(); ++i) {
                const auto &task = std::get<out::SendTask>((*outputs)[i].body);
                const auto view = m_engine->view(task.id);
                if (view && isHeld(view->state) && view->fence == task.fence) // else cancelled meanwhile
                    deliverOne((*outputs)[i], (*bodies)[i]);
            }
            flushSinks();
        });
    });
    if (!isPosted)
        spdlog::error("store: too many reads wait; {} tasks go out again when their leases end", outputs->size());
}

void EngineHost::deliverOne(const Output &output, const std::string &params)
{
    const auto link = m_links.find(linkOf(output.body));
    if (link == m_links.end())
        return;
    OutputSink *const sink = link->second;
    sink->deliver(output, params);
    if (std::find(m_touchedSinks.begin(), m_touchedSinks.end(), sink) == m_touchedSinks.end())
        m_touchedSinks.push_back(sink);
}

void EngineHost::flushSinks()
{
    for (OutputSink *sink : std::exchange(m_touchedSinks, {}))
        sink->flush();
}

void EngineHost::armTimer()
{
    const TimeMs due = m_engine->nextDue();
    if (due == 0) {
        m_timer.stop();
        return;
    }
    const std::int64_t left = std::max<std::int64_t>(0, due - now());
    if (m_timer.isActive() && m_timer.remainingTime() <= left)
        return;
    m_timer.start(std::chrono::milliseconds(left));
}

void EngineHost::armPublishing()
{
    m_publishTimer.start(m_publisher->hasWatchers() ? 1000 / limits::kPublishHz : 1000);
}

// At whole seconds, so that steps end where they should.
void EngineHost::sample()
{
    for (SeriesPoint &step : m_sampler.look(now(), counts(), m_engine->latencies()))
        m_writer->pushSeries(std::move(step));
    m_sampleTimer.start(std::chrono::milliseconds(1'001 - now() % 1'000));
}

Publisher::Moment EngineHost::moment() const
{
    return {now(), m_lastBatch, m_outbox.durable(), isStoreOk(), m_lastCommit};
}

std::size_t EngineHost::stop(std::chrono::milliseconds deadline)
{
    if (m_isStopped)
        return 0;
    runTurn();
    m_isStopped = true;
    m_timer.stop();
    m_publishTimer.stop();
    m_sampleTimer.stop();
    for (SeriesPoint &step : m_sampler.finish(now(), counts(), m_engine->latencies()))
        m_writer->pushSeries(std::move(step));
    const std::size_t lost = m_writer->stop(deadline);
    onInbox(); // the last commits' replies
    m_reader->stop();
    return lost;
}

} // namespace skep::runtime
