// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The picture: lines below, nodes above. One stop of the Tab key; the arrows walk over the nodes.
FocusScope {
    id: picture

    required property var look  // colours, fonts, motion
    required property var nodes      // the rows, see TopologyScene
    required property int machines
    required property int rows       // of agents
    required property string label
    property string selected         // key of a node
    property string current: "hub"   // key of the node that has the keys

    signal chosen(string key)

    readonly property real marginX: Math.min(104, width * 0.17)
    readonly property real marginY: 34
    // A large picture is no better than a middling one: what belongs together stays together.
    readonly property real spanX: Math.max(1, Math.min(900, width - 2 * marginX))
    readonly property real spanY: Math.max(1, Math.min(760, height - 2 * marginY))
    readonly property real cardWidth: Math.max(40, Math.min(190, spanX * (machines > 14 ? 0.085 : machines > 6 ? 0.15 : machines > 2 ? 0.27 : 0.42)))
    readonly property real hubWidth: Math.max(cardWidth, Math.min(160, spanX * 0.4))
    readonly property bool isBrief: machines > 6 || (machines > 2 && spanX < 380) || spanY < 260
    property bool isMoving: false // only after the first picture, and never while the window is sized

    function toX(place) { return (width - spanX) / 2 + place * spanX; }
    function toY(place) { return (height - spanY) / 2 + place * spanY; }
    function rowOf(key) {
        for (let row = 0; row < nodeItems.count; ++row)
            if (nodeItems.itemAt(row).model.key === key)
                return row;
        return 0;
    }
    function go(row) {
        current = nodeItems.itemAt(Math.max(0, Math.min(nodeItems.count - 1, row))).model.key;
    }
    function pick(key) {
        current = key;
        chosen(key);
    }

    focus: true // and not one of the chain of Tab, which in a widget would have no end
    Accessible.role: Accessible.List
    Accessible.name: label
    Keys.onPressed: (event) => {
        switch (event.key) {
        case Qt.Key_Right:
        case Qt.Key_Down: go(rowOf(current) + 1); break;
        case Qt.Key_Left:
        case Qt.Key_Up: go(rowOf(current) - 1); break;
        case Qt.Key_Home: go(0); break;
        case Qt.Key_End: go(nodeItems.count - 1); break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
        case Qt.Key_Space: pick(current); break;
        default: return;
        }
        event.accepted = true;
    }
    onWidthChanged: { isMoving = false; settle.restart(); }
    onHeightChanged: { isMoving = false; settle.restart(); }
    Timer {
        id: settle
        interval: 300
        onTriggered: picture.isMoving = picture.look.motionMs > 0
    }

    Rectangle {
        anchors.fill: parent
        color: picture.look.surface
    }
    Repeater {
        id: nodeItems
        model: picture.nodes
        delegate: Node {
            look: picture.look
            scene: picture
            isCurrent: picture.activeFocus && picture.current === model.key
            isSelected: picture.selected.length > 0 && picture.selected === model.key
            onChosen: picture.pick(model.key)
        }
    }
}
