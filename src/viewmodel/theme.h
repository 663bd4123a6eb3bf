// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/states.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>

namespace skep {

/// The colours of resources/themes/tokens.json, for widgets, delegates, charts and QML alike. A value: whoever paints
/// is given one.
struct Theme
{
    bool isDark = false;
    QColor background, surface, line, text, muted;
    QColor accent, onAccent, accentSoft;
    std::array<QColor, kTaskStateCount> states;

    [[nodiscard]] QColor of(TaskState state) const { return states[static_cast<std::size_t>(state)]; }
    [[nodiscard]] QColor of(AgentState state) const;
    [[nodiscard]] QPalette palette() const;
    /// Replaces ${name} of the tokens by colours, in style sheets and icons.
    [[nodiscard]] QString filled(QString text) const;

    [[nodiscard]] static Theme light();
    [[nodiscard]] static Theme dark();
    /// `wish`: "light", "dark", anything else follows the system's palette.
    [[nodiscard]] static Theme chosen(const QString &wish, const QPalette &system);

    friend bool operator==(const Theme &, const Theme &) = default;
};

/// The contrast of WCAG 2, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

} // namespace skep
