// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/logview.h"

#include "ui/widgets/look.h"
#include "viewmodel/ansi.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr int kMatchesMax = 2'000; // marks on the screen; more help nobody

} // namespace

LogView::LogView(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_state(new QLabel(this))
    , m_jump(new QPushButton(this))
    , m_search(new QLineEdit(this))
    , m_match(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    buildHead(layout);
    m_text->setReadOnly(true);
    m_text->setProperty("log", true);
    m_text->setMaximumBlockCount(static_cast<int>(limits::kLiveLogLinesMax));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setMinimumHeight(150);
    m_text->setAccessibleName(tr("Log of the task"));
    layout->addWidget(m_text, 1);
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::showState);
    connect(m_jump, &QPushButton::clicked, this, [this] { m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum()); });
    connect(m_search, &QLineEdit::textChanged, this, &LogView::find);
    m_search->installEventFilter(this);
    applyLook();
    clear();
}

void LogView::buildHead(QVBoxLayout *layout)
{
    auto *title = new QLabel(tr("Log"), this);
    title->setFont(m_look.bodyBold);
    title->setBuddy(m_text);
    m_state->setFont(m_look.meta);
    m_state->setProperty("muted", true);
    m_match->setFont(m_look.meta);
    m_match->setProperty("muted", true);
    m_jump->setProperty("link", true);
    m_jump->setFont(m_look.meta);
    m_search->setPlaceholderText(tr("Find"));
    m_search->setAccessibleName(tr("Find in the log"));
    m_search->setToolTip(tr("Enter: next place; Shift and Enter: the one before"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(150);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(title);
    head->addWidget(m_state);
    head->addWidget(m_jump);
    head->addStretch();
    head->addWidget(m_match);
    head->addWidget(m_search, 1);
    layout->addLayout(head);
}

void LogView::applyLook()
{
    m_text->setFont(m_look.mono);
    redraw();
}

void LogView::clear()
{
    m_lines.clear();
    m_early.clear();
    m_actors.clear();
    m_isKnown = false;
    m_unseen = 0;
    m_text->clear();
    m_search->clear();
    showState();
}

bool LogView::isFollowing() const
{
    return m_text->verticalScrollBar()->value() >= m_text->verticalScrollBar()->maximum() - 1;
}

int LogView::lineCount() const { return static_cast<int>(m_lines.size()); }

void LogView::setActors(const std::vector<AttemptInfo> &attempts)
{
    std::map<Fence, QString> actors;
    for (const AttemptInfo &attempt : attempts)
        actors.emplace(attempt.fence, text::of(attempt.agent));
    if (actors == m_actors)
        return;
    m_actors = std::move(actors);
    redraw();
}

void LogView::setKnown(const std::vector<LogLine> &lines)
{
    if (m_isKnown)
        return;
    m_isKnown = true;
    m_lines = lines;
    const auto isKnown = [&lines](const LogLine &early) {
        return std::any_of(lines.rbegin(), lines.rend(), [&early](const LogLine &line) {
            return line.at == early.at && line.fence == early.fence && line.text == early.text;
        });
    };
    for (const LogLine &line : m_early)
        if (!isKnown(line))
            m_lines.push_back(line);
    m_early.clear();
    redraw();
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
    for (const LogLine &line : lines) {
        m_lines.push_back(line);
        add(line);
    }
    if (m_lines.size() > limits::kLiveLogLinesMax)
        m_lines.erase(m_lines.begin(), m_lines.end() - static_cast<std::ptrdiff_t>(limits::kLiveLogLinesMax));
    if (!follows)
        m_unseen += static_cast<int>(lines.size());
    m_text->verticalScrollBar()->setValue(follows ? m_text->verticalScrollBar()->maximum() : value);
    if (!m_search->text().isEmpty())
        find();
    showState();
}

QTextCharFormat LogView::formatOf(const AnsiRun &run) const
{
    const Theme &theme = m_look.theme;
    QColor colour = theme.text;
    switch (run.colour) {
    case AnsiRun::Colour::None: break;
    case AnsiRun::Colour::Red: colour = theme.of(TaskState::Failed); break;
    case AnsiRun::Colour::Green: colour = theme.of(TaskState::Done); break;
    case AnsiRun::Colour::Yellow: colour = theme.of(TaskState::Blocked); break;
    case AnsiRun::Colour::Blue: colour = theme.of(TaskState::Leased); break;
    case AnsiRun::Colour::Magenta: colour = theme.of(TaskState::NeedsInput); break;
    case AnsiRun::Colour::Cyan: colour = theme.of(TaskState::Running); break;
    case AnsiRun::Colour::Muted: colour = theme.muted; break;
    }
    QTextCharFormat format;
    format.setForeground(colour);
    format.setFontWeight(run.isBold ? QFont::DemiBold : QFont::Normal);
    return format;
}

void LogView::add(const LogLine &line)
{
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    if (!m_text->document()->isEmpty())
        cursor.insertBlock();
    AnsiRun head;
    head.colour = AnsiRun::Colour::Muted;
    cursor.insertText(text::clockTime(line.at) + QLatin1Char(' '), formatOf(head));
    if (const auto actor = m_actors.find(line.fence); actor != m_actors.end() && m_actors.size() > 1) {
        head.colour = AnsiRun::Colour::Blue;
        cursor.insertText(actor->second + QLatin1Char(' '), formatOf(head));
    }
    for (const AnsiRun &run : ansiRuns(text::of(line.text)))
        cursor.insertText(run.text, formatOf(run));
}

void LogView::redraw()
{
    const bool follows = isFollowing();
    const int value = m_text->verticalScrollBar()->value();
    m_text->clear();
    for (const LogLine &line : m_lines)
        add(line);
    m_text->verticalScrollBar()->setValue(follows ? m_text->verticalScrollBar()->maximum() : value);
    if (!m_search->text().isEmpty())
        find();
}

void LogView::showState()
{
    if (isFollowing())
        m_unseen = 0;
    if (m_lines.empty())
        m_state->setText(tr("no lines yet"));
    else
        m_state->setText(isFollowing() ? tr("following") : tr("paused while you read"));
    m_jump->setVisible(m_unseen > 0);
    m_jump->setText(tr("%n new line(s)", nullptr, m_unseen));
}

void LogView::find()
{
    const QString wanted = m_search->text();
    const int before = m_current >= 0 && m_current < static_cast<int>(m_matches.size()) ? m_matches[static_cast<std::size_t>(m_current)] : -1;
    m_matches.clear();
    m_current = -1;
    QList<QTextEdit::ExtraSelection> marks;
    QTextCursor cursor(m_text->document());
    while (!wanted.isEmpty() && static_cast<int>(m_matches.size()) < kMatchesMax) {
        cursor = m_text->document()->find(wanted, cursor);
        if (cursor.isNull())
            break;
        if (cursor.selectionStart() == before)
            m_current = static_cast<int>(m_matches.size());
        m_matches.push_back(cursor.selectionStart());
        QTextEdit::ExtraSelection mark;
        mark.cursor = cursor;
        mark.format.setBackground(m_look.theme.accentSoft);
        mark.format.setForeground(m_look.theme.accent);
        mark.format.setFontUnderline(true);
        marks << mark;
    }
    m_text->setExtraSelections(marks);
    if (before < 0 && !m_matches.empty())
        step(1);
    else
        showMatch();
}

void LogView::step(int by)
{
    const int count = static_cast<int>(m_matches.size());
    if (count == 0)
        return;
    m_current = m_current < 0 ? (by > 0 ? 0 : count - 1) : (m_current + by + count) % count;
    QTextCursor cursor(m_text->document());
    const int at = m_matches[static_cast<std::size_t>(m_current)];
    cursor.setPosition(at);
    cursor.setPosition(at + static_cast<int>(m_search->text().size()), QTextCursor::KeepAnchor);
    m_text->setTextCursor(cursor);
    m_text->ensureCursorVisible();
    showMatch();
}

void LogView::showMatch()
{
    m_match->setText(m_search->text().isEmpty() ? QString()
                     : m_matches.empty()        ? tr("not found")
                                                : tr("%1 of %2", "places found").arg(m_current + 1).arg(m_matches.size()));
}

QString LogView::matchText() const { return m_match->text(); }

bool LogView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace skep::ui
