// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/command.h"
#include "ui/widgets/windowpage.h"
#include "viewmodel/boardmodel.h"

#include <map>

class QLabel;
class QScrollArea;
class QStackedLayout;
class QVBoxLayout;

namespace skep {
class ViewGateway;
}

namespace skep::ui {

class EmptyState;
class NeedsCard;
struct Look;

/// Everything that waits for a person, the longest waiting first: questions, and failures until they were seen.
class NeedsPage final : public WindowPage
{
    Q_OBJECT
public:
    /// So many at once; the others come up as these are settled.
    static constexpr int kCardsMax = 40;

    NeedsPage(const Look &look, ViewGateway &gateway, QWidget *parent = nullptr);

    void apply(const Page &page) override;
    [[nodiscard]] bool hasSelection() const override { return true; }
    [[nodiscard]] bool followsAll() const override { return true; }
    void tick(TimeMs now) override;
    void applyLook() override;
    void setShown(bool shown) override;
    [[nodiscard]] NeedsCard *card(TaskId id) const;
    [[nodiscard]] BoardModel &model() { return m_model; }

signals:
    void rangeShown(int first, int count);

private:
    void syncCards();
    NeedsCard *makeCard(TaskId id);
    void send(TaskId id, const Command &command, const QString &pending);

    const Look &m_look;
    ViewGateway &m_gateway;
    BoardModel m_model;
    bool m_isShown = false;
    std::map<TaskId, NeedsCard *> m_cards;
    QLabel *m_summary;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QScrollArea *m_scroll;
    QVBoxLayout *m_list;
};

} // namespace skep::ui
