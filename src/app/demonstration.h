// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demofleet.h"
#include "core/report.h"
#include "core/result.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace skep::app {

class HubService;

struct DemonstrationOptions
{
    int tasks = 100;
    int agents = 26;
    std::string agentToken;
};

/// The demonstration: real nanobot processes and tasks from the templates, over the real wire. Main thread.
class Demonstration final : public QObject
{
    Q_OBJECT

public:
    Demonstration(HubService &hub, DemonstrationOptions options, QObject *parent = nullptr);

    /// When the hub has started.
    void start(const QString &address);
    void stop(std::chrono::milliseconds deadline);

signals:
    void failed(const QString &text);
    void seeded(int accepted);
    void stopped();

private:
    HubService &m_hub;
    const DemonstrationOptions m_options;
    std::unique_ptr<DemoFleet> m_fleet;
};

/// Submits `count` tasks from the templates to the hub of this process; `done` is called on `context`'s thread.
void seedTemplates(HubService &hub, int count, QObject *context, std::function<void(int accepted, Error refusal)> done);

/// Where the demonstration's files lie: beside the program's tree or installed.
[[nodiscard]] QString demoResourceDir();

} // namespace skep::app
