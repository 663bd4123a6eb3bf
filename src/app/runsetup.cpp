// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runsetup.h"

#include "app/adminfiles.h"
#include "app/options.h"

#include <QDir>

namespace skep::app {

RunSetup::RunSetup(const Options &options)
{
    hub.dataDir = options.dataDir;
    hub.listen = options.listen;
    hub.trustLoopback = options.trustLoopback;
    demo.allowsUnsandboxed = options.allowUnsandboxed;
    if (!options.demo)
        return;
    tempDir = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/skep-demo-XXXXXX"));
    hub.dataDir = tempDir->path();
    hub.mayTakeFreePort = !options.isListenGiven;
    demo.tasks = options.demoTasks;
    demo.agents = options.demoAgents;
    demo.goesOn = !options.exitWhenIdle;
    demo.agentToken = randomToken();
    hub.tokens.push_back({demo.agentToken, Role::Agent});
}

} // namespace skep::app
