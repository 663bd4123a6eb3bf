// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QObject>
#include <QStringList>

#include <map>

class QAction;
class QWidget;

namespace skep::ui {

/// Every command of the window, by name. Menus, buttons, shortcuts and later the palette take their actions from here.
class ActionRegistry final : public QObject
{
    Q_OBJECT
public:
    /// Shortcuts work anywhere in `window`.
    explicit ActionRegistry(QWidget *window);

    QAction *add(const char *name, const QString &text, const QKeySequence &shortcut = {});
    [[nodiscard]] QAction *find(const QString &name) const;
    [[nodiscard]] QStringList names() const;

private:
    QWidget *m_window;
    std::map<QString, QAction *> m_actions;
};

} // namespace skep::ui
