// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/agentsmodel.h"

#include "viewmodel/agenttext.h"
#include "viewmodel/cardtext.h"
#include "viewmodel/text.h"

#include <algorithm>
#include <set>

namespace skep {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Reads the number at `i` and moves behind it; leading zeros do not count.
std::string_view takeNumber(std::string_view text, std::size_t &i)
{
    while (i + 1 < text.size() && text[i] == '0' && isDigit(text[i + 1]))
        ++i;
    const std::size_t from = i;
    while (i < text.size() && isDigit(text[i]))
        ++i;
    return text.substr(from, i - from);
}

} // namespace

bool naturalLess(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto x = takeNumber(a, i);
            const auto y = takeNumber(b, j);
            if (x.size() != y.size())
                return x.size() < y.size();
            if (x != y)
                return x < y;
        } else if (a[i] != b[j]) {
            return a[i] < b[j];
        } else {
            ++i;
            ++j;
        }
    }
    if ((i < a.size()) != (j < b.size()))
        return j < b.size();
    return a < b; // nano-2 and nano-02 are two names
}

AgentsModel::AgentsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

int AgentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AgentsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

int AgentsModel::rowOf(const std::string &name) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), name,
                                     [](const AgentRow &v, const std::string &n) { return naturalLess(v.view.name, n); });
    return at == m_rows.end() || at->view.name != name ? -1 : static_cast<int>(at - m_rows.begin());
}

void AgentsModel::apply(bool whole, std::vector<AgentRow> changed, const std::vector<std::string> &gone)
{
    if (whole) {
        std::set<std::string_view> kept;
        for (const AgentRow &agent : changed)
            kept.insert(agent.view.name);
        for (int row = rowCount() - 1; row >= 0; --row)
            if (!kept.contains(at(row).name))
                remove(row);
    }
    for (const std::string &name : gone)
        if (const int row = rowOf(name); row >= 0)
            remove(row);
    std::vector<std::string> touched;
    for (AgentRow &agent : changed) {
        const int row = rowOf(agent.view.name);
        if (row < 0) {
            insert(std::move(agent));
        } else if (!(m_rows[static_cast<std::size_t>(row)] == agent)) {
            touched.push_back(agent.view.name);
            m_rows[static_cast<std::size_t>(row)] = std::move(agent);
        }
    }
    std::vector<int> rows;
    rows.reserve(touched.size());
    for (const std::string &name : touched)
        rows.push_back(rowOf(name));
    emitRuns(std::move(rows));
}

void AgentsModel::insert(AgentRow agent)
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), agent.view.name,
                                     [](const AgentRow &v, const std::string &n) { return naturalLess(v.view.name, n); });
    const int row = static_cast<int>(at - m_rows.begin());
    beginInsertRows({}, row, row);
    m_rows.insert(at, std::move(agent));
    endInsertRows();
}

void AgentsModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void AgentsModel::emitRuns(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t j = i;
        while (j + 1 < rows.size() && rows[j + 1] == rows[j] + 1)
            ++j;
        emit dataChanged(index(rows[i], 0), index(rows[j], ColumnCount - 1));
        i = j + 1;
    }
}

QVariant AgentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AgentRow &whole = m_rows[static_cast<std::size_t>(index.row())];
    const AgentView &agent = whole.view;
    switch (role) {
    case Qt::DisplayRole: return display(whole, index.column());
    case SecondLineRole: return secondLine(agent, index.column());
    case SortRole: return sortValue(agent, index.column());
    case AgentRole: return text::of(agent.name);
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() >= DoneColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: {
        const QString second = secondLine(agent, index.column()).toString();
        const QString firstLine = display(whole, index.column()).toString();
        return second.isEmpty() ? firstLine : tr("%1, %2", "two lines of a cell").arg(firstLine, second);
    }
    case Qt::ToolTipRole:
        if (index.column() == NameColumn) {
            QStringList capabilities;
            for (const auto &c : agent.capabilities)
                capabilities << text::of(c);
            const QString words = tr("%1 on %2, process %3\nOffers: %4")
                                      .arg(text::of(agent.name), text::of(agent.machine))
                                      .arg(agent.pid)
                                      .arg(capabilities.join(QStringLiteral(", ")));
            return isUnsandboxed(agent) ? words + u'\n' + agentWarning(agent) : words;
        }
        return tr("Last word %1").arg(text::exactTime(agent.lastSeen));
    default: return {};
    }
}

QVariant AgentsModel::display(const AgentRow &row, int column) const
{
    const AgentView &agent = row.view;
    switch (column) {
    case NameColumn: return text::of(agent.name);
    case StateColumn:
        return agent.waiting > 0 && agent.state <= AgentState::Busy ? tr("asks", "agent state: waits for a person")
                                                                    : text::state(agent.state);
    case SlotsColumn: return tr("%1 of %2", "slots busy of all").arg(agent.busy).arg(agent.slots);
    case NowColumn:
        if (agent.busy == 0 || agent.lastTask == 0)
            return QStringLiteral("–");
        return row.taskTitle.empty() ? tr("task %1", "number").arg(agent.lastTask) : text::of(row.taskTitle);
    case DoneColumn: return text::number(agent.done);
    case FailedColumn: return text::number(agent.failed);
    case ReliabilityColumn:
        return agent.reliabilityPermille < 0 ? tr("too few", "too few attempts to tell") : text::permille(agent.reliabilityPermille);
    default: return {};
    }
}

QVariant AgentsModel::secondLine(const AgentView &agent, int column) const
{
    switch (column) {
    case NameColumn: return isUnsandboxed(agent) ? tr("⚠ no sandbox", "an agent that runs foreign code") : agentKind(agent);
    case NowColumn: return agentActivity(agent, m_now);
    case ReliabilityColumn: return tr("%n attempt(s)", nullptr, static_cast<int>(agent.attempts));
    default: return {};
    }
}

QVariant AgentsModel::sortValue(const AgentView &agent, int column)
{
    switch (column) {
    case NameColumn: return text::of(agent.name);
    case StateColumn: return static_cast<int>(agent.state);
    case SlotsColumn: return agent.slots > 0 ? static_cast<double>(agent.busy) / agent.slots : 0.0;
    case NowColumn: return QVariant::fromValue<qlonglong>(agent.since);
    case DoneColumn: return QVariant::fromValue<qlonglong>(agent.done);
    case FailedColumn: return QVariant::fromValue<qlonglong>(agent.failed);
    case ReliabilityColumn: return QVariant::fromValue<qlonglong>(agent.reliabilityPermille);
    default: return {};
    }
}

QVariant AgentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= DoneColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == ReliabilityColumn)
        return tr("Cautious estimate: the lower bound of the share of accepted attempts");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Agent");
    case StateColumn: return tr("State");
    case SlotsColumn: return tr("Slots");
    case NowColumn: return tr("Now");
    case DoneColumn: return tr("Done");
    case FailedColumn: return tr("Failed");
    case ReliabilityColumn: return tr("Reliability");
    default: return {};
    }
}

QHash<int, QByteArray> AgentsModel::roleNames() const
{
    auto names = QAbstractTableModel::roleNames();
    names.insert({{SortRole, "sortValue"}, {SecondLineRole, "secondLine"}, {AgentRole, "agent"}});
    return names;
}

} // namespace skep
