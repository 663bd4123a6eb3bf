// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/format.h"

#include "ctl/text.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

// The long page of one task.
namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr int kLabelColumns = 12;
constexpr int kFindingsMax = 50;    // of one attempt; --full prints all
constexpr int kResultColumns = 400; // of a result's JSON; --full prints all

/// Collects labelled lines and indented blocks.
class Page final
{
public:
    void line(const QString &label, const QString &value)
    {
        if (!value.isEmpty())
            m_text += u"  %1%2\n"_s.arg((label + u':').leftJustified(kLabelColumns + 1), cleanLine(value));
    }
    void head(const QString &text) { m_text += u'\n' + cleanLine(text) + u'\n'; }
    void first(const QString &text) { m_text += cleanLine(text) + u'\n'; }
    void block(const QString &text, const QString &indent = u"    "_s)
    {
        for (QString part : cleanBlock(text).split(u'\n')) {
            while (part.endsWith(u' '))
                part.chop(1);
            m_text += indent + part + u'\n';
        }
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

QString stringOf(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toString();
}

QString clockText(const QJsonObject &object, QLatin1StringView key)
{
    const qint64 ms = object.value(key).toInteger();
    return ms == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd hh:mm:ss"_s);
}

QString joined(const QJsonValue &list)
{
    QStringList words;
    for (const QJsonValue &word : list.toArray())
        words << (word.isDouble() ? QString::number(word.toInteger()) : word.toString());
    return words.join(u", "_s);
}

/// Remarks of a review, wherever the result keeps them: at the top or with each file.
QList<QJsonObject> findingsOf(const QJsonObject &result)
{
    QList<QJsonObject> findings;
    const auto add = [&findings](const QJsonValue &list, const QString &path) {
        for (const QJsonValue &value : list.toArray()) {
            QJsonObject finding = value.toObject();
            if (!path.isEmpty() && !finding.contains("path"_L1))
                finding.insert(u"path"_s, path);
            findings << finding;
        }
    };
    add(result.value("findings"_L1), {});
    for (const QJsonValue &value : result.value("files"_L1).toArray()) {
        const QJsonObject file = value.toObject();
        add(file.value("findings"_L1), stringOf(file, "path"_L1));
    }
    return findings;
}

void addResult(Page &page, const QJsonObject &result, bool isFull)
{
    if (result.isEmpty())
        return;
    page.line(u"result"_s, stringOf(result, "summary"_L1));
    const QList<QJsonObject> findings = findingsOf(result);
    const qsizetype shown = isFull ? findings.size() : std::min<qsizetype>(findings.size(), kFindingsMax);
    for (qsizetype i = 0; i < shown; ++i) {
        const QJsonObject &finding = findings.at(i);
        const QString path = stringOf(finding, "path"_L1).isEmpty() ? stringOf(finding, "file"_L1) : stringOf(finding, "path"_L1);
        page.block(cleanLine(u"%1:%2  %3  %4  %5"_s.arg(path, QString::number(finding.value("line"_L1).toInteger()),
                                                           stringOf(finding, "severity"_L1).leftJustified(6),
                                                           stringOf(finding, "rule"_L1), stringOf(finding, "message"_L1))));
    }
    if (shown < findings.size())
        page.block(u"and %1 more; --full prints them"_s.arg(findings.size() - shown));
    if (isFull)
        page.block(QString::fromUtf8(QJsonDocument(result).toJson(QJsonDocument::Indented)).trimmed());
    else if (findings.isEmpty() && stringOf(result, "summary"_L1).isEmpty())
        page.block(cut(QString::fromUtf8(QJsonDocument(result).toJson(QJsonDocument::Compact)), kResultColumns));
}

void addVerdict(Page &page, const QJsonObject &verdict)
{
    const QJsonArray checks = verdict.value("checks"_L1).toArray();
    if (checks.isEmpty())
        return;
    page.line(u"checks"_s, u"%1, score %2"_s.arg(verdict.value("passed"_L1).toBool() ? u"passed"_s : u"did not pass"_s)
                               .arg(verdict.value("score"_L1).toInteger()));
    for (const QJsonValue &value : checks) {
        const QJsonObject check = value.toObject();
        page.block(cleanLine(u"%1  %2  %3"_s.arg(stringOf(check, "mark"_L1).replace(u'_', u' ').leftJustified(11),
                                                 stringOf(check, "name"_L1), stringOf(check, "detail"_L1))));
    }
}

void addAttempt(Page &page, const QJsonObject &attempt, bool isFull)
{
    const qint64 began = attempt.value("began_ms"_L1).toInteger();
    const qint64 ended = attempt.value("ended_ms"_L1).toInteger();
    QString head = u"Attempt %1 on %2: %3"_s.arg(attempt.value("attempt"_L1).toInteger())
                       .arg(stringOf(attempt, "agent"_L1), stringOf(attempt, "outcome"_L1));
    if (attempt.value("simulated"_L1).toBool())
        head += u" (simulated)"_s;
    if (ended > began && began > 0)
        head += u", took "_s + durationText(ended - began);
    page.head(head);
    page.line(u"error"_s, stringOf(attempt, "error"_L1));
    addResult(page, attempt.value("result"_L1).toObject(), isFull);
    addVerdict(page, attempt.value("verdict"_L1).toObject());
    const QJsonObject winner = attempt.value("decision"_L1).toObject().value("winner"_L1).toObject();
    const QString by = stringOf(attempt.value("decision"_L1).toObject(), "by"_L1);
    if (!winner.isEmpty())
        page.line(u"chosen"_s, u"%1 (score %2)"_s.arg(by.isEmpty() ? u"by the hub"_s : u"by "_s + by,
                                                        QString::number(winner.value("score"_L1).toInteger())));
}

void addTask(Page &page, const QJsonObject &task, const QJsonObject &spec, qint64 nowMs)
{
    const QString title = stringOf(task, "title"_L1);
    page.first(u"Task %1: %2"_s.arg(task.value("id"_L1).toInteger()).arg(title.isEmpty() ? stringOf(task, "type"_L1) : title));
    page.line(u"state"_s, stateText(task));
    page.line(u"waits"_s, waitText(task.value("wait"_L1).toObject()));
    page.line(u"type"_s, stringOf(task, "type"_L1));
    page.line(u"project"_s, stringOf(task, "project"_L1));
    page.line(u"priority"_s, stringOf(task, "priority"_L1));
    page.line(u"requires"_s, joined(spec.value("requires"_L1)));
    page.line(u"wants"_s, joined(spec.value("wants"_L1)));
    page.line(u"after"_s, joined(spec.value("after"_L1)));
    page.line(u"agent"_s, stringOf(task, "agent"_L1));
    if (const QJsonValue score = task.value("score"_L1); score.isDouble())
        page.line(u"score"_s, QString::number(score.toInteger()));
    page.line(u"attempts"_s, u"%1 of %2"_s.arg(task.value("attempt"_L1).toInteger()).arg(task.value("attempts"_L1).toInteger()));
    page.line(u"created"_s, u"%1, %2 ago"_s.arg(clockText(task, "created_ms"_L1), ageText(task.value("created_ms"_L1).toInteger(), nowMs)));
    page.line(u"deadline"_s, clockText(task, "deadline_ms"_L1) + (task.value("deadline_missed"_L1).toBool() ? u", missed"_s : QString()));
    page.line(u"note"_s, stringOf(task.value("progress"_L1).toObject(), "note"_L1));
    page.line(u"error"_s, stringOf(task, "error"_L1));
    if (stringOf(task, "state"_L1) == "needs_input"_L1) {
        page.line(u"question"_s, stringOf(task, "question"_L1));
        page.line(u"choices"_s, joined(task.value("choices"_L1)));
    }
}

void addWhy(Page &page, const QJsonObject &why)
{
    const QJsonArray missing = why.value("missing"_L1).toArray();
    const QString nearest = stringOf(why, "nearest_agent"_L1);
    if (!missing.isEmpty() && !nearest.isEmpty())
        page.line(u"would start"_s, u"if %1 also offered %2"_s.arg(nearest, joined(missing)));
    else if (!missing.isEmpty())
        page.line(u"would start"_s, u"with an agent that offers %1"_s.arg(joined(missing)));
    if (const QJsonValue ahead = why.value("ahead"_L1); ahead.isDouble())
        page.line(u"ahead"_s, u"%1 tasks"_s.arg(ahead.toInteger()));
    QStringList able;
    for (const QJsonValue &value : why.value("candidates"_L1).toArray()) {
        if (able.size() == 5)
            break;
        const QJsonObject candidate = value.toObject();
        const QJsonValue wait = candidate.value("wait_ms"_L1);
        const QString when = !wait.isDouble() ? u" (busy)"_s : wait.toInteger() > 0 ? u" in about "_s + durationText(wait.toInteger()) : QString();
        able << candidate.value("agent"_L1).toString() + when;
    }
    page.line(u"able"_s, able.join(u", "_s));
}

} // namespace

QString taskPage(const QJsonObject &detail, qint64 nowMs, int logLines, bool isFull)
{
    Page page;
    const QJsonObject task = detail.value("task"_L1).toObject();
    addTask(page, task, detail.value("spec"_L1).toObject(), nowMs);
    if (task.value("wait"_L1).isObject())
        addWhy(page, detail.value("why"_L1).toObject());
    for (const QJsonValue &attempt : detail.value("attempts"_L1).toArray())
        addAttempt(page, attempt.toObject(), isFull);
    const QJsonArray artifacts = detail.value("artifacts"_L1).toArray();
    if (!artifacts.isEmpty())
        page.head(u"Artifacts"_s);
    for (const QJsonValue &value : artifacts) {
        const QJsonObject artifact = value.toObject();
        page.block(cleanLine(u"%1  %2 bytes  %3"_s.arg(stringOf(artifact, "name"_L1),
                                                          QString::number(artifact.value("bytes"_L1).toInteger()),
                                                          stringOf(artifact, "sha256"_L1))));
    }
    const QJsonArray log = detail.value("log"_L1).toArray();
    const qsizetype first = std::max<qsizetype>(log.size() - logLines, 0);
    if (first < log.size())
        page.head(first > 0 ? u"Log, the last %1 of %2 lines"_s.arg(logLines).arg(log.size()) : u"Log"_s);
    for (qsizetype i = first; i < log.size(); ++i) {
        const QJsonObject entry = log.at(i).toObject();
        const QString at = QDateTime::fromMSecsSinceEpoch(entry.value("at_ms"_L1).toInteger()).toString(u"hh:mm:ss.zzz"_s);
        page.block(at + u"  "_s + cleanLine(stringOf(entry, "text"_L1)));
    }
    return page.text();
}

} // namespace skep::ctl
