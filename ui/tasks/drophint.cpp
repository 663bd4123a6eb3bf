// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/drophint.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

DropHint::DropHint(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_words(plainLabel(this))
    , m_offer(new QPushButton(this))
    , m_close(new QPushButton(tr("Leave it"), this))
{
    setObjectName(QStringLiteral("drophint"));
    m_words->setFont(look.body);
    m_offer->setObjectName(QStringLiteral("drop.offer"));
    m_close->setObjectName(QStringLiteral("drop.close"));
    auto *buttons = new FlowLayout(Look::kGap);
    buttons->addWidget(m_offer);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    layout->addWidget(m_words);
    layout->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_offer, &QPushButton::clicked, this, [this] {
        hide();
        emit offerTaken(m_task, m_move.offer);
    });
    hide();
}

void DropHint::preview(const BoardMove &move)
{
    m_task = 0;
    show(move);
}

void DropHint::refuse(TaskId task, const BoardMove &move)
{
    m_task = task;
    show(move);
}

void DropHint::show(const BoardMove &move)
{
    m_move = move;
    m_words->setText(move.words);
    m_offer->setText(move.offer == BoardMove::Offer::Cancel ? tr("Cancel the task") : tr("Stop and reassign"));
    m_offer->setVisible(m_task != 0 && move.offer != BoardMove::Offer::None);
    m_close->setVisible(m_task != 0);
    setAccessibleName(move.words);
    applyLook();
    setVisible(move.kind != BoardMove::Kind::None);
}

QString DropHint::words() const { return isVisible() ? m_words->text() : QString(); }

void DropHint::applyLook()
{
    const bool isRefused = m_move.kind == BoardMove::Kind::Refused;
    setStyleSheet(m_look.theme.filled(
        isRefused ? QStringLiteral("#drophint { background: ${surface}; border: 1px solid ${failed}; border-radius: 6px; } QLabel { color: ${failed}; }")
                  : QStringLiteral("#drophint { background: ${accentSoft}; border: 1px dashed ${accent}; border-radius: 6px; } QLabel { color: ${text}; }")));
}

} // namespace skep::ui
