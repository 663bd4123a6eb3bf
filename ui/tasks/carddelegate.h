// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"
#include "ui/widgets/textface.h"
#include "viewmodel/cardtext.h"

#include <QCache>
#include <QPixmap>
#include <QStyledItemDelegate>

#include <functional>

namespace skep {
class BoardModel;
class Marks;
}

namespace skep::ui {

struct Look;

/// Paints one task as a card: sign, title and priority; agent or why it waits; last activity. Stale cards are hatched.
/// Painted cards are kept: of those on the screen most only move when others come and go.
class CardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CardDelegate(const Look &look, const BoardModel &model, const Marks &marks, QObject *parent = nullptr);

    /// Narrow cards give the title a second line.
    [[nodiscard]] static int cardHeight(const Look &look, bool isNarrow);
    void setNarrow(bool isNarrow);
    void setStale(bool stale);
    /// After a change of colours or fonts.
    void forget();

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// Everything that a card's look depends on.
    struct Face
    {
        CardText text;
        QString pending;
        TaskState state = TaskState::Queued;
        Priority priority = Priority::P2;
        bool isSimulated = false;
        bool isSelected = false;
        bool isMarked = false;
        bool isHovered = false;
        QSize size;

        friend bool operator==(const Face &, const Face &) = default;
    };
    struct Card
    {
        Face face;
        QPixmap pixmap;
    };

    [[nodiscard]] const QPixmap &cardOf(const TaskView &task, const QStyleOptionViewItem &option) const;
    void paintCard(QPainter &painter, const Face &face) const;
    void paintFrame(QPainter &painter, const Face &face) const;
    /// True when the title took two lines.
    bool paintHead(QPainter &painter, const QRect &box, const Face &face) const;
    void paintLines(QPainter &painter, const QRect &box, const Face &face) const;
    /// Parts that many cards share are painted once and copied: `paint` is called when the part is not there yet.
    [[nodiscard]] QPixmap part(const QString &key, const QSize &size, double ratio, const std::function<void(QPainter &)> &paint) const;
    [[nodiscard]] QPixmap signOf(const Face &face, double ratio) const;
    [[nodiscard]] QPixmap chipOf(const QString &text, const QColor &colour, const QColor &border, bool dashed, double ratio) const;
    [[nodiscard]] qsizetype firstLineEnd(const QString &title, double width) const;

    const Look &m_look;
    const BoardModel &m_model;
    const Marks &m_marks;
    mutable QCache<TaskId, Card> m_cards;
    mutable QCache<QString, QPixmap> m_parts;
    TextFace m_title, m_body, m_meta;
    bool m_isStale = false;
    bool m_isNarrow = false;
};

} // namespace skep::ui
