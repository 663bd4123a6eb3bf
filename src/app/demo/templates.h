// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/states.h"

#include <string>
#include <utility>
#include <vector>

namespace skep::demo {

/// One entry of templates.json. Words in braces inside titles and parameters, {file} and {subject}, are replaced.
struct Template
{
    std::string name;
    std::string type;
    std::string project;
    std::vector<std::string> titles;     // used one after the other when files and subjects are through
    std::vector<Priority> priorities;    // drawn by the seed
    std::vector<std::string> required;
    std::vector<std::string> wants;
    std::vector<std::string> files;      // relative to the project's folder
    std::vector<std::string> subjects;   // where a task is about no file
    bool sendsFiles = false;             // the file's text travels with the task
    bool sendsAllFiles = false;          // each task gets every file of the template
    bool isTests = false;                // runs foreign code: really where it can be, else played
    std::string after;                   // name of the template whose latest task comes first
    int afterEvery = 0;                  // ... for every n-th task
    int failEvery = 0;                   // every n-th task fails its first simulated attempt
    int latencyMs = 0;                   // of simulated work: from this ...
    int latencyMsMax = 0;                // ... to this
    int steps = 4;
    std::vector<std::pair<std::string, std::string>> params; // texts that go along as they are
};

/// Reads DIR/templates.json.
[[nodiscard]] Result<std::vector<Template>> loadTemplates(const std::string &resourceDir);

} // namespace skep::demo
