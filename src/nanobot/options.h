// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace skep::nanobot {

struct Options {
    enum class Deed { Run, ShowHelp, ShowVersion };

    Deed deed = Deed::Run;
    QUrl hub;
    QString name;
    int slotCount = 1;
    QByteArray token;
    QStringList capabilities; // extra ones
    QStringList executors; // empty: all that can work
    QUrl modelUrl; // empty: no code generation
    QString model;
    QByteArray apiKey; // from the environment only: arguments are visible to everybody
    QStringList readRoots; // canonical
    bool allowsUnsandboxed = false;
    QString logLevel;
    bool diesWithParent = false;
    qint64 parentPid = 0; // 0: whoever is the parent at start
};

/// Reads arguments, then SKEP_... from the environment where an option is absent. The error's detail is for the
/// terminal. Needs no application object.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments);

[[nodiscard]] QString helpText();

} // namespace skep::nanobot
