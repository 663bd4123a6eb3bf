// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/codereview.h"

#include "checks/review.h"

#include <QJsonArray>

#include <array>

namespace skep::nanobot {
namespace {

constexpr std::size_t kFindingsMax = 2'000;

/// Gathers what the files of one task give.
struct Report {
    QJsonArray findings;
    std::array<int, 3> counts{};
    qint64 lines = 0;
    int leftOut = 0;

    void add(const std::string &path, const checks::Finding &finding)
    {
        if (static_cast<std::size_t>(findings.size()) == kFindingsMax) {
            ++leftOut;
            return;
        }
        ++counts[static_cast<std::size_t>(finding.severity)];
        findings.append(QJsonObject{{QStringLiteral("path"), QString::fromUtf8(path)},
                                    {QStringLiteral("line"), finding.line},
                                    {QStringLiteral("severity"), QString::fromUtf8(checks::name(finding.severity))},
                                    {QStringLiteral("rule"), QString::fromUtf8(finding.rule)},
                                    {QStringLiteral("message"), QString::fromUtf8(finding.message)}});
    }
    [[nodiscard]] QJsonObject result(const SourcesRead &read) const;
};

QJsonObject Report::result(const SourcesRead &read) const
{
    const auto [high, medium, low] = counts;
    const auto counted = [](qint64 n, const char *one) { return QStringLiteral("%1 %2%3").arg(n).arg(QLatin1StringView(one), n == 1 ? QString() : QStringLiteral("s")); };
    const QString where = counted(read.files.size(), "file") + QStringLiteral(" with ") + counted(lines, "line");
    const QString summary = findings.isEmpty()
        ? where + QStringLiteral(" reviewed, nothing found")
        : QStringLiteral("%1 (%2 high, %3 medium, %4 low) in %5").arg(counted(findings.size(), "finding")).arg(high).arg(medium).arg(low).arg(where);
    QJsonObject result{
        {QStringLiteral("summary"), summary},
        {QStringLiteral("files"), read.files},
        {QStringLiteral("findings"), findings},
        {QStringLiteral("counts"),
         QJsonObject{{QStringLiteral("high"), high}, {QStringLiteral("medium"), medium}, {QStringLiteral("low"), low}}},
        {QStringLiteral("evidence"),
         QJsonObject{{QStringLiteral("files_checked"), read.files.size()}, {QStringLiteral("lines_checked"), lines}}}};
    if (!read.skipped.isEmpty())
        result.insert(QStringLiteral("skipped"), read.skipped);
    if (leftOut > 0)
        result.insert(QStringLiteral("findings_left_out"), leftOut);
    return result;
}

} // namespace

FinalWord CodeReview::work(const TaskInput &task, TaskContext &context) const
{
    Report report;
    const auto read = readSources(task, context, [&report](const checks::SourceFile &file) {
        const std::vector<checks::Finding> findings = checks::review(file);
        const int lines = checks::countLines(file.text);
        report.lines += lines;
        for (const checks::Finding &finding : findings)
            report.add(file.path, finding);
        return std::to_string(lines) + " lines, " + std::to_string(findings.size()) + " findings";
    });
    if (!read)
        return read.error();
    return FinalWord::success(report.result(*read));
}

} // namespace skep::nanobot
