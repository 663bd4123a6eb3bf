// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace skep {

/// A line of a unified diff, with the line that took its place beside it.
struct DiffRow
{
    enum class Kind { Head, Same, Changed, Added, Removed };

    Kind kind = Kind::Same;
    int oldLine = 0, newLine = 0; // from 1; 0: none
    QString oldText, newText;     // of Head: the words in oldText

    friend bool operator==(const DiffRow &, const DiffRow &) = default;
};

/// Takes a unified diff apart; lines of no hunk (names, modes) become heads. Never fails: what is no diff is heads only.
[[nodiscard]] std::vector<DiffRow> diffRows(const QString &text);
/// True for a text that begins as a unified diff does.
[[nodiscard]] bool isDiff(const QString &text);

/// A diff as a table: side by side, or one text below the other. Window thread.
class DiffModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { OldLineColumn, OldColumn, NewLineColumn, NewColumn, ColumnCount };
    Q_ENUM(Column)
    enum Role { KindRole = Qt::UserRole + 1 }; // of this cell: a changed line is removed on the left and added on the right
    Q_ENUM(Role)

    using QAbstractTableModel::QAbstractTableModel;

    void setText(const QString &text);
    void setSideBySide(bool on);
    [[nodiscard]] bool isSideBySide() const { return m_isSideBySide; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void layOut();
    [[nodiscard]] static DiffRow::Kind kindOf(const DiffRow &row, int column);

    std::vector<DiffRow> m_source; // side by side
    std::vector<DiffRow> m_rows;   // as shown
    bool m_isSideBySide = true;
};

} // namespace skep
