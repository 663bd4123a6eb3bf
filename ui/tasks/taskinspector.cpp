// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/taskinspector.h"

#include "ui/tasks/logview.h"
#include "ui/tasks/questionbox.h"
#include "ui/tasks/resultview.h"
#include "ui/tasks/statesign.h"
#include "ui/tasks/taskactions.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr std::size_t kRecentAttemptsMax = 20;
constexpr int kInspectorRefetchMs = 300;

} // namespace

TaskInspector::TaskInspector(const Look &look, ViewGateway &gateway, TaskActions &actions, QWidget *parent)
    : QScrollArea(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_actions(actions)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Task"));
    m_refetch.setSingleShot(true);
    m_refetch.setInterval(kInspectorRefetchMs);
    connect(&m_refetch, &QTimer::timeout, this, &TaskInspector::fetch);
    build();
    setTask(0);
}

void TaskInspector::build()
{
    auto *outer = new QWidget(this);
    outer->setObjectName(QStringLiteral("inspector"));
    auto *outerLayout = new QVBoxLayout(outer);
    outerLayout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    m_empty = plainLabel(outer);
    m_empty->setFont(m_look.body);
    m_empty->setProperty("muted", true);
    m_content = new QWidget(outer);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    buildHead(layout);
    buildSections(layout);
    outerLayout->addWidget(m_empty);
    outerLayout->addWidget(m_content, 1);
    setWidget(outer);
}

void TaskInspector::buildHead(QVBoxLayout *layout)
{
    m_sign = new StateSign(m_look, m_content);
    m_title = plainLabel(m_content);
    m_title->setFont(m_look.title);
    auto *close = new QToolButton(m_content);
    close->setText(QStringLiteral("×"));
    close->setFont(m_look.title);
    close->setAccessibleName(tr("Close the task"));
    close->setToolTip(tr("Close"));
    auto *head = new QHBoxLayout;
    head->setSpacing(Look::kGap);
    head->addWidget(m_sign, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    m_meta = plainLabel(m_content);
    m_meta->setFont(m_look.body);
    m_meta->setProperty("muted", true);
    m_simulated = new QLabel(tr("simulated"), m_content);
    m_simulated->setFont(m_look.meta);
    m_simulated->setToolTip(tr("This task's work is made up by the agent: declared times and outcomes, no real result."));

    auto *assign = new ActionButton(m_actions.assign(), true, m_content);
    m_others = new QPushButton(tr("Others…"), m_content);
    m_others->setMenu(m_actions.alternatives());
    m_others->setAccessibleName(tr("Assign to another agent"));
    m_priority = new QPushButton(m_content);
    m_priority->setMenu(m_actions.priorities());
    auto *open = new QPushButton(tr("Open"), m_content);
    open->setObjectName(QStringLiteral("task.open"));
    open->setToolTip(tr("Attempts side by side, log, decisions"));
    connect(open, &QPushButton::clicked, this, [this] { emit pageWanted(m_id); });
    auto *buttons = new FlowLayout(Look::kGap);
    for (QWidget *button : {static_cast<QWidget *>(assign), static_cast<QWidget *>(m_others),
                            static_cast<QWidget *>(new ActionButton(m_actions.takeBack(), false, m_content)),
                            static_cast<QWidget *>(new ActionButton(m_actions.retry(), true, m_content)),
                            static_cast<QWidget *>(new ActionButton(m_actions.acknowledge(), false, m_content)),
                            static_cast<QWidget *>(new ActionButton(m_actions.hold(), false, m_content)),
                            static_cast<QWidget *>(new ActionButton(m_actions.cancel(), false, m_content)),
                            static_cast<QWidget *>(m_priority), static_cast<QWidget *>(open)})
        buttons->addWidget(button);
    m_message = plainLabel(m_content);
    m_message->setFont(m_look.body);
    m_message->setObjectName(QStringLiteral("message"));
    m_question = new QuestionBox(m_look, m_content);
    layout->addLayout(head);
    layout->addWidget(m_meta);
    layout->addWidget(m_simulated, 0, Qt::AlignLeft);
    layout->addLayout(buttons);
    layout->addWidget(m_message);
    layout->addWidget(m_question);
    connect(close, &QToolButton::clicked, this, &TaskInspector::closeWanted);
    connect(m_question, &QuestionBox::answered, &m_actions, &TaskActions::answer);
    const auto showOthers = [this] { m_others->setVisible(m_actions.assign()->isEnabled() && !m_actions.alternatives()->isEmpty()); };
    connect(&m_actions, &TaskActions::alternativesChanged, m_others, showOthers);
    showOthers();
}

void TaskInspector::buildSections(QVBoxLayout *layout)
{
    const auto section = [&](const QString &title) {
        auto *widget = new Section(m_look, title, m_content);
        layout->addWidget(widget);
        return widget;
    };
    const auto label = [&](Section *in, const QFont &font) {
        QLabel *widget = plainLabel(in);
        widget->setFont(font);
        in->addWidget(widget);
        return widget;
    };
    m_progressSection = section(tr("Progress"));
    m_progress = new ProgressLine(m_look, m_progressSection);
    m_progressSection->addWidget(m_progress);
    m_lease = label(m_progressSection, m_look.meta);
    m_lease->setProperty("muted", true);
    m_errorSection = section(tr("What went wrong"));
    m_error = label(m_errorSection, m_look.body);
    m_resultSection = section(tr("Result"));
    m_result = new ResultView(m_look, m_resultSection);
    m_resultSection->addWidget(m_result);
    m_whySection = section(tr("Why"));
    m_why = label(m_whySection, m_look.body);
    m_attemptsSection = section(tr("Attempts"));
    m_attempts = label(m_attemptsSection, m_look.body);
    m_artifactsSection = section(tr("Files"));
    m_artifacts = label(m_artifactsSection, m_look.body);
    m_log = new LogView(m_look, m_content);
    layout->addWidget(m_log, 100);
    m_paramsSection = section(tr("Parameters"));
    m_params = label(m_paramsSection, m_look.mono);
    layout->addStretch(1);
}

void TaskInspector::applyLook()
{
    m_simulated->setStyleSheet(m_look.theme.filled(QStringLiteral(
        "color: ${muted}; border: 1px dashed ${muted}; border-radius: 3px; padding: 1px 5px;")));
    m_question->applyLook();
    m_log->applyLook();
    tell(m_id, {}, false);
    m_result->applyLook();
    update();
}

void TaskInspector::setTask(TaskId id)
{
    if (id == m_id && id != 0)
        return;
    m_id = id;
    m_view.reset();
    m_detail.reset();
    m_log->clear();
    tell(id, {}, false);
    m_content->setVisible(false);
    m_empty->setVisible(true);
    m_empty->setText(id == 0 ? tr("Select a task to see what it does, why it waits and what came of it.") : tr("Reading task %1…").arg(id));
    for (Section *section : {m_resultSection, m_errorSection, m_whySection, m_attemptsSection, m_artifactsSection, m_paramsSection})
        section->setVisible(false);
    m_actions.setTask(std::nullopt);
    m_gateway.followLogs(id == 0 ? std::vector<TaskId>() : std::vector<TaskId>{id});
    verticalScrollBar()->setValue(0);
    if (id != 0)
        fetch();
}

void TaskInspector::fetch()
{
    if (m_id == 0)
        return;
    if (m_isFetching) {
        m_isFetchWanted = true;
        return;
    }
    m_isFetching = true;
    m_isFetchWanted = false;
    const QPointer<TaskInspector> guard(this);
    m_gateway.fetchDetail(m_id, [guard, id = m_id](const Result<TaskDetail> &detail) {
        if (!guard)
            return;
        guard->m_isFetching = false;
        if (id == guard->m_id) {
            if (detail)
                guard->showDetail(*detail);
            else if (!guard->m_view)
                guard->m_empty->setText(text::error(detail.error()));
            else
                guard->tell(id, text::error(detail.error()), true);
        }
        if (guard->m_isFetchWanted || id != guard->m_id)
            guard->fetch();
    });
}

void TaskInspector::showView(const TaskView &view, TimeMs now)
{
    if (view.id != m_id)
        return;
    const bool isNews = m_view && (m_view->state != view.state || m_view->fence != view.fence || m_view->wait != view.wait
                                   || m_view->waitCount != view.waitCount);
    m_now = now;
    m_view = view;
    m_content->setVisible(true);
    m_empty->setVisible(false);
    m_sign->show(view);
    m_title->setText(breakable(text::title(view)));
    m_simulated->setVisible(view.simulated);
    m_priority->setText(tr("Priority %1").arg(text::priority(view.priority)));
    m_priority->setVisible(!isFinal(view.state));
    m_question->show(view);
    m_progress->show(view);
    m_errorSection->setVisible(!view.error.empty() && view.state != TaskState::Done);
    m_error->setText(text::cause(view.error));
    m_log->setVisible(view.attempt > 0 || m_log->lineCount() > 0);
    m_actions.setTask(view);
    showMeta();
    if (isNews && !m_refetch.isActive())
        m_refetch.start();
}

void TaskInspector::showMeta()
{
    m_meta->setText(breakable(taskMeta(*m_view, m_now)));
    const QString lease = leaseText(*m_view, m_now);
    m_lease->setText(lease);
    m_progressSection->setVisible(!lease.isEmpty());
}

void TaskInspector::tick(TimeMs now)
{
    m_now = now;
    if (m_view && isVisible())
        showMeta();
}

void TaskInspector::showGone()
{
    if (m_view)
        tell(m_id, tr("The hub does not list this task any more."), true);
}

void TaskInspector::showDetail(const TaskDetail &detail)
{
    m_detail = detail;
    if (!m_view || detail.view.updated > m_view->updated)
        showView(detail.view, m_now != 0 ? m_now : detail.view.updated);
    m_actions.setWhy(detail.why);
    QStringList why = whyLines(detail.view, detail.why);
    if (!detail.attempts.empty() && why.isEmpty())
        why = decisionLines(detail.attempts.back().decision);
    m_why->setText(why.join(u'\n'));
    m_whySection->setVisible(!why.isEmpty());
    showResult(detail);
    showAttempts(detail);
    m_params->setText(breakable(prettyJson(detail.spec.params)));
    m_paramsSection->setVisible(detail.spec.params.size() > 2);
    m_log->setActors(detail.attempts);
    m_log->setKnown(detail.log);
}

void TaskInspector::showResult(const TaskDetail &detail)
{
    const AttemptInfo *last = nullptr;
    for (const AttemptInfo &attempt : detail.attempts)
        if (!attempt.result.empty() && attempt.outcome != Outcome::Superseded)
            last = &attempt;
    m_resultSection->setVisible(last != nullptr);
    if (last) {
        m_resultSection->setNote(last->simulated ? tr("simulated") : last->outcome == Outcome::Rejected ? tr("rejected by the checks") : QString());
        m_result->show(last->result);
    }
}

void TaskInspector::showAttempts(const TaskDetail &detail)
{
    QStringList lines;
    const std::size_t from = detail.attempts.size() > kRecentAttemptsMax ? detail.attempts.size() - kRecentAttemptsMax : 0;
    for (std::size_t i = from; i < detail.attempts.size(); ++i) {
        const AttemptText text = attemptText(detail.attempts[i]);
        lines << breakable(text.head);
        for (const QString &line : text.lines)
            lines << QStringLiteral("    ") + breakable(line);
    }
    m_attempts->setText(lines.join(u'\n'));
    m_attemptsSection->setVisible(!lines.isEmpty());
    QStringList files;
    for (const ArtifactInfo &artifact : detail.artifacts)
        files << tr("%1, %2", "file, size").arg(breakable(text::of(artifact.name)), text::bytes(artifact.bytes));
    m_artifacts->setText(files.join(u'\n'));
    m_artifactsSection->setVisible(!files.isEmpty());
}

void TaskInspector::appendLog(const std::vector<LogLine> &lines) { m_log->append(lines); }

void TaskInspector::tell(TaskId id, const QString &sentence, bool isTrouble)
{
    if (id != m_id)
        return;
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
    m_message->setStyleSheet(m_look.theme.filled(isTrouble ? QStringLiteral("color: ${failed};") : QStringLiteral("color: ${muted};")));
}

QString TaskInspector::message() const { return m_message->text(); }

} // namespace skep::ui
