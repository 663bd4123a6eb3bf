// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QAction;

namespace skep::ui {

/// A push button that shows an action: its text, tooltip, whether it can be used and whether it is there at all.
class ActionButton final : public QPushButton
{
    Q_OBJECT
public:
    ActionButton(QAction *action, bool isPrimary, QWidget *parent = nullptr);

private:
    void follow();

    QAction *m_action;
};

} // namespace skep::ui
