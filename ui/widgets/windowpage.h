// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QVariantMap>
#include <QWidget>

namespace skep::ui {

/// What the window asks of each of its pages. Window thread.
class WindowPage : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// One step of the picture. A page that is not shown gets none, unless it follows all of them.
    virtual void apply(const Page &page) = 0;
    /// True for pages that keep rows: steps are applied in order, none may be left out.
    [[nodiscard]] virtual bool followsAll() const { return false; }
    /// True for pages that show agents: they are told only while somebody looks, and get their first step with all of them.
    [[nodiscard]] virtual bool followsAgents() const { return false; }
    /// True for pages on which a task or an agent is selected. On the others the inspector is only there for what was
    /// asked for while they are shown, and not for what another page left selected.
    [[nodiscard]] virtual bool hasSelection() const { return false; }
    /// Once a second while it is shown; `now` is the hub's time.
    virtual void tick(TimeMs) {}
    /// Nothing came from the hub for some time: what is old must look old.
    virtual void setStale(bool) {}
    /// Colours changed.
    virtual void applyLook() {}
    /// It comes onto the screen or leaves it: what costs something begins and ends here.
    virtual void setShown(bool) {}
    /// False while something that it shows is still on its way.
    [[nodiscard]] virtual bool isReady() const { return true; }
    /// What gets the keys when the page comes up. Not a focus proxy: Tab would walk from the page's end to its own begin.
    [[nodiscard]] virtual QWidget *focusTarget() const { return nullptr; }
    /// Columns, filters and the like, over restarts and a change of language. Keys begin with the page's name.
    virtual void save(QVariantMap &) const {}
    virtual void restore(const QVariantMap &) {}

signals:
    /// The person wants to see this task.
    void taskWanted(skep::TaskId id);
    /// The person wants to see this agent; empty: none any more.
    void agentWanted(const QString &name);
};

} // namespace skep::ui
