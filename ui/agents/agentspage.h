// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/windowpage.h"
#include "viewmodel/agentsmodel.h"

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
class AgentsPage final : public WindowPage
{
    Q_OBJECT
public:
    AgentsPage(const Look &look, ViewGateway &gateway, ActionRegistry &registry, QWidget *parent = nullptr);

    void apply(const Page &page) override;
    [[nodiscard]] bool hasSelection() const override { return true; }
    [[nodiscard]] bool followsAgents() const override { return true; }
    void tick(TimeMs now) override;
    void setStale(bool stale) override;
    void applyLook() override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void save(QVariantMap &state) const override;
    void restore(const QVariantMap &state) override;
    /// The command that starts an agent for this hub, for a page without agents.
    void setCommand(const QString &command);
    [[nodiscard]] QTreeView &view() { return *m_view; }

signals:
    void setupWanted();

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
