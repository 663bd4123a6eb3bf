// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The sign of an agent: filled while it takes work, hollow when not, with the number of its tasks.
Rectangle {
    id: dot

    required property var look
    required property color colour
    required property bool isFilled
    required property int busy

    radius: width / 2
    color: isFilled ? colour : look.surface
    border.width: 1.6
    border.color: colour
    antialiasing: true

    Text {
        anchors.centerIn: parent
        visible: dot.width >= 16 && dot.busy > 0
        text: dot.busy
        textFormat: Text.PlainText
        font: dot.look.meta
        color: dot.isFilled ? dot.look.surface : dot.colour
        Accessible.ignored: true
    }
}
