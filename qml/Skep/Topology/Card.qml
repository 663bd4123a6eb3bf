// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// Hub or machine: its name, and below it what can be said in a line or two.
Rectangle {
    id: card

    required property var look
    required property string title
    required property string detail
    required property string trouble
    required property color colour
    required property real widthMax
    property bool isBrief: false // the name alone

    // Measured apart from the texts themselves: these are laid out in the width that comes of it.
    width: Math.min(widthMax, Math.ceil(Math.max(titleSize.advanceWidth, isBrief ? 0 : detailSize.advanceWidth,
                                                 isBrief ? 0 : troubleSize.advanceWidth)) + 22)
    height: lines.height + 12
    radius: 6
    color: look.surface
    border.width: 1
    border.color: colour

    TextMetrics {
        id: titleSize
        font: card.look.bodyBold
        text: card.title
    }
    TextMetrics {
        id: detailSize
        font: card.look.meta
        text: card.detail
    }
    TextMetrics {
        id: troubleSize
        font: card.look.meta
        text: card.trouble
    }
    Column {
        id: lines
        x: 10
        y: 6
        width: card.width - 20
        spacing: 1
        Text {
            id: name
            width: parent.width
            text: card.title
            textFormat: Text.PlainText
            font: card.look.bodyBold
            color: card.look.text
            elide: Text.ElideMiddle
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Text {
            id: words
            visible: !card.isBrief && text.length > 0
            width: parent.width
            text: card.detail
            textFormat: Text.PlainText
            font: card.look.meta
            color: card.look.muted
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Text {
            id: warning
            visible: !card.isBrief && text.length > 0
            width: parent.width
            text: card.trouble
            textFormat: Text.PlainText
            font: card.look.meta
            color: card.look.warning
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
