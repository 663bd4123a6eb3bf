// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/parse/pattern.h"

#include <algorithm>

namespace skep::checks {

Pattern::Pattern(std::string_view text)
{
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        auto word = text.substr(0, blank);
        text.remove_prefix(std::min(blank + 1, text.size()));
        if (word.empty())
            continue;
        Part part;
        if (word.size() > 1 && word.front() == '@') {
            part.isMark = true;
            word.remove_prefix(1);
        }
        if (word.size() == 2 && (word[0] == '$' || word[0] == '%') && word[1] >= '0' && word[1] <= '9') {
            part.kind = word[0] == '$' ? Kind::Name : Kind::Path;
            part.capture = word[1] - '0';
        } else if (word == "\"\"") {
            part.kind = Kind::String;
        } else if (word == "``") {
            part.kind = Kind::Template;
        } else if (word == "##") {
            part.kind = Kind::Number;
        } else if (word == "(*)" || word == "[*]" || word == "{*}") {
            part.kind = Kind::Group;
            part.words = {word.substr(0, 1)};
        } else if (word == "_") {
            part.kind = Kind::Any;
        } else if (word == "~") {
            part.kind = Kind::Gap;
        } else {
            if (word.size() > 1 && word.front() == '!' && word != "!=" && word != "!==") {
                part.kind = Kind::Not;
                word.remove_prefix(1);
            }
            if (word.size() > 1 && word.back() == '?' && word != "??") {
                part.isOptional = true;
                word.remove_suffix(1);
            }
            while (!word.empty() && word != "|" && word != "||" && word != "|=") {
                const auto bar = std::min(word.find('|'), word.size());
                part.words.push_back(word.substr(0, bar));
                word.remove_prefix(std::min(bar + 1, word.size()));
            }
            if (!word.empty())
                part.words.push_back(word);
        }
        m_parts.push_back(std::move(part));
    }
}

std::optional<Match> Pattern::at(const Unit &unit, int i) const
{
    const Part &first = m_parts.front();
    if (first.kind == Kind::Word && !first.isOptional && !isWord(unit, first, i))
        return std::nullopt;
    Match match;
    match.begin = match.mark = i;
    if (!fits(unit, 0, i, match))
        return std::nullopt;
    return match;
}

bool Pattern::isWord(const Unit &unit, const Part &part, int i)
{
    return std::any_of(part.words.begin(), part.words.end(), [&](std::string_view word) { return unit.is(i, word); });
}

bool Pattern::fitsCapture(const Unit &unit, const Part &part, Range found, Match &match) const
{
    if (part.capture == 0 || part.capture >= Match::kCapturesMax)
        return true;
    Range &known = match.captures[static_cast<std::size_t>(part.capture)];
    if (!known.isEmpty())
        return unit.areEqual(known, found);
    known = found;
    return true;
}

/// A path is taken whole first, then shorter, so that "%1 . length" can follow.
bool Pattern::fitsPath(const Unit &unit, std::size_t n, int i, Match &match) const
{
    const auto isJoint = [&](int k) { return unit.is(k, ".") || unit.is(k, "->") || unit.is(k, "::") || unit.is(k, "?."); };
    const auto isStep = [&](int k) { return unit[k].kind == Tok::Ident; };
    if (!unit.isName(i) && !unit.is(i, "this"))
        return false;
    int end = i + 1;
    while (isJoint(end) && isStep(end + 1))
        end += 2;
    for (; end > i; end -= 2) {
        Match attempt = match;
        if (fitsCapture(unit, m_parts[n], {i, end}, attempt) && fits(unit, n + 1, end, attempt)) {
            match = attempt;
            return true;
        }
    }
    return false;
}

bool Pattern::fits(const Unit &unit, std::size_t n, int i, Match &match) const
{
    for (; n < m_parts.size(); ++n) {
        const Part &part = m_parts[n];
        if (part.isMark)
            match.mark = i;
        switch (part.kind) {
        case Kind::Word:
            if (isWord(unit, part, i))
                ++i;
            else if (!part.isOptional)
                return false;
            break;
        case Kind::Not:
            if (isWord(unit, part, i))
                return false;
            break;
        case Kind::Name:
            if (!unit.isName(i) || !fitsCapture(unit, part, {i, i + 1}, match))
                return false;
            ++i;
            break;
        case Kind::Path:
            return fitsPath(unit, n, i, match);
        case Kind::String:
            if (unit[i++].kind != Tok::String)
                return false;
            break;
        case Kind::Template:
            if (unit[i++].kind != Tok::Template)
                return false;
            break;
        case Kind::Number:
            if (unit[i++].kind != Tok::Number)
                return false;
            break;
        case Kind::Group:
            if (!unit.is(i, part.words[0]) || !unit.isOpen(i))
                return false;
            i = unit.closing(i) + 1;
            break;
        case Kind::Any:
            if (i >= unit.size())
                return false;
            ++i;
            break;
        case Kind::Gap: {
            for (const int stop = unit.statementEnd(i); i <= stop; i = unit.closing(i) + 1) {
                Match attempt = match;
                if (fits(unit, n + 1, i, attempt)) {
                    match = attempt;
                    return true;
                }
            }
            return false;
        }
        }
    }
    match.end = i;
    return true;
}

} // namespace skep::checks
