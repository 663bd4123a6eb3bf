// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/boardmoves.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace skep::ui {

struct Look;

/// What a drop on a column would do, in place; after a refused one, why, and what can be done instead.
class DropHint final : public QFrame
{
    Q_OBJECT
public:
    explicit DropHint(const Look &look, QWidget *parent = nullptr);

    /// While a card hangs over the column.
    void preview(const BoardMove &move);
    /// After a refused drop; stays until it is closed or the next drag.
    void refuse(TaskId task, const BoardMove &move);
    void applyLook();
    [[nodiscard]] QString words() const;
    [[nodiscard]] QPushButton &offer() { return *m_offer; }

signals:
    void offerTaken(skep::TaskId task, skep::BoardMove::Offer offer);

private:
    void show(const BoardMove &move);

    const Look &m_look;
    TaskId m_task = 0;
    BoardMove m_move;
    QLabel *m_words;
    QPushButton *m_offer;
    QPushButton *m_close;
};

} // namespace skep::ui
