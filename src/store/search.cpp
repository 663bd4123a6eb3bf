// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search.h"

#include "store/opening.h"
#include "store/packing.h"

#include <QRegularExpression>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace skep::store {
namespace {

using namespace Qt::StringLiterals;

constexpr int kUnindexedMax = 20'000; // titles read from skep.db at most
constexpr int kLineHitsMax = 50'000; // newest lines with the words that are looked at

// Each word as a quoted prefix, so that nothing in it is taken for the query language.
QString matchExpression(const QStringList &words)
{
    QStringList parts;
    for (QString word : words)
        parts += u'"' + word.replace(u'"', u"\"\""_s) + u"\"*"_s;
    return parts.join(u' ');
}

bool holdsAll(const QString &text, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

qint64 upperBound(TaskId before)
{
    return before == 0 ? std::numeric_limits<qint64>::max() : static_cast<qint64>(before);
}

} // namespace

bool Search::hasHistory()
{
    return m_history.isOpen() || m_history.open(historyPath(m_options), m_options.vfs);
}

Result<std::vector<TaskId>> Search::tasksWith(const std::string &text, TaskId before)
{
    static const QRegularExpression spaces(u"\\s+"_s);
    const QStringList words = QString::fromStdString(text).split(spaces, Qt::SkipEmptyParts);
    std::vector<TaskId> found;
    if (words.isEmpty())
        return found;
    if (hasHistory()) {
        const QString match = matchExpression(words);
        const std::string limit = std::to_string(kMatchesMax);
        const auto titles = m_history.query(
            "SELECT rowid FROM titles WHERE titles MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT " + limit,
            {match, upperBound(before)});
        const auto lines = m_history.query(
            "SELECT DISTINCT task FROM (SELECT l.task FROM lines_text f CROSS JOIN lines l ON l.id = f.rowid "
            "WHERE lines_text MATCH ? ORDER BY f.rowid DESC LIMIT "
                + std::to_string(kLineHitsMax) + ") WHERE task < ? ORDER BY task DESC LIMIT " + limit,
            {match, upperBound(before)});
        for (auto query : {titles, lines}) { // a damaged history finds nothing, and harms nothing
            while (query && query->next())
                found.push_back(static_cast<TaskId>(query->value(0).toLongLong()));
        }
    }
    for (auto add : {&Search::addUnindexed, &Search::addNamed})
        if (auto ok = (this->*add)(words, before, found); !ok)
            return tl::unexpected<Error>(ok.error());
    std::sort(found.begin(), found.end(), std::greater<>());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() > kMatchesMax)
        found.resize(kMatchesMax);
    return found;
}

Result<void> Search::addUnindexed(const QStringList &words, TaskId before, std::vector<TaskId> &found)
{
    qint64 indexed = 0;
    if (hasHistory())
        if (auto query = m_history.query("SELECT task FROM indexed"); query && query->next())
            indexed = query->value(0).toLongLong();
    auto query = m_tasks.query("SELECT id, spec FROM specs WHERE id > ? AND id < ? ORDER BY id DESC LIMIT "
                                   + std::to_string(kUnindexedMax),
                               {indexed, upperBound(before)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    while (query->next()) {
        const Result<Batch> spec = unpack(query->value(1).toByteArray().toStdString());
        const auto *submitted = onlyEvent<ev::Submitted>(spec);
        if (!submitted)
            continue;
        const QString all = QString::fromStdString(submitted->task.title + '\n' + submitted->task.type + '\n'
                                                   + submitted->task.project);
        if (holdsAll(all, words))
            found.push_back(submitted->id);
    }
    return {};
}

// Tasks whose type or project holds all words; tasks without a title are found by nothing else.
Result<void> Search::addNamed(const QStringList &words, TaskId before, std::vector<TaskId> &found)
{
    auto names = m_tasks.query("SELECT id, text FROM names");
    if (!names)
        return tl::unexpected<Error>(names.error());
    std::string ids;
    while (names->next())
        if (holdsAll(names->value(1).toString(), words))
            ids += (ids.empty() ? "" : ",") + std::to_string(names->value(0).toLongLong());
    if (ids.empty())
        return {};
    auto query = m_tasks.query("SELECT id FROM tasks WHERE id < ? AND (type IN (" + ids + ") OR project IN (" + ids
                                   + ")) "
                                     "ORDER BY id DESC LIMIT "
                                   + std::to_string(kMatchesMax),
                               {upperBound(before)});
    if (!query)
        return tl::unexpected<Error>(query.error());
    while (query->next())
        found.push_back(static_cast<TaskId>(query->value(0).toLongLong()));
    return {};
}

std::vector<LogLine> Search::linesOf(TaskId id)
{
    std::vector<LogLine> lines;
    if (!hasHistory())
        return lines;
    auto query = m_history.query("SELECT at, fence, text FROM lines WHERE task = ? ORDER BY id DESC LIMIT "
                                     + std::to_string(limits::kLiveLogLinesMax),
                                 {static_cast<qint64>(id)});
    while (query && query->next())
        lines.push_back(
            {query->value(0).toLongLong(), static_cast<Fence>(query->value(1).toLongLong()), textAt(*query, 2)});
    std::reverse(lines.begin(), lines.end());
    return lines;
}

} // namespace skep::store
