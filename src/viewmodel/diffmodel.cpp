// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/diffmodel.h"

#include <QRegularExpression>
#include <QStringList>

namespace skep {
namespace {

using RowKind = DiffRow::Kind;

constexpr qsizetype kLinesMax = 50'000; // a longer diff is not read by anybody

class Reader
{
public:
    std::vector<DiffRow> read(const QString &text);

private:
    bool takeHead(const QString &line);
    void takeLine(const QString &line);
    void flush();

    std::vector<DiffRow> m_rows;
    QStringList m_removed, m_added; // of the run being read
    int m_old = 0, m_new = 0;       // next line numbers
    int m_oldLeft = 0, m_newLeft = 0; // of the hunk
};

std::vector<DiffRow> Reader::read(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < std::min(lines.size(), kLinesMax); ++i) {
        if (i + 1 == lines.size() && lines.at(i).isEmpty())
            break;
        if (m_oldLeft > 0 || m_newLeft > 0)
            takeLine(lines.at(i));
        else if (!takeHead(lines.at(i)))
            m_rows.push_back({RowKind::Head, 0, 0, lines.at(i), {}});
    }
    flush();
    return std::move(m_rows);
}

bool Reader::takeHead(const QString &line)
{
    static const QRegularExpression hunk(QStringLiteral("^@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@"));
    const auto match = hunk.match(line);
    if (!match.hasMatch())
        return line.startsWith(QLatin1String("\\ ")); // "\ No newline at end of file"
    flush();
    m_old = match.captured(1).toInt();
    m_new = match.captured(3).toInt();
    m_oldLeft = match.captured(2).isEmpty() ? 1 : match.captured(2).toInt();
    m_newLeft = match.captured(4).isEmpty() ? 1 : match.captured(4).toInt();
    m_rows.push_back({RowKind::Head, 0, 0, line, {}});
    return true;
}

void Reader::takeLine(const QString &line)
{
    const QChar sign = line.isEmpty() ? QChar(u' ') : line.front();
    if (sign == u'-') {
        if (!m_added.isEmpty())
            flush();
        m_removed << line.mid(1);
        --m_oldLeft;
    } else if (sign == u'+') {
        m_added << line.mid(1);
        --m_newLeft;
    } else if (sign == u'\\') {
        return;
    } else {
        flush();
        m_rows.push_back({RowKind::Same, m_old++, m_new++, line.mid(1), line.mid(1)});
        --m_oldLeft;
        --m_newLeft;
    }
}

void Reader::flush()
{
    const qsizetype count = std::max(m_removed.size(), m_added.size());
    for (qsizetype i = 0; i < count; ++i) {
        const bool hasOld = i < m_removed.size();
        const bool hasNew = i < m_added.size();
        m_rows.push_back({hasOld && hasNew ? RowKind::Changed : hasOld ? RowKind::Removed : RowKind::Added, hasOld ? m_old++ : 0, hasNew ? m_new++ : 0,
                          m_removed.value(i), m_added.value(i)});
    }
    m_removed.clear();
    m_added.clear();
}

} // namespace

std::vector<DiffRow> diffRows(const QString &text) { return Reader().read(text); }

bool isDiff(const QString &text)
{
    static const QRegularExpression begin(QStringLiteral("^(diff --git |--- [^\\n]*\\n\\+\\+\\+ |@@ -\\d)"), QRegularExpression::MultilineOption);
    return begin.match(text.left(8'000)).hasMatch();
}

void DiffModel::setText(const QString &text)
{
    m_source = diffRows(text);
    layOut();
}

void DiffModel::setSideBySide(bool on)
{
    if (on == m_isSideBySide)
        return;
    m_isSideBySide = on;
    layOut();
}

void DiffModel::layOut()
{
    beginResetModel();
    m_rows.clear();
    std::vector<DiffRow> added; // below one another a run's removals come before its additions
    const auto flush = [&] { m_rows.insert(m_rows.end(), added.begin(), added.end()); added.clear(); };
    for (const DiffRow &row : m_source) {
        if (m_isSideBySide || row.kind != RowKind::Changed) {
            if (row.kind != RowKind::Added)
                flush();
            m_rows.push_back(row);
            continue;
        }
        m_rows.push_back({RowKind::Removed, row.oldLine, 0, row.oldText, {}});
        added.push_back({RowKind::Added, 0, row.newLine, {}, row.newText});
    }
    flush();
    endResetModel();
}

int DiffModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int DiffModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

RowKind DiffModel::kindOf(const DiffRow &row, int column)
{
    if (row.kind != RowKind::Changed)
        return row.kind;
    return column <= OldColumn ? RowKind::Removed : RowKind::Added;
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DiffRow &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == KindRole)
        return static_cast<int>(kindOf(row, index.column()));
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == OldLineColumn || index.column() == NewLineColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto signedText = [](const QString &text, QChar sign) { return sign + text; };
    switch (index.column()) {
    case OldLineColumn: return row.oldLine > 0 ? QString::number(row.oldLine) : QString();
    case NewLineColumn: return row.newLine > 0 ? QString::number(row.newLine) : QString();
    case OldColumn:
        if (row.kind == RowKind::Head)
            return m_isSideBySide ? row.oldText : QString();
        return row.oldLine == 0 || !m_isSideBySide ? QString() : signedText(row.oldText, row.kind == RowKind::Same ? u' ' : u'-');
    case NewColumn:
        if (row.kind == RowKind::Head)
            return m_isSideBySide ? QString() : row.oldText;
        if (row.kind == RowKind::Removed)
            return m_isSideBySide ? QString() : signedText(row.oldText, u'-');
        return row.newLine == 0 ? QString() : signedText(row.newText, row.kind == RowKind::Same ? u' ' : u'+');
    default: return {};
    }
}

} // namespace skep
