// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demonstration.h"
#include "app/hubservice.h"

#include <QTemporaryDir>

#include <memory>

namespace skep::app {

struct Options;

/// What a run with a hub of its own starts from, with a window or without. The demonstration lives in a temporary
/// folder, which goes with this object, and takes a free port when the usual one is in use.
struct RunSetup
{
    explicit RunSetup(const Options &options);

    std::unique_ptr<QTemporaryDir> tempDir; // null without the demonstration
    HubServiceOptions hub;
    DemonstrationOptions demo;
};

} // namespace skep::app
