// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/taskpage.h"

#include "core/gateway.h"
#include "ui/tasks/attemptcolumn.h"
#include "ui/tasks/filesview.h"
#include "ui/tasks/logview.h"
#include "ui/tasks/statesign.h"
#include "ui/tasks/taskactions.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kRefetchMs = 300;
constexpr std::size_t kAttemptsShownMax = 12;

} // namespace

TaskPage::TaskPage(const Look &look, ViewGateway &gateway, TaskActions &actions, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_tabs(new QTabBar(this))
    , m_log(new LogView(look, this))
    , m_files(new FilesView(look, gateway, this))
    , m_raw(new QPlainTextEdit(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    layout->setSpacing(Look::kGap);
    buildHead(layout, actions);
    auto *stack = new QStackedWidget(this);
    const auto add = [&](const QString &title, QWidget *widget) {
        m_tabs->addTab(title);
        stack->addWidget(widget);
    };
    add(tr("Attempts"), buildAttempts());
    add(tr("Log"), m_log);
    add(tr("Files"), m_files);
    add(tr("Decision"), buildDecision());
    add(tr("Raw"), buildRaw());
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the task"));
    connect(m_tabs, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
    layout->addWidget(m_tabs);
    layout->addWidget(stack, 1);
    m_refetch.setSingleShot(true);
    m_refetch.setInterval(kRefetchMs);
    connect(&m_refetch, &QTimer::timeout, this, &TaskPage::fetch);
}

void TaskPage::buildHead(QVBoxLayout *layout, TaskActions &actions)
{
    auto *back = new QPushButton(tr("Back"), this);
    back->setObjectName(QStringLiteral("task.back"));
    connect(back, &QPushButton::clicked, this, &TaskPage::backWanted);
    m_sign = new StateSign(m_look, this);
    m_title = plainLabel(this);
    m_title->setFont(m_look.title);
    auto *head = new QHBoxLayout;
    head->setSpacing(Look::kGap);
    head->addWidget(back);
    head->addWidget(m_sign);
    head->addWidget(m_title, 1);
    for (QAction *action : {actions.assign(), actions.takeBack(), actions.retry(), actions.acknowledge(), actions.hold(), actions.cancel()})
        head->addWidget(new ActionButton(action, action == actions.assign() || action == actions.retry(), this));
    m_meta = plainLabel(this);
    m_meta->setProperty("muted", true);
    m_message = plainLabel(this);
    m_message->hide();
    layout->addLayout(head);
    layout->addWidget(m_meta);
    layout->addWidget(m_message);
}

QWidget *TaskPage::buildAttempts()
{
    auto *scroll = new QScrollArea(this);
    auto *content = new QWidget(scroll);
    m_attempts = new QHBoxLayout(content);
    m_attempts->setContentsMargins(0, 0, 0, 0);
    m_attempts->setSpacing(10);
    m_noAttempts = plainLabel(content);
    m_noAttempts->setProperty("muted", true);
    m_noAttempts->setText(tr("Nobody has worked on it yet. The decision page says what would start it."));
    m_attempts->addWidget(m_noAttempts, 0, Qt::AlignTop);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("Attempts"));
    return scroll;
}

QWidget *TaskPage::buildDecision()
{
    auto *page = new QWidget(this);
    m_when = new QComboBox(page);
    m_when->setAccessibleName(tr("Which decision"));
    m_why = plainLabel(page);
    m_why->setFont(m_look.body);
    m_table = new QTreeView(page);
    m_table->setModel(&m_decisions);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setAccessibleName(tr("Agents that could have it"));
    m_table->header()->setStretchLastSection(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(Look::kGap);
    layout->addWidget(m_when, 0, Qt::AlignLeft);
    layout->addWidget(m_why);
    layout->addWidget(m_table, 1);
    connect(m_when, &QComboBox::currentIndexChanged, this, &TaskPage::showDecision);
    return page;
}

QWidget *TaskPage::buildRaw()
{
    m_raw->setReadOnly(true);
    m_raw->setProperty("log", true);
    m_raw->setAccessibleName(tr("All of the task, raw"));
    return m_raw;
}

void TaskPage::setTask(TaskId id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_detail.reset();
    m_fence = 0;
    m_log->clear();
    m_title->setText(tr("Reading task %1…").arg(id));
    m_meta->clear();
    m_message->hide();
    showAttempts();
    fetch();
}

void TaskPage::setShown(bool shown)
{
    m_isShown = shown;
    if (shown)
        fetch();
}

void TaskPage::apply(const Page &page)
{
    if (page.focus != m_id || m_id == 0)
        return;
    if (page.focusView) {
        const TaskView &view = *page.focusView;
        m_sign->show(view);
        m_title->setText(breakable(text::title(view)));
        m_meta->setText(breakable(taskMeta(view, page.now)));
        if ((view.fence != m_fence || view.state != m_state) && !m_refetch.isActive())
            m_refetch.start();
        m_fence = view.fence;
        m_state = view.state;
    }
    std::vector<LogLine> lines;
    for (const auto &[id, line] : page.log)
        if (id == m_id)
            lines.push_back(line);
    if (!lines.empty())
        m_log->append(lines);
}

void TaskPage::fetch()
{
    if (m_id == 0 || m_isFetching)
        return;
    m_isFetching = true;
    const QPointer<TaskPage> guard(this);
    m_gateway.fetchDetail(m_id, [guard, id = m_id](const Result<TaskDetail> &detail) {
        if (!guard)
            return;
        guard->m_isFetching = false;
        if (id != guard->m_id) {
            guard->fetch();
        } else if (detail) {
            guard->m_message->hide();
            guard->showDetail(*detail);
        } else {
            guard->m_message->setText(text::error(detail.error()));
            guard->m_message->show();
        }
    });
}

void TaskPage::showDetail(const TaskDetail &detail)
{
    m_detail = detail;
    m_fence = detail.view.fence;
    m_state = detail.view.state;
    m_sign->show(detail.view);
    m_title->setText(breakable(text::title(detail.view)));
    m_meta->setText(breakable(taskMeta(detail.view, detail.view.updated)));
    m_log->setActors(detail.attempts);
    m_log->setKnown(detail.log);
    m_files->show(detail.artifacts, detail.attempts);
    showAttempts();
    const int chosen = m_when->currentIndex();
    {
        const QSignalBlocker blocker(m_when);
        m_when->clear();
        m_when->addItem(tr("Now"));
        for (auto attempt = detail.attempts.rbegin(); attempt != detail.attempts.rend(); ++attempt)
            m_when->addItem(tr("Attempt %1, %2", "number, agent").arg(attempt->attempt).arg(text::of(attempt->agent)));
        m_when->setCurrentIndex(std::clamp(chosen, 0, m_when->count() - 1));
    }
    showDecision();
    showRaw();
}

int TaskPage::attemptCount() const { return static_cast<int>(findChildren<AttemptColumn *>().size()); }

void TaskPage::showAttempts()
{
    for (int i = m_attempts->count() - 1; i >= 0; --i)
        if (QWidget *widget = m_attempts->itemAt(i)->widget(); widget != m_noAttempts) {
            delete m_attempts->takeAt(i);
            delete widget;
        }
    const bool hasAttempts = m_detail && !m_detail->attempts.empty();
    m_noAttempts->setVisible(m_detail && !hasAttempts);
    if (!hasAttempts)
        return;
    const auto &attempts = m_detail->attempts;
    const std::size_t from = attempts.size() > kAttemptsShownMax ? attempts.size() - kAttemptsShownMax : 0;
    for (std::size_t i = attempts.size(); i > from; --i) // the newest stands first
        m_attempts->addWidget(new AttemptColumn(m_look, attempts[i - 1], m_detail->view, m_attempts->parentWidget()), 1, Qt::AlignTop);
}

void TaskPage::showDecision()
{
    if (!m_detail)
        return;
    QStringList lines;
    const int row = m_when->currentIndex();
    if (row <= 0) {
        m_decisions.show(m_detail->why);
        lines = whyLines(m_detail->view, m_detail->why);
        if (lines.isEmpty())
            lines << tr("It does not wait for an agent now.");
    } else {
        const AttemptInfo &attempt = m_detail->attempts[m_detail->attempts.size() - static_cast<std::size_t>(row)];
        m_decisions.show(attempt.decision);
        lines = decisionLines(attempt.decision);
    }
    m_why->setText(lines.join(u'\n'));
    for (int column = 0; column < DecisionModel::SaysColumn; ++column)
        m_table->resizeColumnToContents(column);
}

void TaskPage::showDecisions() { m_tabs->setCurrentIndex(kDecisionTab); }

void TaskPage::showRaw()
{
    const TaskDetail &detail = *m_detail;
    QString text = tr("Number %1 · key %2 · fence %3").arg(detail.view.id).arg(text::of(detail.key)).arg(detail.view.fence);
    text += QStringLiteral("\n\n") + tr("Parameters") + QLatin1Char('\n') + prettyJson(detail.spec.params);
    for (const AttemptInfo &attempt : detail.attempts)
        if (!attempt.result.empty())
            text += QStringLiteral("\n\n") + tr("Result of attempt %1").arg(attempt.attempt) + QLatin1Char('\n') + prettyJson(attempt.result);
    if (text != m_raw->toPlainText())
        m_raw->setPlainText(text);
}

void TaskPage::applyLook()
{
    m_raw->setFont(m_look.mono);
    m_log->applyLook();
    m_files->applyLook();
    if (m_detail)
        showAttempts();
}

QWidget *TaskPage::focusTarget() const { return m_tabs; }

} // namespace skep::ui
