// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>

#include <chrono>
#include <memory>
#include <vector>

namespace skep::app {

struct FleetOptions
{
    QString hubUrl;   // ws://127.0.0.1:6174/ws
    QString token;    // role agent
    int count = 26;
    int slotsEach = 2;
    bool allowsUnsandboxed = false;
};

/// Starts skep-nanobot processes and watches over them: one that ends by itself comes back, later each time. They end
/// with this process however it ends: each asks the system for it (--die-with-parent). Main thread.
class DemoFleet final : public QObject
{
    Q_OBJECT

public:
    explicit DemoFleet(FleetOptions options, QObject *parent = nullptr);
    ~DemoFleet() override;

    void start();
    /// Asks all to leave; finished() follows, after `deadline` by force.
    void stop(std::chrono::milliseconds deadline);
    [[nodiscard]] int running() const;
    /// Kills one worker as a crash would, without a word to anybody. False: no such worker runs.
    bool kill(const QString &name);

signals:
    /// A worker ended without being asked to. `cause` is plain English for the card.
    void workerGone(const QString &name, const QString &cause);
    void workerFailedToStart(const QString &text);
    void finished();

private:
    struct Worker
    {
        QString name;
        QProcess *process = nullptr; // null while it is down
        int restarts = 0;
    };

    void startOne(Worker &worker);
    void onEnded(Worker &worker);
    void restartLater(Worker &worker);

    const FleetOptions m_options;
    std::vector<Worker> m_workers; // never resized once started: processes hold on to their places
    bool m_isStopping = false;
};

/// Full path of a program of ours: beside this one, else on PATH.
[[nodiscard]] QString programPath(const QString &name);

} // namespace skep::app
