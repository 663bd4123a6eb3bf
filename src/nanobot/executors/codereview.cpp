// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/codereview.h"

#include "checks/review.h"
#include "core/limits.h"
#include "nanobot/executors/sources.h"

#include <QJsonArray>

#include <array>

namespace skep::nanobot {
namespace {

constexpr std::size_t kFindingsMax = 2'000;

QString text(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

/// Gathers what the files of one task give.
struct Report {
    QJsonArray files;
    QJsonArray findings;
    QJsonArray skipped;
    std::array<int, 3> counts{};
    qint64 lines = 0;
    qint64 bytes = 0;
    int leftOut = 0;

    void add(const std::string &path, const checks::Finding &finding)
    {
        if (static_cast<std::size_t>(findings.size()) == kFindingsMax) {
            ++leftOut;
            return;
        }
        ++counts[static_cast<std::size_t>(finding.severity)];
        findings.append(QJsonObject{{QStringLiteral("path"), text(path)},
                                    {QStringLiteral("line"), finding.line},
                                    {QStringLiteral("severity"), text(checks::name(finding.severity))},
                                    {QStringLiteral("rule"), text(finding.rule)},
                                    {QStringLiteral("message"), text(finding.message)}});
    }
    [[nodiscard]] QJsonObject result() const;
};

QJsonObject Report::result() const
{
    const auto [high, medium, low] = counts;
    const QString summary = findings.isEmpty()
        ? QStringLiteral("%1 files with %2 lines reviewed, nothing found").arg(files.size()).arg(lines)
        : QStringLiteral("%1 findings (%2 high, %3 medium, %4 low) in %5 files with %6 lines")
              .arg(findings.size())
              .arg(high)
              .arg(medium)
              .arg(low)
              .arg(files.size())
              .arg(lines);
    QJsonObject result{
        {QStringLiteral("summary"), summary},
        {QStringLiteral("files"), files},
        {QStringLiteral("findings"), findings},
        {QStringLiteral("counts"),
         QJsonObject{{QStringLiteral("high"), high}, {QStringLiteral("medium"), medium}, {QStringLiteral("low"), low}}},
        {QStringLiteral("evidence"),
         QJsonObject{{QStringLiteral("files_checked"), files.size()}, {QStringLiteral("lines_checked"), lines}}}};
    if (!skipped.isEmpty())
        result.insert(QStringLiteral("skipped"), skipped);
    if (leftOut > 0)
        result.insert(QStringLiteral("findings_left_out"), leftOut);
    return result;
}

} // namespace

FinalWord CodeReview::work(const TaskInput &task, TaskContext &context) const
{
    const auto sources = Sources::of(task.params, m_readRoots);
    if (!sources)
        return FinalWord::failure(sources.error().field + ": " + sources.error().detail);
    const auto count = static_cast<std::int64_t>(sources->count());
    Report report;
    context.progress(0, count, "reading");
    for (std::int64_t i = 0; i < count; ++i) {
        if (context.isCancelled())
            return FinalWord::failure("cancelled");
        const std::string path = sources->pathAt(static_cast<std::size_t>(i));
        const auto file = sources->fileAt(static_cast<std::size_t>(i));
        const bool isKnown = file && !checks::languageOf(*file).empty();
        if (!isKnown
            || report.bytes + static_cast<qint64>(file->text.size()) > static_cast<qint64>(kSourceTotalBytesMax)) {
            const std::string why = !file ? file.error().detail
                : isKnown                 ? "too much text in one task"
                                          : "no rules for this language";
            report.skipped.append(
                QJsonObject{{QStringLiteral("path"), text(path)}, {QStringLiteral("reason"), text(why)}});
            context.log(path + ": skipped, " + why);
        } else {
            const std::vector<checks::Finding> findings = checks::review(*file);
            report.files.append(text(path));
            report.lines += checks::countLines(file->text);
            report.bytes += static_cast<qint64>(file->text.size());
            for (const checks::Finding &finding : findings)
                report.add(path, finding);
            context.log(path + ": " + std::to_string(checks::countLines(file->text)) + " lines, "
                        + std::to_string(findings.size()) + " findings");
        }
        context.progress(i + 1, count, path);
    }
    if (report.files.isEmpty())
        return FinalWord::failure(
            "no file could be reviewed; the last one: "
            + report.skipped.last().toObject().value(QLatin1StringView("reason")).toString().toStdString());
    return FinalWord::success(report.result());
}

} // namespace skep::nanobot
