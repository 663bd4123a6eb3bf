// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// A line from one point of the picture to another.
Rectangle {
    id: edge

    required property point from
    required property point to
    readonly property real dx: to.x - from.x
    readonly property real dy: to.y - from.y

    x: from.x
    y: from.y - height / 2
    width: Math.sqrt(dx * dx + dy * dy)
    height: 1
    transformOrigin: Item.Left
    rotation: Math.atan2(dy, dx) * 180 / Math.PI
    antialiasing: true
}
