// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/questionbox.h"

#include "core/limits.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

QuestionBox::QuestionBox(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_question(plainLabel(this))
    , m_choices(new QVBoxLayout)
    , m_edit(new QLineEdit(this))
    , m_send(new QPushButton(tr("Answer"), this))
{
    setObjectName(QStringLiteral("question"));
    m_question->setFont(look.bodyBold);
    m_question->setBuddy(m_edit);
    m_edit->setPlaceholderText(tr("Another answer"));
    m_edit->setAccessibleName(tr("Answer to the question"));
    m_edit->setMaxLength(static_cast<int>(limits::kAnswerBytesMax / 4));
    m_send->setEnabled(false);
    m_choices->setSpacing(6);
    auto *line = new QHBoxLayout;
    line->setSpacing(Look::kGap);
    line->addWidget(m_edit, 1);
    line->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(Look::kGap);
    layout->addWidget(m_question);
    layout->addLayout(m_choices);
    layout->addLayout(line);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) { m_send->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_edit, &QLineEdit::returnPressed, this, [this] { answerWith(m_edit->text()); });
    connect(m_send, &QPushButton::clicked, this, [this] { answerWith(m_edit->text()); });
    applyLook();
}

void QuestionBox::applyLook()
{
    setStyleSheet(m_look.theme.filled(QStringLiteral("#question { border: 1px solid ${needs_input}; border-radius: 6px; }")));
}

void QuestionBox::show(const TaskView &task)
{
    setVisible(task.state == TaskState::NeedsInput);
    if (task.state != TaskState::NeedsInput || (m_task == task.id && m_fence == task.fence && m_shown == task.question))
        return; // what the person types stays
    m_task = task.id;
    m_fence = task.fence;
    m_shown = task.question;
    m_edit->clear();
    m_question->setText(breakable(text::of(task.question)));
    m_buttons.clear();
    while (QLayoutItem *item = m_choices->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const std::string &choice : task.choices) {
        const QString text = text::of(choice);
        auto *button = new QPushButton(this);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setToolTip(text);
        m_buttons.push_back(button);
        button->setAccessibleName(tr("Answer: %1").arg(text));
        connect(button, &QPushButton::clicked, this, [this, text] { answerWith(text); });
        m_choices->addWidget(button);
    }
    fitChoices();
}

void QuestionBox::fitChoices()
{
    for (QPushButton *button : m_buttons)
        button->setText(elidedMiddle(m_look.body, button->toolTip(), width() - 54).replace(u'&', QStringLiteral("&&")));
}

void QuestionBox::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitChoices();
}

void QuestionBox::answerWith(const QString &text)
{
    if (!text.trimmed().isEmpty())
        emit answered(m_task, text);
}

} // namespace skep::ui
