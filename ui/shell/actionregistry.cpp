// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actionregistry.h"

#include <QAction>
#include <QWidget>

namespace skep::ui {

ActionRegistry::ActionRegistry(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

QAction *ActionRegistry::add(const char *name, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(shortcut);
    m_window->addAction(action);
    m_actions.emplace(action->objectName(), action);
    return action;
}

QAction *ActionRegistry::find(const QString &name) const
{
    const auto at = m_actions.find(name);
    return at == m_actions.end() ? nullptr : at->second;
}

QStringList ActionRegistry::names() const
{
    QStringList names;
    for (const auto &[name, action] : m_actions)
        names << name;
    return names;
}

} // namespace skep::ui
