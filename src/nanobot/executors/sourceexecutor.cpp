// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/sourceexecutor.h"

#include <QJsonObject>

namespace skep::nanobot {

SourceExecutor::SourceExecutor(QThreadPool &pool, QStringList readRoots)
    : PoolExecutor(pool)
    , m_readRoots(std::move(readRoots))
{
}

std::vector<std::string> SourceExecutor::skills() const
{
    return {"javascript", "typescript", "python", "cpp"};
}

tl::expected<SourcesRead, FinalWord> SourceExecutor::readSources(const TaskInput &task, TaskContext &context, const Take &take) const
{
    const auto sources = Sources::of(task.params, m_readRoots);
    if (!sources)
        return tl::unexpected(FinalWord::failure(sources.error().field + ": " + sources.error().detail));
    const auto count = static_cast<std::int64_t>(sources->count());
    SourcesRead read;
    std::size_t bytes = 0;
    std::string why;
    context.progress(0, count, "reading");
    for (std::int64_t i = 0; i < count; ++i) {
        if (context.isCancelled())
            return tl::unexpected(FinalWord::failure("cancelled"));
        const std::string path = sources->pathAt(static_cast<std::size_t>(i));
        const auto file = sources->fileAt(static_cast<std::size_t>(i));
        if (!file)
            why = file.error().detail;
        else if (checks::languageOf(*file).empty())
            why = "no rules for this language";
        else if (bytes + file->text.size() > kSourceTotalBytesMax)
            why = "too much text in one task";
        else
            why.clear();
        if (why.empty()) {
            bytes += file->text.size();
            read.files.append(QString::fromStdString(path));
            context.log(path + ": " + take(*file));
        } else {
            read.skipped.append(QJsonObject{{QStringLiteral("path"), QString::fromStdString(path)},
                                               {QStringLiteral("reason"), QString::fromStdString(why)}});
            context.log(std::string(path).append(": skipped, ").append(why));
        }
        context.progress(i + 1, count, path);
    }
    if (read.files.isEmpty())
        return tl::unexpected(FinalWord::failure("no file could be read; the last one: " + why));
    return read;
}

} // namespace skep::nanobot
