// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ctl/options.h"

#include <span>

namespace skep::ctl {

/// One option of a command. `min` and `max` bound a Number; a Flag takes no value.
struct OptionSpec
{
    enum class Kind { Flag, Text, Number, Duration };

    const char *name = nullptr;
    Kind kind = Kind::Flag;
    const char *valueName = nullptr;
    const char *help = nullptr;
    bool isRequired = false;
    qint64 min = 0, max = 0;
};

/// One command: its words, what stands behind them, its options.
struct CommandSpec
{
    Verb verb;
    const char *words;
    const char *arguments; // as in the help, e.g. "ID..."
    int argumentsMin, argumentsMax;
    bool isArgumentNumber; // the first argument (all, where several are allowed) is a task's number
    const char *summary;
    std::span<const OptionSpec> options;
};

[[nodiscard]] std::span<const CommandSpec> commandTable();

} // namespace skep::ctl
