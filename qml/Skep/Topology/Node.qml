// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// One place of the picture: a card for hub and machines, a dot with its name for an agent.
Item {
    id: node

    required property var model  // a row of the scene
    required property var look
    required property Item scene // knows the size of the picture
    property bool isCurrent: false
    property bool isSelected: false

    signal chosen()

    /// How far sideways a node stands that is so many radians further.
    function cosineOf(turn) { return Math.abs(Math.cos(model.angle * Math.PI / 180 + turn)) }

    readonly property bool isCard: model.kind === 0 || model.kind === 1 || model.kind === 4
    readonly property real cosine: Math.cos(model.angle * Math.PI / 180)
    readonly property real sine: Math.sin(model.angle * Math.PI / 180)
    // Room to the neighbours, in pixels along the screen's two directions.
    readonly property real roomX: model.step * scene.spanX / 2 * Math.abs(sine)
    readonly property real roomY: model.step * scene.spanY / 2 * Math.abs(cosine)
    readonly property real besideFrom: 0.2 // from this cosine on the name stands beside the dot, else above or below
    readonly property bool isBeside: Math.abs(cosine) >= besideFrom
    // Neighbours whose names stand beside them leave the whole room between them.
    readonly property bool isBetween: cosineOf(-model.step) >= besideFrom && cosineOf(model.step) >= besideFrom
    readonly property bool hasName: scene.rows === 1
        && (isBeside ? roomY >= name.implicitHeight - 2 : roomX * (isBetween ? 2 : 1) >= Math.min(nameMax, name.implicitWidth) + 6)
    readonly property real nameMax: 110
    readonly property bool isNamed: hasName || isCurrent || isSelected || hover.hovered || model.kind === 3
    readonly property real size: model.kind === 3 ? 8 : Math.round(Math.max(7, Math.min(18, scene.rows > 1 ? 11 : Math.max(roomX, roomY) * 0.62)))

    // The place moves, not the pixel: while the window is sized everything follows at once.
    property real placeX: model.placeX
    property real placeY: model.placeY
    readonly property real middleX: scene.toX(placeX)
    readonly property real middleY: scene.toY(placeY)

    x: middleX - width / 2
    y: middleY - height / 2
    // The hub covers the lines that begin at it; a name that needs room stands over its neighbours.
    z: isNamed && !hasName && !isCard ? 4 : model.kind === 0 ? 3 : isCard ? 2 : 1
    width: shape.width
    height: shape.height

    Accessible.role: Accessible.Button
    Accessible.name: model.spoken
    Accessible.focusable: true
    Accessible.focused: isCurrent
    Accessible.selected: isSelected
    Accessible.onPressAction: node.chosen()

    Behavior on placeX {
        enabled: node.scene.isMoving
        NumberAnimation { duration: node.look.motionMs; easing.type: Easing.OutCubic }
    }
    Behavior on placeY {
        enabled: node.scene.isMoving
        NumberAnimation { duration: node.look.motionMs; easing.type: Easing.OutCubic }
    }

    Loader {
        active: node.model.arcSweep > 0
        sourceComponent: arc
        x: -node.x
        y: -node.y
    }
    Component {
        id: arc
        Arc {
            width: node.scene.width
            height: node.scene.height
            from: node.model.arcFrom
            sweep: node.model.arcSweep
            radiusX: node.model.arcRadius * node.scene.spanX
            radiusY: node.model.arcRadius * node.scene.spanY
            colour: node.look.colours["line"]
        }
    }
    Edge {
        visible: node.model.kind !== 0
        readonly property real reach: node.model.arcSweep > 0 ? node.model.arcRadius : 0 // a machine's goes on to its arc
        from: Qt.point(node.scene.toX(node.model.fromX) - node.x, node.scene.toY(node.model.fromY) - node.y)
        to: reach > 0 ? Qt.point(node.scene.toX(0.5 + reach * node.cosine) - node.x, node.scene.toY(0.5 + reach * node.sine) - node.y)
                      : Qt.point(node.width / 2, node.height / 2)
        color: node.look.colours[node.model.busy > 0 && node.scene.rows === 1 && !node.look.isStale ? node.model.colour : "line"]
    }

    // What is current, and what is selected: a ring and a ground, so that either is seen without the other.
    Rectangle {
        anchors.centerIn: shape
        visible: node.isSelected || node.isCurrent
        width: shape.width + 8
        height: shape.height + 8
        radius: node.isCard ? 9 : width / 2
        color: node.isSelected ? node.look.accentSoft : "transparent"
        border.width: node.isCurrent ? 2 : 1
        border.color: node.look.accent
        antialiasing: true
    }
    Loader {
        id: shape
        anchors.centerIn: parent
        sourceComponent: node.isCard ? card : dot
    }
    Component {
        id: card
        Card {
            look: node.look
            title: node.model.title
            detail: node.model.detail
            trouble: node.model.trouble
            colour: node.look.colours[node.model.colour]
            widthMax: node.model.kind === 0 ? node.scene.hubWidth : node.scene.cardWidth
            isBrief: node.model.kind !== 0 && node.scene.isBrief
        }
    }
    Component {
        id: dot
        Dot {
            width: node.size
            height: node.size
            look: node.look
            colour: node.look.colours[node.model.colour]
            isFilled: node.model.isFilled && !node.look.isStale
            busy: node.model.busy
        }
    }
    Rectangle { // so that a name that stands over others can be read
        visible: name.visible && !node.hasName
        anchors.fill: name
        anchors.margins: -3
        radius: 3
        color: node.look.surface
        border.width: 1
        border.color: node.look.line
    }
    Text {
        id: name
        visible: !node.isCard && node.isNamed
        readonly property real gap: node.size / 2 + 6
        x: node.width / 2 + (node.isBeside ? (node.cosine > 0 ? gap : -gap - width) : -width / 2)
        y: node.height / 2 + (node.isBeside ? -height / 2 : (node.sine > 0 ? gap - 2 : -gap - height + 2))
        width: Math.min(implicitWidth, node.isBeside ? node.scene.marginX - gap : node.nameMax)
        text: node.model.title
        textFormat: Text.PlainText
        font: node.look.meta
        color: node.model.isFilled && !node.look.isStale ? node.look.text : node.look.muted
        elide: Text.ElideMiddle
        Accessible.ignored: true
    }
    HoverHandler {
        id: hover
        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        margin: 4
        onTapped: node.chosen()
    }
}
