// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/agentsmodel.h"
#include "viewmodel/page.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QAction;
class QLabel;
class QStackedLayout;
class QTreeView;

namespace skep {
class ViewGateway;
}

namespace skep::ui {

class ActionRegistry;
class AgentDelegate;
class EmptyState;
struct Look;

/// The agents with load, what they do now, and how reliable they are; drain and forget.
class AgentsPage final : public QWidget
{
    Q_OBJECT
public:
    AgentsPage(const Look &look, ViewGateway &gateway, ActionRegistry &registry, QWidget *parent = nullptr);

    void apply(const Page &page);
    void tick(TimeMs now);
    void setStale(bool stale);
    void applyLook();
    [[nodiscard]] QTreeView &view() { return *m_view; }
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumns(const QByteArray &state);

signals:
    /// The task an agent works on was asked for.
    void taskWanted(skep::TaskId id);

private:
    void buildView();
    void refreshActions();
    [[nodiscard]] const AgentView *selected() const;
    void drain();
    void forget();
    void tell(const QString &text, bool isTrouble);

    const Look &m_look;
    ViewGateway &m_gateway;
    AgentsModel m_model;
    QSortFilterProxyModel m_sorted;
    QAction *m_drain;
    QAction *m_forget;
    QLabel *m_summary;
    QLabel *m_message;
    QStackedLayout *m_stack;
    QTreeView *m_view;
    AgentDelegate *m_delegate;
    EmptyState *m_empty;
};

} // namespace skep::ui
