// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/states.h"

#include <QRectF>

class QColor;
class QFont;
class QPainter;
class QString;

namespace skep {
struct Theme;
}

// Small shapes that several screens draw. Each state has a shape of its own, so that colour is never the only sign.
namespace skep::ui {

/// `progress` 0..1 fills the ring of a running task, `leaseLeft` 0..1 opens the ring of a leased one; below 0: unknown.
void paintSign(QPainter &painter, const QRectF &box, TaskState state, const Theme &theme, double progress = -1,
               double leaseLeft = -1);

/// The box of something marked for an action on many.
void paintCheck(QPainter &painter, const QRectF &box, const Theme &theme);

/// A small outlined word; returns its width. `right` is where it ends.
double paintChipEndingAt(QPainter &painter, double right, double middle, const QString &text, const QFont &font,
                         const QColor &colour, const QColor &border, bool dashed = false);
[[nodiscard]] double chipWidth(const QString &text, const QFont &font);

/// A bar of what was counted.
void paintBar(QPainter &painter, const QRectF &box, double fraction, const QColor &colour, const QColor &ground);

} // namespace skep::ui
