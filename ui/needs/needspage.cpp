// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/needs/needspage.h"

#include "core/gateway.h"
#include "ui/needs/needscard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/look.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <set>

namespace skep::ui {
namespace {

constexpr int kCardWidthMax = 760; // a line longer than this is hard to read

} // namespace

NeedsPage::NeedsPage(const Look &look, ViewGateway &gateway, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_summary(new QLabel(this))
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(look, this))
    , m_scroll(new QScrollArea(this))
    , m_list(new QVBoxLayout)
{
    auto *title = new QLabel(tr("Needs you"), this);
    title->setFont(look.title);
    m_summary->setFont(look.body);
    m_summary->setProperty("muted", true);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(m_summary, 1);
    auto *content = new QWidget(m_scroll);
    content->setMaximumWidth(kCardWidthMax);
    m_list->setContentsMargins(0, 0, 0, 12);
    m_list->setSpacing(Look::kGap);
    m_list->addStretch();
    content->setLayout(m_list);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setAccessibleName(tr("What needs you"));
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 0);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addLayout(m_stack, 1);
    m_empty->setTexts(tr("Nothing needs you"), tr("Questions of agents and failures stand here until you have dealt with them."));
    m_stack->setCurrentWidget(m_empty);
}

void NeedsPage::apply(const Page &page)
{
    m_model.setNow(page.now);
    const GroupPage &group = page.groups[static_cast<std::size_t>(Group::NeedsYou)];
    m_model.apply(group);
    if (m_isShown && group.changed)
        syncCards();
}

void NeedsPage::setShown(bool shown)
{
    m_isShown = shown;
    if (!shown)
        return;
    emit rangeShown(0, kCardsMax);
    syncCards();
}

void NeedsPage::syncCards()
{
    std::set<TaskId> kept;
    const int rows = std::min(kCardsMax, m_model.rowCount());
    int place = 0;
    for (int row = 0; row < rows; ++row) {
        const TaskView *task = m_model.at(row);
        if (!task)
            continue; // its values are on the way
        kept.insert(task->id);
        NeedsCard *&card = m_cards[task->id];
        if (!card)
            card = makeCard(task->id);
        if (m_list->indexOf(card) != place) {
            m_list->removeWidget(card);
            m_list->insertWidget(place, card);
        }
        card->show(*task, m_model.now());
        ++place;
    }
    for (auto at = m_cards.begin(); at != m_cards.end();) {
        if (!kept.contains(at->first)) {
            at->second->deleteLater();
            at->second->hide();
            m_list->removeWidget(at->second);
            at = m_cards.erase(at);
        } else {
            ++at;
        }
    }
    const int all = m_model.rowCount();
    m_summary->setText(all > kCardsMax ? tr("the first %1 of %2").arg(kCardsMax).arg(text::number(all)) : QString());
    m_stack->setCurrentWidget(all > 0 ? static_cast<QWidget *>(m_scroll) : m_empty);
}

NeedsCard *NeedsPage::makeCard(TaskId id)
{
    auto *card = new NeedsCard(m_look, m_scroll->widget());
    connect(card, &NeedsCard::taskWanted, this, &NeedsPage::taskWanted);
    connect(card, &NeedsCard::commandWanted, this,
            [this, id](const Command &command, const QString &pending) { send(id, command, pending); });
    card->setVisible(true);
    return card;
}

void NeedsPage::send(TaskId id, const Command &command, const QString &pending)
{
    if (NeedsCard *of = card(id))
        of->setPending(pending);
    const QPointer<NeedsPage> guard(this);
    m_gateway.send(command, [guard, id](const auto &result) {
        NeedsCard *of = guard ? guard->card(id) : nullptr;
        if (!of)
            return;
        of->setPending({});
        of->tick(guard->m_model.now());
        if (!result)
            of->tell(text::error(result.error()));
    });
}

NeedsCard *NeedsPage::card(TaskId id) const
{
    const auto at = m_cards.find(id);
    return at == m_cards.end() ? nullptr : at->second;
}

void NeedsPage::tick(TimeMs now)
{
    m_model.setNow(now);
    for (const auto &[id, card] : m_cards)
        card->tick(now);
}

void NeedsPage::applyLook()
{
    for (const auto &[id, card] : m_cards)
        card->applyLook();
}

} // namespace skep::ui
