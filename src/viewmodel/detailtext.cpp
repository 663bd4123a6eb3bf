// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/detailtext.h"

#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace skep {
namespace {

struct DetailWords { Q_DECLARE_TR_FUNCTIONS(Detail) };

QString joined(const QStringList &parts)
{
    QStringList kept = parts;
    kept.removeAll(QString());
    return kept.join(QStringLiteral(" · "));
}

QString percent(int permille) { return DetailWords::tr("%1 %", "per cent").arg((permille + 5) / 10); }

QString othersText(std::uint32_t busy, std::uint32_t draining, std::uint32_t incapable)
{
    QStringList parts;
    if (busy > 0)
        parts << DetailWords::tr("%n busy", "number of agents", static_cast<int>(busy));
    if (draining > 0)
        parts << DetailWords::tr("%n draining", "number of agents", static_cast<int>(draining));
    if (incapable > 0)
        parts << DetailWords::tr("%n without a capability it requires", "number of agents", static_cast<int>(incapable));
    return parts.isEmpty() ? QString() : DetailWords::tr("Others online: %1.").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

QString taskMeta(const TaskView &task, TimeMs live)
{
    QString left;
    if (task.deadline > 0 && !isFinal(task.state))
        left = task.deadline > live ? DetailWords::tr("%1 to the deadline").arg(text::duration(task.deadline - live))
                                    : DetailWords::tr("deadline passed %1").arg(text::ago(live - task.deadline));
    const QString attempt = task.attempt > 0 ? DetailWords::tr("attempt %1 of %2").arg(task.attempt).arg(std::max(task.attempt, task.attemptsMax))
                                             : QString();
    return joined({text::state(task.state), text::of(task.type), text::of(task.project), text::unbroken(attempt), text::unbroken(left),
                   task.deadlineMissed ? DetailWords::tr("deadline missed") : QString()});
}

QString leaseText(const TaskView &task, TimeMs live)
{
    if (!isHeld(task.state) && task.state != TaskState::Checking)
        return {};
    const QString counted = task.progressOf > 0 ? DetailWords::tr("%1 of %2", "counted progress").arg(task.progressDone).arg(task.progressOf)
                                                : DetailWords::tr("nothing was counted yet");
    QString lease;
    if (task.leaseDue > 0)
        lease = task.leaseDue > live ? DetailWords::tr("lease ends in %1 unless renewed").arg(text::duration(task.leaseDue - live + 999))
                                     : DetailWords::tr("lease is over");
    return joined({task.wait == WaitReason::AgentLost ? text::wait(task).why : QString(), text::unbroken(counted), text::unbroken(lease)});
}

QStringList whyLines(const TaskView &task, const Explanation &why)
{
    QStringList lines;
    if (task.state != TaskState::Queued && task.state != TaskState::Blocked)
        return lines;
    const text::Wait wait = text::wait(task);
    lines << DetailWords::tr("%1: %2.", "why it waits, what would start it").arg(wait.why, wait.hint);
    if (why.ahead > 0)
        lines << DetailWords::tr("%n task(s) stand before it.", nullptr, static_cast<int>(std::min<std::int64_t>(why.ahead, 1'000'000'000)));
    else if (why.ahead == 0)
        lines << DetailWords::tr("It is the next of its kind.");
    if (!why.missing.empty() && !why.nearestAgent.empty()) {
        QStringList missing;
        for (const auto &capability : why.missing)
            missing << text::of(capability);
        lines << DetailWords::tr("%1 is nearest; it lacks %2.", "agent, capabilities").arg(text::of(why.nearestAgent), missing.join(QStringLiteral(", ")));
    }
    if (const QString others = othersText(why.busy, why.draining, why.incapable); !others.isEmpty())
        lines << others;
    return lines;
}

QString candidateText(const Candidate &candidate)
{
    return text::unbroken(DetailWords::tr("match %1, reliability %2, load %3")
                              .arg(percent(candidate.match), text::permille(candidate.reliability), percent(candidate.load)));
}

QString choiceReason(const Choice &choice)
{
    QStringList parts;
    if (choice.match > 0 && choice.match < 1000)
        parts << DetailWords::tr("match %1").arg(percent(choice.match));
    parts << (choice.judged > 0 ? DetailWords::tr("%1 of %2 passed", "attempts").arg(choice.accepted).arg(choice.judged)
                                : DetailWords::tr("no attempt judged yet"));
    parts << DetailWords::tr("%1 of %2 slots busy").arg(choice.busy).arg(choice.slots);
    return parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QString choiceWait(const Choice &choice)
{
    if (choice.waitMs == 0)
        return {};
    return choice.waitMs < 0 ? DetailWords::tr("wait unknown") : DetailWords::tr("about %1", "a duration").arg(text::duration(choice.waitMs));
}

QStringList decisionLines(const Decision &decision)
{
    QStringList lines;
    if (decision.winner.agent.empty())
        return lines;
    const QString agent = text::of(decision.winner.agent);
    lines << (decision.by.empty() ? DetailWords::tr("%1 was the best free agent: %2.").arg(agent, candidateText(decision.winner))
                                  : DetailWords::tr("%1 was assigned by %2: %3.", "agent, person, score")
                                        .arg(agent, text::of(decision.by), candidateText(decision.winner)));
    for (const Candidate &loser : decision.losers)
        lines << DetailWords::tr("%1 came after it: %2.").arg(text::of(loser.agent), candidateText(loser));
    if (const QString others = othersText(decision.busy, decision.draining, decision.incapable); !others.isEmpty())
        lines << others;
    return lines;
}

AttemptText attemptText(const AttemptInfo &attempt)
{
    AttemptText result;
    const bool hasVerdict = !attempt.verdict.checks.empty();
    result.head = joined({QString::number(attempt.attempt), text::of(attempt.agent), text::outcome(attempt.outcome),
                          hasVerdict ? text::unbroken(DetailWords::tr("score %1").arg(attempt.verdict.score)) : QString(),
                          attempt.ended > attempt.began ? text::unbroken(text::took(attempt.ended - attempt.began)) : QString(),
                          attempt.simulated ? DetailWords::tr("simulated") : QString()});
    if (!attempt.error.empty())
        result.lines << text::cause(attempt.error);
    for (const Check &check : attempt.verdict.checks) {
        if (check.mark == Check::Mark::Failed)
            result.lines << DetailWords::tr("Check “%1” failed: %2").arg(text::check(check.name), text::of(check.detail));
        else if (check.mark == Check::Mark::NotChecked)
            result.lines << DetailWords::tr("Not checked: %1. %2").arg(text::check(check.name), text::of(check.detail));
    }
    return result;
}

QString prettyJson(const std::string &json)
{
    const QByteArray bytes = QByteArray::fromStdString(json);
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (document.isNull())
        return QString::fromUtf8(bytes);
    return QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
}

namespace {

QString scalarText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? DetailWords::tr("yes") : DetailWords::tr("no");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 12);
    return value.toString();
}

/// "a.js, b.js" of a short list of scalars; empty for anything else.
QString listText(const QJsonValue &value)
{
    constexpr qsizetype most = 12;
    QStringList parts;
    const QJsonArray list = value.toArray();
    if (!value.isArray() || list.isEmpty() || list.size() > most)
        return {};
    for (const QJsonValue item : list) {
        if (!item.isString() && !item.isDouble())
            return {};
        parts << scalarText(item);
    }
    return parts.join(QStringLiteral(", "));
}

int severityRank(const QString &severity)
{
    return severity == QLatin1String("high") ? 0 : severity == QLatin1String("medium") ? 1 : severity == QLatin1String("low") ? 2 : 3;
}

bool isScalar(const QJsonValue &value) { return value.isBool() || value.isDouble() || value.isString(); }

void takeFindings(const QJsonArray &findings, ResultParts &parts)
{
    parts.findingsAll = static_cast<std::size_t>(findings.size());
    for (const QJsonValue value : findings) {
        const QJsonObject finding = value.toObject();
        QString path = finding.value(QLatin1String("file")).toString();
        if (path.isEmpty())
            path = finding.value(QLatin1String("path")).toString();
        const int line = finding.value(QLatin1String("line")).toInt();
        parts.findings.push_back({finding.value(QLatin1String("severity")).toString(),
                                  line > 0 ? QStringLiteral("%1:%2").arg(path).arg(line) : path,
                                  finding.value(QLatin1String("message")).toString()});
    }
    std::stable_sort(parts.findings.begin(), parts.findings.end(),
                     [](const auto &a, const auto &b) { return severityRank(a.severity) < severityRank(b.severity); });
    if (parts.findings.size() > ResultParts::kFindingsMax)
        parts.findings.resize(ResultParts::kFindingsMax);
}

} // namespace

ResultParts resultParts(const std::string &json)
{
    ResultParts parts;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject()) {
        parts.rest = prettyJson(json);
        return parts;
    }
    const QJsonObject result = document.object();
    QJsonObject rest;
    for (auto it = result.begin(); it != result.end(); ++it) {
        const QString key = it.key();
        if (key == QLatin1String("summary") && it->isString()) {
            parts.summary = it->toString();
        } else if (key == QLatin1String("findings") && it->isArray()) {
            takeFindings(it->toArray(), parts);
        } else if ((key == QLatin1String("markdown") || key == QLatin1String("text")) && it->isString()) {
            parts.text = it->toString();
        } else if (key == QLatin1String("counts") && result.value(QLatin1String("findings")).isArray()) {
            continue; // the findings themselves are shown
        } else if (it->isObject() && (key == QLatin1String("counts") || key == QLatin1String("evidence") || key == QLatin1String("tests"))) {
            const QJsonObject inner = it->toObject();
            for (auto fact = inner.begin(); fact != inner.end(); ++fact)
                if (isScalar(*fact))
                    parts.facts.emplace_back(text::fact(fact.key()), scalarText(*fact));
        } else if (isScalar(*it) && it->toString().size() < 200) {
            parts.facts.emplace_back(text::fact(key), scalarText(*it));
        } else if (const QString list = listText(*it); !list.isEmpty()) {
            parts.facts.emplace_back(text::fact(key), list);
        } else {
            rest.insert(key, *it);
        }
    }
    if (!rest.isEmpty())
        parts.rest = QString::fromUtf8(QJsonDocument(rest).toJson(QJsonDocument::Indented)).trimmed();
    return parts;
}

} // namespace skep
