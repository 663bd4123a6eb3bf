// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace skep::ui {

/// Languages the program speaks, as two-letter codes.
[[nodiscard]] QStringList languages();

/// Takes the words of a language into use, numbers and dates with them; empty or unknown: the system's where it is
/// spoken, else English. Texts that are on the screen already do not change. Main thread.
void installLanguage(const QString &wish);

} // namespace skep::ui
