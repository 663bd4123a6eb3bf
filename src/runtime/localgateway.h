// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QObject>

#include <memory>

namespace skep::runtime {

class EngineHost;

/// The window's gateway to the hub in its own process: values to the engine thread, answers back in the window's.
/// Lives on the window thread; detach before the host ends, destroy after the engine thread has ended.
/// Answers on their way when it is destroyed are dropped by the event system.
class LocalGateway final : public QObject, public ViewGateway
{
    Q_OBJECT

public:
    explicit LocalGateway(QObject *parent = nullptr);
    ~LocalGateway() override;

    /// Before this every command is refused with `conflict`: the hub is starting.
    void attach(EngineHost &host, const std::string &address);
    void detach();

    void send(Command command, Done done) override;
    void fetchDetail(TaskId id, std::function<void(Result<TaskDetail>)> done) override;
    void fetchSeries(SeriesQuery query, std::function<void(Result<Series>)> done) override;
    void fetchEvents(EventQuery query, std::function<void(Result<EventPage>)> done) override;
    void fetchArtifact(ArtifactInfo artifact, std::size_t bytesMax, std::function<void(Result<std::string>)> done) override;
    void followLogs(std::vector<TaskId> ids) override;
    void setDeltaConsumer(std::function<void(Delta)> consumer) override;
    [[nodiscard]] std::string address() const override { return m_address; }
    [[nodiscard]] bool isConnected() const override { return m_host != nullptr; }

private:
    class Endpoint; // lives on the engine thread

    /// Runs `answer` in the window's thread unless this gateway is gone.
    void reply(std::function<void()> answer);
    /// Has the host run `ask(host, answer)` and hands its answer to `done` in the window's thread.
    template<typename T, typename Ask>
    void fetch(std::function<void(Result<T>)> done, Ask ask);
    void startWatching();

    EngineHost *m_host = nullptr;
    std::shared_ptr<std::shared_ptr<Endpoint>> m_holder; // the inner pointer belongs to the engine thread
    std::function<void(Delta)> m_consumer;
    std::vector<TaskId> m_followed;
    std::string m_address;
};

} // namespace skep::runtime
