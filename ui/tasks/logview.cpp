// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/logview.h"

#include "ui/widgets/look.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {

LogView::LogView(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_state(new QLabel(this))
    , m_jump(new QPushButton(this))
    , m_text(new QPlainTextEdit(this))
{
    auto *title = new QLabel(tr("Log"), this);
    title->setFont(look.bodyBold);
    title->setBuddy(m_text);
    m_state->setFont(look.meta);
    m_state->setProperty("muted", true);
    m_jump->setProperty("link", true);
    m_jump->setFont(look.meta);
    m_text->setReadOnly(true);
    m_text->setProperty("log", true);
    m_text->setMaximumBlockCount(static_cast<int>(limits::kLiveLogLinesMax));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setMinimumHeight(150);
    m_text->setAccessibleName(tr("Log of the task"));
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(title);
    head->addWidget(m_state);
    head->addStretch();
    head->addWidget(m_jump);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::showState);
    connect(m_jump, &QPushButton::clicked, this, [this] { m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum()); });
    applyLook();
    clear();
}

void LogView::applyLook() { m_text->setFont(m_look.mono); }

void LogView::clear()
{
    m_text->clear();
    m_early.clear();
    m_isKnown = false;
    m_count = 0;
    m_unseen = 0;
    showState();
}

bool LogView::isFollowing() const
{
    return m_text->verticalScrollBar()->value() >= m_text->verticalScrollBar()->maximum() - 1;
}

int LogView::lineCount() const { return m_count; }

void LogView::setKnown(const std::vector<LogLine> &lines)
{
    if (m_isKnown)
        return;
    m_isKnown = true;
    for (const LogLine &line : lines)
        add(line);
    const auto isKnown = [&lines](const LogLine &early) {
        return std::any_of(lines.rbegin(), lines.rend(), [&early](const LogLine &line) {
            return line.at == early.at && line.fence == early.fence && line.text == early.text;
        });
    };
    for (const LogLine &line : m_early)
        if (!isKnown(line))
            add(line);
    m_early.clear();
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    showState();
}

void LogView::append(const std::vector<LogLine> &lines)
{
    if (!m_isKnown) {
        m_early.insert(m_early.end(), lines.begin(), lines.end());
        return;
    }
    const bool follows = isFollowing();
    const int value = m_text->verticalScrollBar()->value();
    for (const LogLine &line : lines)
        add(line);
    if (!follows)
        m_unseen += static_cast<int>(lines.size());
    m_text->verticalScrollBar()->setValue(follows ? m_text->verticalScrollBar()->maximum() : value);
    showState();
}

void LogView::add(const LogLine &line)
{
    m_text->appendPlainText(text::clockTime(line.at) + QLatin1Char(' ') + text::of(line.text));
    ++m_count;
}

void LogView::showState()
{
    if (isFollowing())
        m_unseen = 0;
    if (m_count == 0)
        m_state->setText(tr("no lines yet"));
    else
        m_state->setText(isFollowing() ? tr("following") : tr("paused while you read"));
    m_jump->setVisible(m_unseen > 0);
    m_jump->setText(tr("%n new line(s)", nullptr, m_unseen));
}

} // namespace skep::ui
