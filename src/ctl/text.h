// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace skep::ctl {

/// Text from agents and tasks for a terminal: on one line, without control characters, escape sequences and marks
/// that change the reading direction.
[[nodiscard]] QString cleanLine(QStringView text);
/// The same with its line breaks kept.
[[nodiscard]] QString cleanBlock(QStringView text);

/// Cuts to `columns` characters, the last one an ellipsis.
[[nodiscard]] QString cut(const QString &text, int columns);

/// "350 ms", "12 s", "3 min", "2 h 05 min", "4 d".
[[nodiscard]] QString durationText(qint64 ms);
/// How long ago `atMs` was; "-" for 0.
[[nodiscard]] QString ageText(qint64 atMs, qint64 nowMs);

/// A table with aligned columns; numbers to the right.
class Table final
{
public:
    enum class Align { Left, Right };

    void addColumn(const QString &title, Align align = Align::Left, int columnsMax = 60);
    /// As many cells as columns; they are cleaned and cut here.
    void addRow(const QStringList &cells);
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }
    [[nodiscard]] qsizetype rowCount() const { return m_rows.size(); }
    /// Header and rows, each line ended; trailing spaces are left out.
    [[nodiscard]] QString text() const;

private:
    struct Column
    {
        QString title;
        Align align;
        int columnsMax;
    };
    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

} // namespace skep::ctl
