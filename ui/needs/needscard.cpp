// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/needs/needscard.h"

#include "ui/tasks/questionbox.h"
#include "ui/tasks/statesign.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/cardtext.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

NeedsCard::NeedsCard(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_sign(new StateSign(look, this))
    , m_title(new QPushButton(this))
    , m_age(new QLabel(this))
    , m_who(plainLabel(this))
    , m_cause(plainLabel(this))
    , m_message(plainLabel(this))
    , m_question(new QuestionBox(look, this))
    , m_retry(new QPushButton(tr("Retry"), this))
    , m_seen(new QPushButton(tr("Mark as seen"), this))
{
    setObjectName(QStringLiteral("needscard"));
    m_title->setProperty("link", true);
    m_title->setProperty("heading", true);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_title->setToolTip(tr("Show the task"));
    m_age->setFont(look.meta);
    m_age->setProperty("muted", true);
    m_who->setFont(look.body);
    m_who->setProperty("muted", true);
    m_cause->setFont(look.body);
    m_message->setFont(look.body);
    m_message->hide();
    auto *head = new QHBoxLayout;
    head->setSpacing(Look::kGap);
    head->addWidget(m_sign);
    head->addWidget(m_title, 1);
    head->addWidget(m_age);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kCardPadding, 8, Look::kCardPadding, 10);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_who);
    layout->addWidget(m_cause);
    layout->addWidget(m_question);
    layout->addWidget(m_message);
    buildButtons(layout);
    connect(m_title, &QPushButton::clicked, this, [this] { emit taskWanted(m_task.id); });
    connect(m_question, &QuestionBox::answered, this, [this](TaskId id, const QString &words) {
        emit commandWanted(cmd::Answer{{}, id, words.trimmed().toStdString()}, tr("Answering…"));
    });
    applyLook();
}

void NeedsCard::buildButtons(QVBoxLayout *layout)
{
    m_retry->setProperty("primary", true);
    m_retry->setObjectName(QStringLiteral("needs.retry"));
    m_seen->setObjectName(QStringLiteral("needs.seen"));
    m_seen->setToolTip(tr("It moves to Finished and stays failed."));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Look::kGap);
    buttons->addWidget(m_retry);
    buttons->addWidget(m_seen);
    buttons->addStretch();
    layout->addLayout(buttons);
    connect(m_retry, &QPushButton::clicked, this, [this] { emit commandWanted(cmd::Retry{{}, m_task.id}, tr("Queueing again…")); });
    connect(m_seen, &QPushButton::clicked, this, [this] { emit commandWanted(cmd::Acknowledge{{}, m_task.id}, tr("Marking as seen…")); });
}

void NeedsCard::applyLook()
{
    setStyleSheet(m_look.theme.filled(QStringLiteral(
        "#needscard { background: ${surface}; border: 1px solid ${line}; border-radius: 6px; }"
        "QPushButton[heading=\"true\"] { color: ${text}; padding: 0; }")));
    m_cause->setStyleSheet(m_look.theme.filled(QStringLiteral("color: ${failed};")));
    m_message->setStyleSheet(m_look.theme.filled(QStringLiteral("color: ${failed};")));
    m_question->applyLook();
}

void NeedsCard::show(const TaskView &task, TimeMs now)
{
    if (task.fence != m_task.fence || task.state != m_task.state)
        tell({});
    m_task = task;
    m_sign->show(task);
    m_title->setText(elidedMiddle(m_look.bodyBold, text::title(task), std::max(200, width() - 150)).replace(u'&', QStringLiteral("&&")));
    m_title->setAccessibleName(tr("Show the task %1").arg(text::title(task)));
    m_question->show(task);
    const bool isFailed = task.state == TaskState::Failed;
    m_cause->setText(breakable(text::cause(task.error)));
    m_cause->setVisible(isFailed && !task.error.empty());
    m_retry->setVisible(isFailed);
    m_seen->setVisible(isFailed);
    showWords(now);
}

void NeedsCard::showWords(TimeMs now)
{
    const CardText card = cardText(m_task, now);
    const bool isQuestion = m_task.state == TaskState::NeedsInput;
    const QString who = isQuestion ? tr("%1 asks", "an agent").arg(text::of(m_task.agent)) : card.activity;
    m_who->setText(m_task.simulated ? tr("%1 · simulated", "what it says of itself").arg(who) : who);
    m_age->setText(text::ago(now - m_task.updated));
}

void NeedsCard::tick(TimeMs now) { showWords(now); }

void NeedsCard::setPending(const QString &words)
{
    for (QWidget *widget : {static_cast<QWidget *>(m_question), static_cast<QWidget *>(m_retry), static_cast<QWidget *>(m_seen)})
        widget->setEnabled(words.isEmpty());
    if (!words.isEmpty())
        m_who->setText(words);
}

void NeedsCard::tell(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

} // namespace skep::ui
