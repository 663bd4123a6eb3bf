// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/documentation.h"

#include "checks/document.h"
#include "core/validate.h"

#include <QJsonArray>

namespace skep::nanobot {
namespace {

constexpr std::size_t kMarkdownInlineBytesMax = 128 * 1024; // more goes into an artifact
constexpr int kOutlineSymbolsMax = 2'000; // of all files; deeper counts come as numbers

QJsonArray symbolsOf(const std::vector<checks::Symbol> &symbols)
{
    QJsonArray list;
    for (const checks::Symbol &symbol : symbols) {
        QJsonObject entry{{QStringLiteral("kind"), QString::fromUtf8(checks::name(symbol.kind))},
                          {QStringLiteral("name"), QString::fromUtf8(symbol.name)},
                          {QStringLiteral("signature"), QString::fromUtf8(symbol.signature)},
                          {QStringLiteral("line"), symbol.line}};
        if (!symbol.doc.empty())
            entry.insert(QStringLiteral("doc"), QString::fromUtf8(symbol.doc));
        if (!symbol.exported)
            entry.insert(QStringLiteral("exported"), false);
        if (!symbol.children.empty())
            entry.insert(QStringLiteral("children"), symbolsOf(symbol.children));
        list.append(entry);
    }
    return list;
}

struct Reference {
    QJsonArray outline;
    std::string markdown;
    int symbols = 0;
    int documented = 0;
    qint64 lines = 0;

    void add(const checks::Outline &outlineOfFile)
    {
        const int count = checks::countSymbols(outlineOfFile);
        QJsonObject entry{{QStringLiteral("path"), QString::fromUtf8(outlineOfFile.path)},
                          {QStringLiteral("language"), QString::fromUtf8(outlineOfFile.language)},
                          {QStringLiteral("lines"), outlineOfFile.lines}};
        if (!outlineOfFile.doc.empty())
            entry.insert(QStringLiteral("doc"), QString::fromUtf8(outlineOfFile.doc));
        // A result has a bound; beyond it the outline keeps the count and the Markdown the detail.
        if (symbols + count <= kOutlineSymbolsMax)
            entry.insert(QStringLiteral("symbols"), symbolsOf(outlineOfFile.symbols));
        else
            entry.insert(QStringLiteral("symbols"), count);
        outline.append(entry);
        symbols += count;
        documented += checks::countDocumented(outlineOfFile);
        lines += outlineOfFile.lines;
        markdown += checks::toMarkdown(outlineOfFile);
        if (!markdown.ends_with('\n'))
            markdown += '\n';
        markdown += '\n';
    }
    [[nodiscard]] QJsonObject result(const SourcesRead &read, bool isCut) const;
};

QJsonObject Reference::result(const SourcesRead &read, bool isCut) const
{
    QJsonObject result{{QStringLiteral("summary"),
                        QStringLiteral("%1 symbols in %2 files, %3 of them documented")
                            .arg(symbols)
                            .arg(read.files.size())
                            .arg(documented)},
                       {QStringLiteral("files"), read.files},
                       {QStringLiteral("outline"), outline},
                       {QStringLiteral("symbols"), symbols},
                       {QStringLiteral("markdown"), QString::fromUtf8(markdown)},
                       {QStringLiteral("evidence"),
                        QJsonObject{{QStringLiteral("files_read"), read.files.size()},
                                    {QStringLiteral("symbols_documented"), documented},
                                    {QStringLiteral("lines_read"), lines}}}};
    if (!read.skipped.isEmpty())
        result.insert(QStringLiteral("skipped"), read.skipped);
    if (isCut)
        result.insert(QStringLiteral("markdown_in"), QStringLiteral("reference.md"));
    return result;
}

} // namespace

FinalWord Documentation::work(const TaskInput &task, TaskContext &context) const
{
    Reference reference;
    const auto read = readSources(task, context, [&reference](const checks::SourceFile &file) {
        const checks::Outline outline = checks::document(file);
        reference.add(outline);
        return std::to_string(checks::countSymbols(outline)) + " symbols, " + std::to_string(checks::countDocumented(outline))
               + " documented";
    });
    if (!read)
        return read.error();
    const bool isLong = reference.markdown.size() > kMarkdownInlineBytesMax;
    if (isLong) {
        context.artifact("reference.md", "text/markdown", reference.markdown);
        cutText(reference.markdown, kMarkdownInlineBytesMax);
        // A cut must not leave a code fence open.
        reference.markdown.erase(reference.markdown.rfind("\n## ") != std::string::npos
                                     ? reference.markdown.rfind("\n## ")
                                     : reference.markdown.size());
        reference.markdown += "\n\n(the whole text is in the artifact reference.md)\n";
    }
    return FinalWord::success(reference.result(*read, isLong));
}

} // namespace skep::nanobot
