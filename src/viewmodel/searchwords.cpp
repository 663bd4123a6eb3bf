// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/searchwords.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace skep {
namespace {

bool isAscii(const std::string &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `word` is lower case and not empty.
bool containsAscii(std::string_view text, std::string_view word)
{
    if (word.size() > text.size())
        return false;
    const char *const last = text.data() + (text.size() - word.size());
    for (const char *at = text.data(); at <= last; ++at) {
        if (lower(*at) != word[0])
            continue;
        std::size_t i = 1;
        while (i < word.size() && lower(at[i]) == word[i])
            ++i;
        if (i == word.size())
            return true;
    }
    return false;
}

bool containsFolded(std::string_view text, const QString &word)
{
    return QString::fromUtf8(text).contains(word, Qt::CaseInsensitive);
}

template<typename Texts>
bool areAllIn(const QStringList &folded, const std::vector<std::string> &ascii, const Texts &texts)
{
    if (!ascii.empty())
        return std::all_of(ascii.begin(), ascii.end(), [&](const std::string &word) {
            return std::any_of(texts.begin(), texts.end(), [&](std::string_view t) { return containsAscii(t, word); });
        });
    return std::all_of(folded.begin(), folded.end(), [&](const QString &word) {
        return std::any_of(texts.begin(), texts.end(), [&](std::string_view t) { return containsFolded(t, word); });
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

bool SearchWords::narrow(const SearchWords &wider) const
{
    return std::all_of(wider.m_folded.begin(), wider.m_folded.end(), [this](const QString &old) {
        return std::any_of(m_folded.begin(), m_folded.end(), [&old](const QString &word) { return word.contains(old); });
    });
}

bool SearchWords::areIn(const SearchTexts &task) const
{
    if (m_folded.isEmpty())
        return true;
    std::array<char, std::numeric_limits<TaskId>::digits10 + 1> digits;
    const char *const end = std::to_chars(digits.data(), digits.data() + digits.size(), task.number).ptr;
    const std::string_view number(digits.data(), static_cast<std::size_t>(end - digits.data()));
    return areAllIn(m_folded, m_ascii, std::array{task.title, task.type, task.project, task.agent, number});
}

bool SearchWords::areIn(std::string_view text) const { return m_folded.isEmpty() || areAllIn(m_folded, m_ascii, std::array{text}); }

} // namespace skep
