// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/widgets/look.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

EmptyState::EmptyState(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    m_title->setFont(look.bodyBold);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_text->setFont(look.body);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setWordWrap(true);
    m_text->setProperty("muted", true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 24, 12, 12);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(Look::kGap);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::triggered);
}

void EmptyState::setTexts(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

} // namespace skep::ui
