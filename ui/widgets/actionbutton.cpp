// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/actionbutton.h"

#include <QAction>

namespace skep::ui {

ActionButton::ActionButton(QAction *action, bool isPrimary, QWidget *parent)
    : QPushButton(parent)
    , m_action(action)
{
    setProperty("primary", isPrimary);
    setObjectName(action->objectName() + QStringLiteral(".button"));
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::follow()
{
    if (text() != m_action->text())
        setText(m_action->text());
    setEnabled(m_action->isEnabled());
    const QString keys = m_action->shortcut().toString(QKeySequence::NativeText);
    // The action's own tooltip is its text when none was set; on a button that would be said twice.
    const QString tip = m_action->toolTip() == m_action->text() ? QString() : m_action->toolTip();
    setToolTip(tip.isEmpty() ? keys : keys.isEmpty() ? tip : tip + QStringLiteral(" (") + keys + QLatin1Char(')'));
    setVisible(m_action->isVisible());
}

} // namespace skep::ui
