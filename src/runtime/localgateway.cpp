// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/localgateway.h"

#include "core/validate.h"
#include "runtime/enginehost.h"

#include <QMetaObject>

namespace skep::runtime {

/// The gateway's foot on the engine thread: owns the link, matches replies to commands, watches the picture.
class LocalGateway::Endpoint final : public OutputSink
{
public:
    using Answer = std::function<void(Result<CommandDone>)>;

    explicit Endpoint(EngineHost &host)
        : m_host(host)
        , m_link(host.newLink(this))
    {
    }
    ~Endpoint() override
    {
        if (m_watch != 0)
            m_host.unwatch(m_watch);
        m_host.dropLink(m_link);
    }

    void send(Command command, Answer answer)
    {
        const std::uint64_t ref = ++m_lastRef;
        std::visit(
            [&](auto &c) {
                using C = std::decay_t<decltype(c)>;
                if constexpr (requires { c.from; }) {
                    c.from = {m_link, ref, "window"};
                } else if constexpr (std::is_same_v<C, cmd::Submit>) {
                    c.link = m_link;
                    c.ref = ref;
                }
            },
            command);
        m_answers.emplace(ref, std::move(answer));
        m_host.post(std::move(command));
    }

    void watch(std::function<void(const Delta &)> consumer)
    {
        if (m_watch != 0)
            m_host.unwatch(m_watch);
        m_watch = m_host.watch(std::move(consumer));
        m_host.watchLog(m_watch, m_followed);
    }
    void follow(std::vector<TaskId> ids)
    {
        m_followed = std::move(ids);
        if (m_watch != 0)
            m_host.watchLog(m_watch, m_followed);
    }

    void deliver(const Output &output, const std::string &) override
    {
        if (const auto *reply = std::get_if<out::Reply>(&output.body))
            finish(reply->ref, reply->result ? Result<CommandDone>(CommandDone{reply->agent, reply->fence, reply->reason,
                                                                               reply->waits, reply->id})
                                             : tl::unexpected<Error>(reply->result.error()));
        else if (const auto *accepted = std::get_if<out::Accepted>(&output.body))
            finish(accepted->ref, CommandDone{.id = accepted->id});
        else if (const auto *refused = std::get_if<out::SubmitRefused>(&output.body))
            finish(refused->ref, tl::unexpected<Error>(refused->error));
    }
    void flush() override {}

private:
    void finish(std::uint64_t ref, Result<CommandDone> result)
    {
        const auto it = m_answers.find(ref);
        if (it == m_answers.end())
            return;
        const Answer answer = std::move(it->second);
        m_answers.erase(it);
        answer(std::move(result));
    }

    EngineHost &m_host;
    const LinkId m_link;
    HubPort::WatchId m_watch = 0;
    std::uint64_t m_lastRef = 0;
    std::vector<TaskId> m_followed;
    std::unordered_map<std::uint64_t, Answer> m_answers;
};

LocalGateway::LocalGateway(QObject *parent)
    : QObject(parent)
{
}

LocalGateway::~LocalGateway()
{
    detach();
}

void LocalGateway::attach(EngineHost &host, const std::string &address)
{
    m_host = &host;
    m_address = address;
    // The endpoint is made, used and destroyed on the engine thread; the window only passes the pointer on.
    auto holder = std::make_shared<std::shared_ptr<Endpoint>>();
    m_holder = holder;
    m_host->invoke([holder, &host] { *holder = std::make_shared<Endpoint>(host); });
    startWatching();
    followLogs(m_followed);
}

void LocalGateway::detach()
{
    if (!m_host)
        return;
    m_host->invoke([holder = std::move(m_holder)] { holder->reset(); });
    m_host = nullptr;
}

void LocalGateway::startWatching()
{
    if (!m_host || !m_consumer)
        return;
    m_host->invoke([holder = m_holder, consumer = m_consumer] {
        if (*holder)
            (*holder)->watch([consumer](const Delta &delta) { consumer(delta); });
    });
}

void LocalGateway::reply(std::function<void()> answer)
{
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

void LocalGateway::send(Command command, Done done)
{
    if (const auto ok = validate(command); !ok) {
        reply([done, error = ok.error()] { done(tl::unexpected<Error>(error)); });
        return;
    }
    if (!m_host) {
        reply([done] { done(fail(ErrorCode::Conflict, "the hub is not running")); });
        return;
    }
    m_host->invoke([this, holder = m_holder, command = std::move(command), done = std::move(done)]() mutable {
        if (!*holder)
            return;
        (*holder)->send(std::move(command), [this, done](Result<CommandDone> result) {
            reply([done, result = std::move(result)] { done(result); });
        });
    });
}

template<typename T, typename Ask>
void LocalGateway::fetch(std::function<void(Result<T>)> done, Ask ask)
{
    if (!m_host) {
        reply([done] { done(fail(ErrorCode::Conflict, "the hub is not running")); });
        return;
    }
    m_host->invoke([this, host = m_host, holder = m_holder, ask = std::move(ask), done = std::move(done)] {
        ask(*host, std::function<void(Result<T>)>([this, holder, done](Result<T> answer) {
            if (*holder)
                reply([done, answer = std::move(answer)] { done(answer); });
        }));
    });
}

void LocalGateway::fetchDetail(TaskId id, std::function<void(Result<TaskDetail>)> done)
{
    fetch<TaskDetail>(std::move(done), [id](EngineHost &host, auto answer) { host.taskDetail(id, std::move(answer)); });
}

void LocalGateway::fetchSeries(SeriesQuery query, std::function<void(Result<Series>)> done)
{
    fetch<Series>(std::move(done), [query](EngineHost &host, auto answer) {
        if (const auto ok = validate(query); !ok)
            return answer(tl::unexpected<Error>(ok.error()));
        host.series(query, std::move(answer));
    });
}

void LocalGateway::fetchEvents(EventQuery query, std::function<void(Result<EventPage>)> done)
{
    fetch<EventPage>(std::move(done), [query = std::move(query)](EngineHost &host, auto answer) {
        if (const auto ok = validate(query); !ok)
            return answer(tl::unexpected<Error>(ok.error()));
        host.eventPage(query, std::move(answer));
    });
}

void LocalGateway::fetchArtifact(ArtifactInfo artifact, std::size_t bytesMax,
                                 std::function<void(Result<std::string>)> done)
{
    fetch<std::string>(std::move(done), [hash = std::move(artifact.sha256), bytesMax](EngineHost &host, auto answer) {
        host.readArtifact(hash, bytesMax, std::move(answer));
    });
}

void LocalGateway::followLogs(std::vector<TaskId> ids)
{
    m_followed = std::move(ids);
    if (!m_host)
        return;
    m_host->invoke([holder = m_holder, ids = m_followed] {
        if (*holder)
            (*holder)->follow(ids);
    });
}

void LocalGateway::setDeltaConsumer(std::function<void(Delta)> consumer)
{
    m_consumer = std::move(consumer);
    startWatching();
}

} // namespace skep::runtime
