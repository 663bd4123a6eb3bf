// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/boardcolumn.h"

#include "ui/tasks/carddelegate.h"
#include "ui/tasks/cardlist.h"
#include "ui/tasks/drophint.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/look.h"
#include "viewmodel/text.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kNarrowBelow = 240;

} // namespace

BoardColumn::BoardColumn(const Look &look, Group group, const Marks &marks, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_group(group)
    , m_title(new QLabel(title(), this))
    , m_count(new QLabel(this))
    , m_stack(new QStackedLayout)
    , m_list(new CardList(this))
    , m_delegate(new CardDelegate(look, m_model, marks, this))
    , m_empty(new EmptyState(look, this))
    , m_hint(new DropHint(look, this))
{
    setAcceptDrops(true);
    m_title->setFont(look.bodyBold);
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setFont(look.body);
    m_count->setProperty("muted", true);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setAccessibleName(tr("Tasks: %1", "name of a group").arg(title()));
    m_title->setBuddy(m_list);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(2, 0, 2, 0);
    head->setSpacing(Look::kGap);
    head->addWidget(m_title);
    head->addWidget(m_count);
    head->addStretch();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Look::kGap);
    layout->addLayout(head);
    layout->addWidget(m_hint);
    layout->addLayout(m_stack, 1);
    connect(m_list, &CardList::resized, this, &BoardColumn::fitCards);
    connect(m_empty, &EmptyState::triggered, this, &BoardColumn::newTaskWanted);
    connect(&m_model, &BoardModel::countsChanged, this, &BoardColumn::showCounts);
    applyLook();
    showCounts();
}

QString BoardColumn::title() const
{
    switch (m_group) {
    case Group::Waiting: return tr("Waiting");
    case Group::NeedsYou: return tr("Needs you");
    case Group::Working: return tr("Working");
    case Group::Finished: return tr("Finished");
    }
    return {};
}

void BoardColumn::apply(const GroupPage &page, bool isFiltered)
{
    m_model.apply(page);
    m_list->settle();
    if (isFiltered != m_isFiltered) {
        m_isFiltered = isFiltered;
        showCounts();
    }
}

void BoardColumn::dragEnterEvent(QDragEnterEvent *event)
{
    const QByteArray id = event->mimeData()->data(QLatin1String(CardList::kMimeType));
    if (id.isEmpty())
        return;
    event->acceptProposedAction();
    emit draggedOver(id.toULongLong());
}

void BoardColumn::dragLeaveEvent(QDragLeaveEvent *)
{
    emit draggedOver(0);
}

void BoardColumn::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    emit dropped(event->mimeData()->data(QLatin1String(CardList::kMimeType)).toULongLong());
}

void BoardColumn::setNow(TimeMs now)
{
    m_model.setNow(now);
}

void BoardColumn::setStale(bool stale)
{
    m_delegate->setStale(stale);
    m_list->viewport()->update();
}

void BoardColumn::applyLook()
{
    m_delegate->forget();
    m_hint->applyLook();
    fitCards(m_list->width());
}

void BoardColumn::fitCards(int width)
{
    const bool isNarrow = width < kNarrowBelow;
    if (isNarrow != m_isNarrow)
        m_delegate->setNarrow(isNarrow);
    m_isNarrow = isNarrow;
    m_list->setPitch(CardDelegate::cardHeight(m_look, isNarrow), Look::kGap);
}

void BoardColumn::showCounts()
{
    const int shown = m_model.rowCount();
    m_count->setText(m_isFiltered ? tr("%1 of %2", "tasks that match, all").arg(text::number(shown), text::number(m_model.countWithoutFilter()))
                                  : text::number(shown));
    if (m_isFiltered) {
        m_empty->setTexts({}, tr("Nothing here matches the search."));
    } else {
        switch (m_group) {
        case Group::Waiting:
            m_empty->setTexts(tr("Nothing waits"), tr("New tasks stand here until an agent takes them."), tr("New task…"));
            break;
        case Group::NeedsYou:
            m_empty->setTexts(tr("Nothing needs you"), tr("Questions of agents and failures appear here."));
            break;
        case Group::Working:
            m_empty->setTexts(tr("Nobody works"), tr("Tasks that agents work on appear here."));
            break;
        case Group::Finished:
            m_empty->setTexts(tr("Nothing is finished yet"), tr("Results appear here, the newest first."));
            break;
        }
    }
    m_stack->setCurrentWidget(shown > 0 ? static_cast<QWidget *>(m_list) : m_empty);
}

} // namespace skep::ui
