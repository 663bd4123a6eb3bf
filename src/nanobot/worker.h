// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nanobot/executors/executor.h"
#include "wire/messages.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace skep::client {
class AgentLink;
}

namespace skep::nanobot {

class ArtifactUpload;
class LeaseContext;
struct Mailbox;

/// Brings the tasks of the link to the executors and their words back. Lives on the event loop.
class Worker final : public QObject
{
    Q_OBJECT

public:
    using Executors = std::vector<std::unique_ptr<Executor>>;

    /// `uploads` may be null: then artifacts are refused with a line in the log.
    Worker(client::AgentLink &link, Executors executors, int slotCount, ArtifactUpload *uploads,
           QObject *parent = nullptr);
    ~Worker() override;

    /// No new tasks; those under way may end within `patience`, then the rest is handed back. finished() follows.
    void stop(std::chrono::milliseconds patience);

    [[nodiscard]] std::size_t running() const { return m_running.size(); }

    /// What the executors offer, each name once.
    [[nodiscard]] static std::vector<std::string> capabilitiesOf(const Executors &executors);

signals:
    void finished();

private:
    friend class LeaseContext;

    struct Running {
        TaskId id = 0;
        Executor *executor = nullptr;
        std::shared_ptr<LeaseContext> context;
        TaskContext::OnAnswer onAnswer;
        std::unique_ptr<FinalWord> outcome; // waits for artifacts
        int uploads = 0;
        QElapsedTimer clock;
    };

    void onTask(const wire::TaskOrder &order);
    void onAnswer(Fence fence, const std::string &text);
    /// Stops the work and forgets it; whatever it still says leads nowhere.
    void abandon(Fence fence);
    void onFinished(Fence fence, FinalWord outcome);
    void onArtifact(Fence fence, std::string name, std::string mime, std::string bytes);
    void sendOutcome(Fence fence);
    void refuse(const wire::TaskOrder &order, std::string why);
    void leaveIfIdle();
    [[nodiscard]] Executor *executorFor(const TaskInput &task) const;

    client::AgentLink &m_link;
    Executors m_executors;
    ArtifactUpload *m_uploads;
    std::shared_ptr<Mailbox> m_mailbox;
    std::map<Fence, Running> m_running;
    QTimer m_deadline;
    QElapsedTimer m_stopClock;
    std::chrono::milliseconds m_patience{0};
    bool m_isStopping = false;
};

} // namespace skep::nanobot
