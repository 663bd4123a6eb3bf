// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <chrono>
#include <memory>
#include <vector>

namespace skep::runtime {
class EngineHost;
}

namespace skep::app {

/// A token the hub knows from the start, beside the admin's: for the demonstration's nanobots.
struct ExtraToken
{
    std::string token;
    Role role = Role::Agent;
};

struct HubServiceOptions
{
    QString dataDir;
    QStringList listen;
    bool mayTakeFreePort = false; // when the wanted one is in use
    bool trustLoopback = false;
    std::vector<ExtraToken> tokens;
};

/// The hub of this process: store, engine and network face on the engine thread. Lives on the main thread and is
/// told by signals what became of it. Nothing here waits except the destructor.
class HubService final : public QObject
{
    Q_OBJECT

public:
    explicit HubService(HubServiceOptions options, QObject *parent = nullptr);
    ~HubService() override;

    void start();
    /// Drain, flush, close; then stopped() tells how many batches could not be written.
    void stop(std::chrono::milliseconds deadline);

    /// Null until started() and after stopped().
    [[nodiscard]] runtime::EngineHost *host() const { return m_host; }
    [[nodiscard]] bool hasStarted() const { return m_host != nullptr; }

signals:
    void started(const QStringList &addresses);
    void failed(int exitCode, const QString &text);
    void stopped(qulonglong lostBatches);

private:
    class Engine;

    std::unique_ptr<Engine> m_thread;
    runtime::EngineHost *m_host = nullptr;
};

} // namespace skep::app
