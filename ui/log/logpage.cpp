// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpage.h"

#include "core/gateway.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kNewerEveryMs = 1'000;
constexpr int kTypingMs = 250;

/// Bad news in the colour of failures.
class EventDelegate final : public QStyledItemDelegate
{
public:
    EventDelegate(const Look &look, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_look(look)
    {
    }

    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool isTrouble = index.column() == EventsModel::WhatColumn && index.data(EventsModel::TroubleRole).toBool();
        const QColor colour = isTrouble ? m_look.theme.of(TaskState::Failed)
            : index.column() == EventsModel::WhatColumn ? m_look.theme.text : m_look.theme.muted;
        for (const auto role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, colour);
    }

private:
    const Look &m_look;
};

} // namespace

LogPage::LogPage(const Look &look, ViewGateway &gateway, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_kind(new QComboBox(this))
    , m_filter(new QLineEdit(this))
    , m_words(plainLabel(this))
    , m_view(new QTreeView(this))
    , m_older(new QPushButton(tr("Show older"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    layout->setSpacing(10);
    buildHead(layout);
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new EventDelegate(look, this));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Log of the hub"));
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    const std::array<int, EventsModel::ColumnCount> widths{86, 420, 84, 150};
    for (int column = 0; column < EventsModel::ColumnCount; ++column)
        header->resizeSection(column, widths[static_cast<std::size_t>(column)]);
    header->setSectionResizeMode(EventsModel::WhatColumn, QHeaderView::Stretch);
    auto *frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("sheet"));
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_view);
    layout->addWidget(frame, 1);
    layout->addWidget(m_older, 0, Qt::AlignLeft);
    m_newer.setSingleShot(true);
    m_newer.setInterval(kNewerEveryMs);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_newer, &QTimer::timeout, this, &LogPage::fetchNewer);
    connect(&m_typing, &QTimer::timeout, this, &LogPage::startAnew);
    connect(m_older, &QPushButton::clicked, this, &LogPage::fetchOlder);
    // Not the current row: the first one becomes that by the mere keys, and nobody chose it.
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (const QModelIndexList rows = m_view->selectionModel()->selectedRows(); !rows.isEmpty())
            choose(rows.front());
    });
    connect(m_view, &QTreeView::clicked, this, &LogPage::choose); // also when it is selected already
    applyLook();
}

void LogPage::choose(const QModelIndex &index)
{
    if (const auto task = index.data(EventsModel::TaskRole).toULongLong(); task != 0)
        emit taskWanted(task);
    else if (const QString agent = index.data(EventsModel::AgentRole).toString(); !agent.isEmpty())
        emit agentWanted(agent);
}

void LogPage::buildHead(QVBoxLayout *layout)
{
    auto *title = new QLabel(tr("Log"), this);
    title->setFont(m_look.title);
    m_kind->addItem(tr("Everything"), QString());
    for (const auto &[name, words] : eventKinds())
        m_kind->addItem(words, name);
    m_kind->setAccessibleName(tr("What to show"));
    m_filter->setPlaceholderText(tr("Agent, or number of a task"));
    m_filter->setAccessibleName(tr("Agent, or number of a task"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(240);
    m_words->setProperty("muted", true);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(m_kind);
    head->addWidget(m_filter, 1);
    head->addWidget(m_words, 1);
    layout->addLayout(head);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &LogPage::startAnew);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
}

EventQuery LogPage::query() const
{
    EventQuery query;
    query.kind = m_kind->currentData().toString().toStdString();
    const QString words = m_filter->text().trimmed();
    bool isNumber = false;
    const auto number = words.toULongLong(&isNumber);
    if (isNumber)
        query.task = number;
    else
        query.agent = words.toStdString();
    return query;
}

void LogPage::setShown(bool shown)
{
    m_isShown = shown;
    if (shown)
        fetchNewer();
    else
        m_newer.stop();
}

void LogPage::apply(const Page &page)
{
    if (page.lastCommit == m_lastCommit)
        return;
    m_lastCommit = page.lastCommit;
    if (m_isShown && !m_newer.isActive())
        m_newer.start();
}

void LogPage::startAnew()
{
    ++m_generation;
    m_isFetching = false;
    m_model.clear();
    m_next = 0;
    fetchNewer();
}

void LogPage::fetchNewer()
{
    if (m_isShown)
        fetch(0);
}

void LogPage::fetchOlder()
{
    if (m_next != 0)
        fetch(m_next);
}

void LogPage::fetch(BatchNo before)
{
    if (m_isFetching)
        return;
    m_isFetching = true;
    EventQuery wanted = query();
    wanted.before = before;
    const QPointer<LogPage> guard(this);
    m_gateway.fetchEvents(wanted, [guard, before, generation = m_generation](const Result<EventPage> &page) {
        if (!guard || generation != guard->m_generation)
            return;
        guard->m_isFetching = false;
        if (!page) {
            guard->showState(text::error(page.error()), true);
            return;
        }
        const bool wasEmpty = guard->m_model.rowCount() == 0;
        bool hasHole = false;
        if (before == 0)
            hasHole = guard->m_model.addNewer(page->events);
        else
            guard->m_model.addOlder(page->events);
        if (before != 0 || wasEmpty || hasHole)
            guard->m_next = page->next;
        guard->showState(guard->m_model.rowCount() == 0 && guard->m_next == 0 ? tr("Nothing of this kind has happened.") : QString(), false);
    });
}

void LogPage::showState(const QString &words, bool isTrouble)
{
    m_words->setText(words);
    m_words->setStyleSheet(isTrouble ? m_look.theme.filled(QStringLiteral("color: ${failed};")) : QString());
    m_older->setVisible(m_next != 0);
}

void LogPage::applyLook()
{
    m_view->viewport()->update();
}

QWidget *LogPage::focusTarget() const { return m_view; }

void LogPage::save(QVariantMap &state) const { state[QStringLiteral("log/columns")] = m_view->header()->saveState(); }

void LogPage::restore(const QVariantMap &state)
{
    if (const QByteArray columns = state.value(QStringLiteral("log/columns")).toByteArray(); !columns.isEmpty())
        m_view->header()->restoreState(columns);
}

} // namespace skep::ui
