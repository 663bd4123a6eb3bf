// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skep::ui {

/// Loads the words of the system's language, or the plural forms of English. Once per program, before texts are made.
void installTranslation();

} // namespace skep::ui
