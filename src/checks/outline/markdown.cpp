// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/document.h"

#include <algorithm>
#include <cctype>

namespace skep::checks {
namespace {

std::string_view fenceLanguage(std::string_view language)
{
    return language == "javascript" ? "js" : language == "typescript" ? "ts" : language;
}

std::string_view takeWord(std::string_view &text)
{
    const auto first = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(first);
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

std::string_view withoutDash(std::string_view text)
{
    const auto first = text.find_first_not_of(" -:");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

/// "{type}" at the front of a tag's text.
std::string takeType(std::string_view &text)
{
    const auto first = std::min(text.find_first_not_of(' '), text.size());
    if (first >= text.size() || text[first] != '{')
        return {};
    int depth = 0;
    for (auto i = first; i < text.size(); ++i) {
        depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        if (depth == 0) {
            std::string type(text.substr(first + 1, i - first - 1));
            text.remove_prefix(i + 1);
            return type;
        }
    }
    return {};
}

/// "@param {T} name text", "\return text" as an entry of a list; other lines as they are.
std::string tagLine(std::string_view line)
{
    auto rest = line.substr(1);
    const auto tag = takeWord(rest);
    if (tag == "module" || tag == "file")
        return {};
    if (tag == "brief" || tag == "fileoverview" || tag == "description")
        return std::string(withoutDash(rest));
    if (tag == "param" || tag == "tparam" || tag == "arg" || tag == "property" || tag == "prop") {
        const auto type = takeType(rest);
        auto name = takeWord(rest);
        if (name == "[in]" || name == "[out]" || name == "[in,out]")
            name = takeWord(rest);
        const auto text = withoutDash(rest);
        return "- `" + std::string(name) + "`" + (type.empty() ? "" : " (`" + type + "`)") + (text.empty() ? "" : ": " + std::string(text));
    }
    if (tag == "return" || tag == "returns" || tag == "throws" || tag == "throw" || tag == "exception") {
        const auto type = takeType(rest);
        const auto text = withoutDash(rest);
        return std::string(tag.starts_with("return") ? "- Returns" : "- Throws") + (type.empty() ? "" : " `" + type + "`") + (text.empty() ? "" : (type.empty() ? " " : ": ") + std::string(text));
    }
    std::string label(tag);
    label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    const auto text = withoutDash(rest);
    return "- " + label + (text.empty() ? "" : ": " + std::string(text));
}

void appendDoc(std::string &out, std::string_view doc)
{
    bool inList = false;
    bool inFence = false;
    while (!doc.empty()) {
        const auto end = std::min(doc.find('\n'), doc.size());
        const auto line = doc.substr(0, end);
        doc.remove_prefix(std::min(end + 1, doc.size()));
        inFence = line.starts_with("```") ? !inFence : inFence;
        const bool isTag = !inFence && line.size() > 2 && (line[0] == '@' || line[0] == '\\') && std::isalpha(static_cast<unsigned char>(line[1])) != 0;
        if (isTag) {
            if (!inList && !out.ends_with("\n\n"))
                out += '\n';
            inList = true;
            const auto text = tagLine(line);
            if (text.empty())
                continue;
            out += text;
        } else {
            if (inList && !line.empty() && line[0] != ' ')
                out += "  "; // goes on with the entry before
            // a heading in a comment must not break the page's own order
            out += line.starts_with("#") && !inFence ? "\\" + std::string(line) : std::string(line);
        }
        out += '\n';
    }
    if (inFence)
        out += "```\n";
    out += '\n';
}

void appendSymbol(std::string &out, const Symbol &symbol, const std::string &owner, std::string_view language, int depth)
{
    const std::string full = owner.empty() ? symbol.name : owner + (language == "cpp" ? "::" : ".") + symbol.name;
    out += std::string(static_cast<std::size_t>(std::min(depth, 6)), '#') + ' ' + std::string(name(symbol.kind)) + " `" + full + "`\n\n";
    if (symbol.kind != SymbolKind::Namespace)
        out += "```" + std::string(fenceLanguage(language)) + '\n' + symbol.signature + "\n```\n\n";
    if (!symbol.doc.empty())
        appendDoc(out, symbol.doc);
    // Values, fields and the like are short: a list says them better than headings.
    bool hasList = false;
    for (const Symbol &child : symbol.children) {
        const bool isShort = (child.kind == SymbolKind::Constant || child.kind == SymbolKind::Property) && child.children.empty();
        if (!child.exported || !isShort)
            continue;
        auto doc = child.doc.substr(0, child.doc.find("\n\n"));
        std::replace(doc.begin(), doc.end(), '\n', ' ');
        out += "- `" + child.signature + "`" + (doc.empty() ? "" : ": " + doc) + '\n';
        hasList = true;
    }
    if (hasList)
        out += '\n';
    for (const Symbol &child : symbol.children) {
        const bool isShort = (child.kind == SymbolKind::Constant || child.kind == SymbolKind::Property) && child.children.empty();
        if (child.exported && !isShort)
            appendSymbol(out, child, full, language, depth + 1);
    }
}

int countHidden(const std::vector<Symbol> &symbols)
{
    int count = 0;
    for (const Symbol &symbol : symbols)
        count += (symbol.exported ? 0 : 1) + countHidden(symbol.children);
    return count;
}

} // namespace

std::string toMarkdown(const Outline &outline)
{
    std::string out = "# " + outline.path + "\n\n";
    if (!outline.doc.empty())
        appendDoc(out, outline.doc);
    out += std::to_string(countSymbols(outline)) + " symbols in " + std::to_string(outline.lines) + " lines, " + std::to_string(countDocumented(outline)) + " with a comment";
    const int hidden = countHidden(outline.symbols);
    out += hidden > 0 ? "; " + std::to_string(hidden) + " for internal use are left out below.\n\n" : ".\n\n";
    for (const Symbol &symbol : outline.symbols) {
        if (symbol.exported)
            appendSymbol(out, symbol, {}, outline.language, 2);
    }
    while (out.ends_with("\n\n"))
        out.pop_back();
    return out;
}

} // namespace skep::checks
