// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/agentinspector.h"

#include "ui/agents/agentdot.h"
#include "ui/shell/actionregistry.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/agenttext.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

QLabel *bodyLabel(Section *in, const QFont &font)
{
    QLabel *label = plainLabel(in);
    label->setFont(font);
    in->addWidget(label);
    return label;
}

} // namespace

AgentInspector::AgentInspector(const Look &look, const ActionRegistry &actions, QWidget *parent)
    : QScrollArea(parent)
    , m_look(look)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Agent"));
    auto *outer = new QWidget(this);
    outer->setObjectName(QStringLiteral("inspector"));
    auto *outerLayout = new QVBoxLayout(outer);
    outerLayout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    m_empty = plainLabel(outer);
    m_empty->setProperty("muted", true);
    m_content = new QWidget(outer);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    buildHead(layout, actions);
    const auto section = [&](const QString &title) {
        auto *widget = new Section(look, title, m_content);
        layout->addWidget(widget);
        return widget;
    };
    m_causeSection = section(tr("What went wrong"));
    m_cause = bodyLabel(m_causeSection, look.body);
    m_tasksSection = section(tr("Works on"));
    auto *tasks = new QWidget(m_tasksSection);
    m_tasks = new QVBoxLayout(tasks);
    m_tasks->setContentsMargins(0, 0, 0, 0);
    m_tasks->setSpacing(2);
    m_tasksSection->addWidget(tasks);
    m_idle = bodyLabel(m_tasksSection, look.body);
    m_idle->setProperty("muted", true);
    m_capabilities = bodyLabel(section(tr("Can do")), look.body);
    m_record = bodyLabel(section(tr("Record")), look.body);
    m_raw = bodyLabel(section(tr("Details")), look.body);
    layout->addStretch(1);
    outerLayout->addWidget(m_empty);
    outerLayout->addWidget(m_content, 1);
    setWidget(outer);
    setAgent({});
}

void AgentInspector::buildHead(QVBoxLayout *layout, const ActionRegistry &actions)
{
    m_dot = new AgentDot(m_look, m_content);
    m_title = plainLabel(m_content);
    m_title->setFont(m_look.title);
    auto *close = new QToolButton(m_content);
    close->setText(QStringLiteral("×"));
    close->setFont(m_look.title);
    close->setAccessibleName(tr("Close the agent"));
    close->setToolTip(tr("Close"));
    auto *head = new QHBoxLayout;
    head->setSpacing(Look::kGap);
    head->addWidget(m_dot, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    m_state = plainLabel(m_content);
    m_meta = plainLabel(m_content);
    m_meta->setProperty("muted", true);
    m_warning = plainLabel(m_content);
    m_warning->setObjectName(QStringLiteral("agent.warning"));
    m_warning->setProperty("stale", true); // the colour of what is not as it should be
    auto *buttons = new FlowLayout(Look::kGap);
    for (const char *name : {"agent.drain", "agent.forget"})
        if (QAction *action = actions.find(QString::fromLatin1(name)))
            buttons->addWidget(new ActionButton(action, false, m_content));
    layout->addLayout(head);
    layout->addWidget(m_state);
    layout->addWidget(m_meta);
    layout->addWidget(m_warning);
    layout->addLayout(buttons);
    connect(close, &QToolButton::clicked, this, &AgentInspector::closeWanted);
}

void AgentInspector::setAgent(const QString &name)
{
    m_name = name;
    m_view.reset();
    m_content->hide();
    m_empty->setText(name.isEmpty() ? tr("Select an agent to see what it does and what it can.") : tr("Reading %1…").arg(name));
    m_empty->show();
    verticalScrollBar()->setValue(0);
}

void AgentInspector::apply(const Page &page)
{
    if (m_name.isEmpty() || text::of(page.focusAgent) != m_name)
        return;
    m_now = page.now;
    if (page.focusAgentView) {
        show(*page.focusAgentView, page.focusAgentTasks);
    } else if (page.focusAgentGone) {
        m_view.reset();
        m_content->hide();
        m_empty->setText(tr("The hub does not list %1 any more.").arg(m_name));
        m_empty->show();
    }
}

void AgentInspector::show(const AgentRow &row, const std::vector<FoundTask> &tasks)
{
    m_view = row.view;
    m_content->show();
    m_empty->hide();
    m_dot->show(row.view);
    m_title->setText(breakable(m_name));
    m_meta->setText(breakable(agentMeta(row.view)));
    const QString warning = agentWarning(row.view);
    m_warning->setText(QStringLiteral("⚠ ") + warning);
    m_warning->setVisible(!warning.isEmpty());
    m_cause->setText(breakable(text::cause(row.view.cause)));
    m_causeSection->setVisible(!row.view.cause.empty());
    showTasks(tasks);
    m_capabilities->setText(breakable(agentCapabilities(row.view)));
    m_record->setText(agentRecord(row.view).join(u'\n'));
    showTimes();
}

void AgentInspector::showTasks(const std::vector<FoundTask> &tasks)
{
    m_idle->setVisible(tasks.empty());
    if (tasks == m_shownTasks && !tasks.empty())
        return;
    m_shownTasks = tasks;
    while (QLayoutItem *item = m_tasks->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const FoundTask &task : tasks) {
        auto *button = new QPushButton(this);
        button->setProperty("link", true);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        const QString words = tr("%1 · %2", "task, its state").arg(text::title(task), text::state(task.state));
        button->setText(elidedMiddle(m_look.bodyBold, words, viewport()->width() - 50).replace(u'&', QStringLiteral("&&")));
        button->setToolTip(words);
        button->setAccessibleName(tr("Show the task %1").arg(words));
        connect(button, &QPushButton::clicked, this, [this, id = task.id] { emit taskWanted(id); });
        m_tasks->addWidget(button);
    }
}

void AgentInspector::showTimes()
{
    m_state->setText(agentState(*m_view, m_now));
    m_idle->setText(m_view->busy > 0 ? tr("Its tasks are being read…") : agentIdle(*m_view, m_now));
    m_raw->setText(breakable(agentDetails(*m_view, m_now).join(u'\n')));
}

void AgentInspector::tick(TimeMs now)
{
    m_now = now;
    if (m_view && isVisible())
        showTimes();
}

void AgentInspector::applyLook() { update(); }

} // namespace skep::ui
