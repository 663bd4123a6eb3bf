// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace skep::ui {

Banner::Banner(const Look &look, Kind kind, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_kind(kind)
    , m_head(new QLabel(this))
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    m_head->setFont(look.bodyBold);
    m_text->setFont(look.body);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setMinimumWidth(60);
    m_layout->setContentsMargins(Look::kPagePadding, 6, Look::kPagePadding, 6);
    m_layout->setSpacing(10);
    m_layout->addWidget(m_head);
    m_layout->addWidget(m_text, 1);
    setObjectName(QStringLiteral("banner"));
    applyLook();
    hide();
}

void Banner::setText(const QString &head, const QString &text)
{
    m_head->setText(head);
    m_head->setVisible(!head.isEmpty());
    m_text->setText(text);
    m_text->setToolTip(text);
    setAccessibleName(head + QLatin1Char(' ') + text);
    setVisible(!text.isEmpty());
}

QString Banner::text() const { return m_text->text(); }

QPushButton *Banner::addLink(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setProperty("link", true);
    m_layout->addWidget(button);
    return button;
}

void Banner::addStretch()
{
    m_text->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_layout->setStretchFactor(m_text, 0);
    m_layout->addStretch(1);
}

void Banner::applyLook()
{
    const QString ground = m_kind == Kind::Note ? QStringLiteral("${accentSoft}") : QStringLiteral("${surface}");
    const QString ink = m_kind == Kind::Note ? QStringLiteral("${text}") : QStringLiteral("${failed}");
    setStyleSheet(m_look.theme.filled(
        QStringLiteral("#banner { background: %1; border: none; border-bottom: 1px solid ${line}; }").arg(ground)));
    for (QLabel *label : {m_head, m_text})
        label->setStyleSheet(m_look.theme.filled(QStringLiteral("color: %1;").arg(ink)));
}

} // namespace skep::ui
