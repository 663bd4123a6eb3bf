// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/searchwords.h"

#include <algorithm>
#include <array>

namespace skep {
namespace {

bool isAscii(const std::string &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `word` is lower case.
bool containsAscii(const std::string &text, const std::string &word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(),
                       [](char a, char b) { return lower(a) == b; })
        != text.end();
}

bool containsFolded(const std::string &text, const QString &word)
{
    return QString::fromStdString(text).contains(word, Qt::CaseInsensitive);
}

template<typename Texts>
bool areAllIn(const QStringList &folded, const std::vector<std::string> &ascii, const Texts &texts)
{
    if (!ascii.empty())
        return std::all_of(ascii.begin(), ascii.end(), [&](const std::string &word) {
            return std::any_of(texts.begin(), texts.end(), [&](auto *t) { return containsAscii(*t, word); });
        });
    return std::all_of(folded.begin(), folded.end(), [&](const QString &word) {
        return std::any_of(texts.begin(), texts.end(), [&](auto *t) { return containsFolded(*t, word); });
    });
}

} // namespace

SearchWords::SearchWords(const QString &text)
    : m_folded(text.simplified().toCaseFolded().split(u' ', Qt::SkipEmptyParts))
{
    for (const QString &word : m_folded)
        m_ascii.push_back(word.toStdString());
    if (!std::all_of(m_ascii.begin(), m_ascii.end(), isAscii))
        m_ascii.clear();
}

bool SearchWords::areIn(const TaskView &task) const
{
    if (m_folded.isEmpty())
        return true;
    const std::string number = std::to_string(task.id);
    return areAllIn(m_folded, m_ascii, std::array{&task.title, &task.type, &task.project, &task.agent, &number});
}

bool SearchWords::areIn(const std::string &text) const
{
    return m_folded.isEmpty() || areAllIn(m_folded, m_ascii, std::array{&text});
}

} // namespace skep
