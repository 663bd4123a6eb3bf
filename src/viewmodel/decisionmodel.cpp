// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/decisionmodel.h"

#include "viewmodel/detailtext.h"
#include "viewmodel/text.h"

namespace skep {
namespace {

constexpr int kLoadFull = 1000;

} // namespace

int DecisionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DecisionModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DecisionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const auto percent = [](int permille) { return tr("%1 %", "per cent").arg((permille + 5) / 10); };
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == AgentColumn || index.column() == SaysColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return row.says;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case AgentColumn: return text::of(row.candidate.agent);
    case MatchColumn: return percent(row.candidate.match);
    case ReliabilityColumn: return text::permille(row.candidate.reliability);
    case LoadColumn: return percent(row.candidate.load);
    case ScoreColumn: return text::number(row.candidate.score);
    case SaysColumn: return row.says;
    default: return {};
    }
}

QVariant DecisionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == AgentColumn || section == SaysColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AgentColumn: return tr("Agent");
    case MatchColumn: return tr("Match");
    case ReliabilityColumn: return tr("Reliability");
    case LoadColumn: return tr("Load");
    case ScoreColumn: return tr("Score");
    case SaysColumn: return tr("Why");
    default: return {};
    }
}

void DecisionModel::show(const Explanation &why)
{
    std::vector<Row> rows;
    bool isFirstFree = true;
    for (const Choice &candidate : why.candidates) {
        const bool isFree = candidate.waitMs == 0 && candidate.load < kLoadFull;
        const QString wait = choiceWait(candidate);
        rows.push_back({candidate, !isFree                            ? wait.isEmpty() ? tr("has no free slot") : tr("has no free slot, %1", "expected wait").arg(wait)
                                   : std::exchange(isFirstFree, false) ? tr("would get it now")
                                                                       : tr("free, but comes after the first")});
    }
    set(std::move(rows));
}

void DecisionModel::show(const Decision &decision)
{
    std::vector<Row> rows;
    if (!decision.winner.agent.empty())
        rows.push_back({decision.winner, decision.by.empty() ? tr("got it: the best free agent")
                                                             : tr("got it: assigned by %1").arg(text::of(decision.by))});
    for (const Candidate &loser : decision.losers)
        rows.push_back({loser, tr("came after it")});
    set(std::move(rows));
}

void DecisionModel::clear() { set({}); }

void DecisionModel::set(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

} // namespace skep
