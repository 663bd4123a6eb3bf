// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/field.h"

#include "ui/widgets/look.h"
#include "ui/widgets/section.h"

#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace skep::ui {

Field::Field(const Look &look, QWidget *control, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_control(control)
    , m_fault(plainLabel(this))
{
    m_control->setParent(this);
    m_fault->setFont(look.meta);
    m_fault->hide();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred); // a sentence has more room than a number needs
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const bool isNarrow = m_control->maximumWidth() < QWIDGETSIZE_MAX;
    layout->addWidget(m_control, 0, isNarrow ? Qt::AlignLeft : Qt::Alignment());
    layout->addWidget(m_fault);
}

void Field::setFault(const QString &sentence)
{
    if (sentence == m_fault->text())
        return;
    m_fault->setText(sentence);
    m_fault->setStyleSheet(m_look.theme.filled(QStringLiteral("color: ${failed};")));
    m_fault->setVisible(!sentence.isEmpty());
    m_control->setAccessibleDescription(sentence);
    m_control->setProperty("faulty", !sentence.isEmpty());
    m_control->style()->unpolish(m_control); // style sheets look at a property once
    m_control->style()->polish(m_control);
}

QString Field::fault() const { return m_fault->text(); }

} // namespace skep::ui
