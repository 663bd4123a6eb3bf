// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/section.h"

#include "ui/widgets/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace skep::ui {

Section::Section(const Look &look, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_note(new QLabel(this))
    , m_body(new QVBoxLayout)
{
    auto *head = new QLabel(title, this);
    head->setFont(look.bodyBold);
    m_note->setFont(look.meta);
    m_note->setProperty("muted", true);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(head);
    line->addWidget(m_note);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addLayout(m_body);
    m_body->setSpacing(4);
}

void Section::addWidget(QWidget *widget) { m_body->addWidget(widget); }

void Section::setNote(const QString &note) { m_note->setText(note); }

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

QString breakable(const QString &text)
{
    constexpr int longest = 14; // letters without a place to break
    const QChar mayBreak(0x200B);
    QString result;
    result.reserve(text.size() * 2);
    int run = 0;
    for (const QChar c : text) {
        result += c;
        run = c.isSpace() ? 0 : run + 1;
        if (c == u'/' || c == u'.' || c == u'_' || c == u'-' || c == u':' || run > longest) {
            result += mayBreak;
            run = 0;
        }
    }
    return result;
}

} // namespace skep::ui
