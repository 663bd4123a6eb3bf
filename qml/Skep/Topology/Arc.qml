// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Shapes

// What a machine's agents hang on: a part of an ellipse around the middle of the picture.
Shape {
    id: arc

    required property real from    // degrees
    required property real sweep
    required property real radiusX // pixels
    required property real radiusY
    required property color colour

    ShapePath {
        strokeWidth: 1
        strokeColor: arc.colour
        fillColor: "transparent"
        PathAngleArc {
            centerX: arc.width / 2
            centerY: arc.height / 2
            radiusX: arc.radiusX
            radiusY: arc.radiusY
            startAngle: arc.from
            sweepAngle: arc.sweep
        }
    }
}
