// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/attemptcolumn.h"

#include "ui/tasks/resultview.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace skep::ui {

AttemptColumn::AttemptColumn(const Look &look, const AttemptInfo &attempt, const TaskView &task, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
{
    setObjectName(QStringLiteral("sheet"));
    setMinimumWidth(kWidthMin);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kCardPadding, 10, Look::kCardPadding, 12);
    layout->setSpacing(4);
    addHead(layout, attempt);
    if (attempt.outcome == Outcome::None && task.fence == attempt.fence)
        addLine(layout, leaseText(task, task.updated), true);
    if (!attempt.error.empty())
        addLine(layout, text::cause(attempt.error), false)->setStyleSheet(look.theme.filled(QStringLiteral("color: ${failed};")));
    addVerdict(layout, attempt);
    if (!attempt.result.empty()) {
        auto *section = new Section(look, tr("Result"), this);
        section->setNote(attempt.simulated ? tr("simulated") : QString());
        auto *result = new ResultView(look, section);
        result->show(attempt.result);
        section->addWidget(result);
        layout->addWidget(section);
    }
    if (attempt.usage.size() > 2) {
        auto *section = new Section(look, tr("Used"), this);
        auto *usage = new ResultView(look, section);
        usage->show(attempt.usage);
        section->addWidget(usage);
        layout->addWidget(section);
    }
    layout->addStretch(1);
}

QLabel *AttemptColumn::addLine(QVBoxLayout *layout, const QString &text, bool isMuted)
{
    QLabel *label = plainLabel(this);
    label->setFont(isMuted ? m_look.meta : m_look.body);
    label->setProperty("muted", isMuted);
    label->setText(breakable(text));
    layout->addWidget(label);
    return label;
}

void AttemptColumn::addHead(QVBoxLayout *layout, const AttemptInfo &attempt)
{
    addLine(layout, tr("Attempt %1 · %2", "number, agent").arg(attempt.attempt).arg(text::of(attempt.agent)), false)->setFont(m_look.bodyBold);
    QString words = text::outcome(attempt.outcome);
    if (attempt.simulated)
        words += QStringLiteral(" · ") + tr("simulated");
    addLine(layout, words, false);
    const QString began = attempt.began > 0 ? tr("began %1", "a time of day").arg(text::clockTime(attempt.began)) : QString();
    const QString took = attempt.ended > attempt.began && attempt.began > 0 ? tr(" · took %1", "a duration").arg(text::took(attempt.ended - attempt.began))
                                                                           : QString();
    addLine(layout, began + took, true);
}

void AttemptColumn::addVerdict(QVBoxLayout *layout, const AttemptInfo &attempt)
{
    if (attempt.verdict.checks.empty())
        return;
    auto *section = new Section(m_look, tr("Checks"), this);
    section->setNote(tr("score %1 of 100").arg(attempt.verdict.score));
    for (const Check &check : attempt.verdict.checks) {
        QLabel *line = plainLabel(section);
        line->setFont(m_look.body);
        const QString name = text::check(check.name);
        const QString detail = check.detail.empty() ? QString() : QStringLiteral(", ") + text::of(check.detail);
        switch (check.mark) {
        case Check::Mark::Passed: line->setText(breakable(tr("✓ %1%2", "a check that passed, detail").arg(name, detail))); break;
        case Check::Mark::Failed:
            line->setText(breakable(tr("✗ %1: failed%2", "check, detail").arg(name, detail)));
            line->setStyleSheet(m_look.theme.filled(QStringLiteral("color: ${failed};")));
            break;
        case Check::Mark::NotChecked:
            line->setText(breakable(tr("– %1: not checked%2", "check, detail").arg(name, detail)));
            line->setProperty("muted", true);
            break;
        }
        section->addWidget(line);
    }
    layout->addWidget(section);
}

} // namespace skep::ui
