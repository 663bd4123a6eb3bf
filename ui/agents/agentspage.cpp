// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/agentspage.h"

#include "core/gateway.h"
#include "ui/agents/agentdelegate.h"
#include "ui/shell/actionregistry.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QStackedLayout>
#include <QTreeView>

namespace skep::ui {

AgentsPage::AgentsPage(const Look &look, ViewGateway &gateway, ActionRegistry &registry, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_drain(registry.add("agent.drain", tr("Drain"), QKeySequence(Qt::CTRL | Qt::Key_D)))
    , m_forget(registry.add("agent.forget", tr("Forget")))
    , m_summary(new QLabel(this))
    , m_message(plainLabel(this))
    , m_stack(new QStackedLayout)
    , m_view(new QTreeView(this))
    , m_delegate(new AgentDelegate(look, this))
    , m_empty(new EmptyState(look, this))
{
    auto *title = new QLabel(tr("Agents"), this);
    title->setFont(look.title);
    title->setBuddy(m_view);
    m_summary->setFont(look.body);
    m_summary->setProperty("muted", true);
    m_message->setFont(look.body);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(m_summary);
    head->addWidget(m_message, 1);
    head->addWidget(new ActionButton(m_drain, false, this));
    head->addWidget(new ActionButton(m_forget, false, this));
    buildView();
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("sheet"));
    frame->setLayout(m_stack);
    m_stack->setContentsMargins(1, 1, 1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(frame, 1);
    setCommand({});
    connect(m_empty, &EmptyState::triggered, this, &AgentsPage::setupWanted);
    m_stack->setCurrentWidget(m_view);
    connect(m_drain, &QAction::triggered, this, &AgentsPage::drain);
    connect(m_forget, &QAction::triggered, this, &AgentsPage::forget);
    applyLook();
    refreshActions();
}

void AgentsPage::buildView()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(AgentsModel::SortRole);
    m_view->setModel(&m_sorted);
    m_view->setItemDelegate(m_delegate);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder); // natural order of names until a head is clicked
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Agents"));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(56);
    const std::array<int, AgentsModel::ColumnCount> widths{150, 104, 118, 200, 72, 72, 104};
    for (int column = 0; column < AgentsModel::ColumnCount; ++column)
        header->resizeSection(column, widths[static_cast<std::size_t>(column)]);
    header->setSectionResizeMode(AgentsModel::NowColumn, QHeaderView::Stretch);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        refreshActions();
        if (const AgentView *agent = selected())
            emit agentWanted(text::of(agent->name));
    });
    connect(m_view, &QTreeView::activated, this, [this] {
        if (const AgentView *agent = selected(); agent && agent->lastTask != 0)
            emit taskWanted(agent->lastTask);
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu(this);
        const AgentView *agent = selected();
        if (agent && agent->lastTask != 0)
            connect(menu.addAction(tr("Show its task")), &QAction::triggered, this, [this, id = agent->lastTask] { emit taskWanted(id); });
        menu.addActions({m_drain, m_forget});
        menu.exec(m_view->viewport()->mapToGlobal(at));
    });
}

void AgentsPage::apply(const Page &page)
{
    m_model.setNow(page.now);
    if (page.agentsReset || !page.agents.empty() || !page.agentsGone.empty()) {
        m_model.apply(page.agentsReset, page.agents, page.agentsGone);
        refreshActions();
    }
    const Counts &counts = page.counts;
    m_stack->setCurrentWidget(counts.agentsTotal > 0 || m_model.rowCount() > 0 ? static_cast<QWidget *>(m_view) : m_empty);
    m_summary->setText(tr("%1 online of %2 · %3 of %4 slots busy")
                           .arg(text::number(counts.agentsOnline), text::number(counts.agentsTotal),
                                text::number(counts.slotsBusy), text::number(counts.slots)));
}

void AgentsPage::setCommand(const QString &command)
{
    m_empty->setTexts(tr("No agent is connected"), tr("Start one on this computer:\n%1", "a command").arg(command), tr("Show how…"));
}

void AgentsPage::tick(TimeMs now)
{
    m_model.setNow(now);
    if (m_view->isVisible())
        m_view->viewport()->update();
}

void AgentsPage::setStale(bool stale)
{
    m_delegate->setStale(stale);
    m_view->viewport()->update();
}

void AgentsPage::applyLook()
{
    m_view->header()->setFont(m_look.meta);
}

const AgentView *AgentsPage::selected() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model.at(m_sorted.mapToSource(rows.front()).row());
}

void AgentsPage::refreshActions()
{
    const AgentView *agent = selected();
    const bool isHere = agent && agent->state != AgentState::Gone && agent->state != AgentState::Lost;
    const bool isDraining = agent && agent->state == AgentState::Draining;
    m_drain->setEnabled(isHere);
    m_drain->setText(isDraining ? tr("Let it work again") : agent ? tr("Drain %1").arg(text::shortName(agent->name)) : tr("Drain"));
    m_drain->setToolTip(tr("It finishes what it has and gets no new tasks."));
    m_forget->setVisible(agent && agent->state == AgentState::Gone);
    m_forget->setEnabled(m_forget->isVisible());
    m_forget->setText(agent ? tr("Forget %1").arg(text::shortName(agent->name)) : tr("Forget"));
}

void AgentsPage::drain()
{
    const AgentView *agent = selected();
    if (!agent)
        return;
    const bool on = agent->state != AgentState::Draining;
    const QPointer<AgentsPage> guard(this);
    m_gateway.send(cmd::Drain{{}, agent->name, on}, [guard, on, name = text::of(agent->name)](const Result<CommandDone> &result) {
        if (guard)
            guard->tell(!result ? text::error(result.error()) : on ? tr("%1 gets no new tasks.").arg(name) : tr("%1 takes tasks again.").arg(name),
                        !result);
    });
}

void AgentsPage::forget()
{
    const AgentView *agent = selected();
    if (!agent)
        return;
    const QPointer<AgentsPage> guard(this);
    m_gateway.send(cmd::Forget{{}, agent->name}, [guard](const Result<CommandDone> &result) {
        if (guard)
            guard->tell(result ? QString() : text::error(result.error()), !result);
    });
}

void AgentsPage::tell(const QString &text, bool isTrouble)
{
    m_message->setText(text);
    m_message->setStyleSheet(m_look.theme.filled(isTrouble ? QStringLiteral("color: ${failed};") : QStringLiteral("color: ${muted};")));
}

void AgentsPage::save(QVariantMap &state) const { state[QStringLiteral("agents/columns")] = m_view->header()->saveState(); }

void AgentsPage::restore(const QVariantMap &state)
{
    if (const QByteArray columns = state.value(QStringLiteral("agents/columns")).toByteArray(); !columns.isEmpty())
        m_view->header()->restoreState(columns);
}

QWidget *AgentsPage::focusTarget() const { return m_view; }

} // namespace skep::ui
