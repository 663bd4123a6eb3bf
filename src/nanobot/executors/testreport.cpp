// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/testreport.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace skep::nanobot {
namespace {

using namespace Qt::StringLiterals;

constexpr int kFailuresMax = 200;
constexpr int kCoveredFilesMax = 500;
constexpr qsizetype kMessageMax = 2'000; // characters
constexpr char kReportMark = '\x1e';
constexpr int kTimeoutCode = 124; // of timeout(1)

QString cut(const QString &text)
{
    return text.size() > kMessageMax ? text.left(kMessageMax) + u'…' : text;
}

QString plain(const QByteArray &line)
{
    QString text = QString::fromUtf8(line);
    text.removeIf([](QChar c) { return c < u' ' && c != u'\t'; });
    return text;
}

double percent(int part, int whole)
{
    return whole > 0 ? std::round(1000.0 * part / whole) / 10 : 0;
}

} // namespace

void TestReport::begin(const TestPlan &plan)
{
    m_plan = &plan;
    m_planDone = 0;
    m_planOf = plan.steps;
    m_of += plan.steps;
    m_failedBefore = m_failedAtBegin = m_failed;
    m_program = -1;
    m_readsGcov = false;
    m_languages.append(QString::fromStdString(plan.language));
    for (const std::string &test : plan.tests)
        m_files.append(QString::fromStdString(test));
}

void TestReport::take(const QByteArray &line)
{
    const qsizetype mark = line.indexOf(kReportMark);
    const QByteArray said = mark < 0 ? line : line.left(mark);
    if (m_readsGcov && mark < 0)
        return takeGcovLine(line);
    if (!said.trimmed().isEmpty()) {
        if (m_program >= 0)
            takeTapLine(said);
        m_log(plain(said).toStdString());
    }
    if (mark >= 0)
        takeWord(QJsonDocument::fromJson(line.mid(mark + 1)).object());
}

void TestReport::takeWord(const QJsonObject &word)
{
    const QString kind = word.value("t"_L1).toString();
    if (kind == "plan"_L1) {
        const int of = std::clamp(word.value("of"_L1).toInt(), 0, 1'000'000) + m_planDone;
        m_of += of - m_planOf;
        m_planOf = of;
    } else if (kind == "test"_L1) {
        addTest(word.value("state"_L1).toString(), word.value("name"_L1).toString(), word.value("file"_L1).toString(),
                word.value("line"_L1).toInt(), word.value("message"_L1).toString());
        ++m_done;
        ++m_planDone;
    } else if (kind == "coverage"_L1) {
        const QString tool = word.value("tool"_L1).toString().left(40);
        if (!m_tools.contains(tool))
            m_tools.append(tool);
        for (const QJsonValue &value : word.value("files"_L1).toArray())
            addCoverage(value.toObject().value("path"_L1).toString(), value.toObject().value("lines"_L1).toInt(),
                        value.toObject().value("covered"_L1).toInt());
    } else {
        takeCppWord(kind, static_cast<std::size_t>(word.value("n"_L1).toInt(-1)), word.value("code"_L1).toInt());
    }
}

void TestReport::takeCppWord(const QString &kind, std::size_t number, int code)
{
    const QString test = number < m_plan->tests.size() ? QString::fromStdString(m_plan->tests[number]) : QString();
    if (kind == "source"_L1 && number < m_plan->sources.size()) {
        ++m_done;
        const QString source = QString::fromStdString(m_plan->sources[number]);
        if (code != 0)
            addTest(u"failed"_s, u"(compiling)"_s, source, 0, u"the source does not compile"_s);
    } else if (kind == "begin"_L1 && !test.isEmpty()) {
        m_program = code == 0 ? static_cast<int>(number) : -1;
        m_programTests = 0;
        if (code != 0) {
            ++m_done;
            addTest(u"failed"_s, u"(compiling)"_s, test, 0, u"the test does not compile or link"_s);
        }
    } else if (kind == "end"_L1 && static_cast<int>(number) == m_program) {
        ++m_done;
        m_program = -1;
        const QString how = code == kTimeoutCode ? u"the program did not end in time"_s
            : code > 128                         ? u"the program ended by signal %1"_s.arg(code - 128)
                                                 : u"the program ended with exit code %1"_s.arg(code);
        const bool hasToldFailure = m_failed > m_failedBefore;
        if (m_programTests == 0)
            addTest(code == 0 ? u"passed"_s : u"failed"_s, test, test, 0, code == 0 ? QString() : how);
        else if (code > 1 || (code == 1 && !hasToldFailure))
            addTest(u"failed"_s, u"(the program)"_s, test, 0, how);
        m_failedBefore = m_failed;
    } else if (kind == "gcov"_L1 || kind == "gcovend"_L1) {
        m_readsGcov = kind == "gcov"_L1;
        if (m_readsGcov && !m_plan->sources.empty() && !m_tools.contains(u"gcov"_s))
            m_tools.append(u"gcov"_s);
    }
}

/// "ok 1 - name", "not ok - name # src/a.cpp:12: message", "ok - name # SKIP why" (docs/sandbox.md).
void TestReport::takeTapLine(const QByteArray &line)
{
    static const QRegularExpression pattern(uR"(^(not )?ok\b\s*\d*\s*-?\s*([^#]*?)\s*(?:#\s*(.*))?$)"_s);
    static const QRegularExpression place(uR"(^([^\s:]+):(\d+):\s*(.*)$)"_s);
    const auto match = pattern.match(plain(line));
    if (!match.hasMatch())
        return;
    ++m_programTests;
    QString file = QString::fromStdString(m_plan->tests[static_cast<std::size_t>(m_program)]);
    QString message = match.captured(3);
    int at = 0;
    if (const auto where = place.match(message); where.hasMatch()) {
        file = where.captured(1).startsWith("./"_L1) ? where.captured(1).mid(2) : where.captured(1);
        at = where.captured(2).toInt();
        message = where.captured(3);
    }
    const bool isSkipped = match.captured(3).startsWith("SKIP"_L1, Qt::CaseInsensitive);
    addTest(isSkipped ? u"skipped"_s : match.captured(1).isEmpty() ? u"passed"_s : u"failed"_s, match.captured(2), file, at, message);
}

/// "File 'src/a.cpp'", then "Lines executed:87.50% of 8".
void TestReport::takeGcovLine(const QByteArray &line)
{
    static const QRegularExpression executed(uR"(^Lines executed:([0-9.]+)% of (\d+)$)"_s);
    const QString text = plain(line).trimmed();
    if (text.startsWith("File '"_L1)) {
        m_gcovFile = text.mid(6).chopped(1);
        if (m_gcovFile.startsWith("./"_L1))
            m_gcovFile.remove(0, 2);
    } else if (const auto match = executed.match(text); match.hasMatch() && !m_gcovFile.isEmpty()) {
        const int lines = match.captured(2).toInt();
        const auto isOwn = std::find(m_plan->sources.begin(), m_plan->sources.end(), m_gcovFile.toStdString()) != m_plan->sources.end();
        if (isOwn)
            addCoverage(m_gcovFile, lines, static_cast<int>(std::lround(match.captured(1).toDouble() * lines / 100)));
        m_gcovFile.clear();
    }
}

void TestReport::addTest(const QString &state, const QString &name, const QString &file, int line, const QString &message)
{
    if (state == "passed"_L1) {
        ++m_passed;
    } else if (state == "skipped"_L1) {
        ++m_skipped;
    } else {
        ++m_failed;
        if (m_failures.size() < kFailuresMax)
            m_failures.append(QJsonObject{{u"name"_s, name.left(500)}, {u"file"_s, file.left(500)}, {u"line"_s, std::max(line, 0)}, {u"message"_s, cut(message)}});
        else
            ++m_failuresLeftOut;
    }
    QString told = state + u": "_s + name;
    if (state == "failed"_L1)
        told += u" ("_s + file + (line > 0 ? u':' + QString::number(line) : QString()) + u") "_s + message.section(u'\n', 0, 0);
    m_log(told.left(1'000).toStdString());
}

void TestReport::addCoverage(const QString &path, int lines, int covered)
{
    if (path.isEmpty() || lines <= 0 || covered < 0 || covered > lines || m_covered.size() >= kCoveredFilesMax)
        return;
    m_covered[path.left(500)] = {lines, covered};
}

void TestReport::end(const sandbox::Outcome &outcome)
{
    const QString said = QString::fromStdString(outcome.sentence());
    const bool hasFailure = m_failed > m_failedAtBegin;
    // An end that no failed test explains is a failure of its own.
    if (outcome.stop != sandbox::Stop::Exited || (outcome.exitCode != 0 && !hasFailure))
        addTest(u"failed"_s, u"(the run of the %1 tests)"_s.arg(QString::fromStdString(m_plan->language)),
                QString::fromStdString(m_plan->tests.front()), 0, said);
    m_runs.append(QJsonObject{{u"language"_s, QString::fromStdString(m_plan->language)},
                              {u"end"_s, QString::fromUtf8(sandbox::name(outcome.stop))},
                              {u"said"_s, said},
                              {u"exit_code"_s, outcome.exitCode},
                              {u"wall_ms"_s, static_cast<qint64>(outcome.wall.count())},
                              {u"cpu_ms"_s, static_cast<qint64>(outcome.cpu.count())},
                              {u"memory_peak_bytes"_s, static_cast<qint64>(outcome.memoryPeakBytes)},
                              {u"output_bytes"_s, outcome.outputBytes}});
    m_log(m_plan->language + ": " + outcome.sentence());
}

QJsonValue TestReport::coverage() const
{
    if (m_tools.isEmpty())
        return u"tool missing"_s;
    int lines = 0, covered = 0;
    QJsonArray files;
    for (const auto &[path, figures] : m_covered) {
        lines += figures.lines;
        covered += figures.covered;
        files.append(QJsonObject{{u"path"_s, path}, {u"lines"_s, figures.lines}, {u"covered"_s, figures.covered}});
    }
    return QJsonObject{{u"tool"_s, m_tools.join(u", "_s)},
                       {u"lines"_s, lines},
                       {u"covered"_s, covered},
                       {u"percent"_s, percent(covered, lines)},
                       {u"files"_s, files}};
}

QString TestReport::summary() const
{
    QString text = u"%1 of %2 tests passed, %3 failed, %4 skipped; "_s.arg(m_passed).arg(total()).arg(m_failed).arg(m_skipped);
    const QJsonValue found = coverage();
    return text
        + (found.isObject() ? u"%1 % of the lines covered"_s.arg(found.toObject().value("percent"_L1).toDouble())
                            : u"coverage: tool missing"_s);
}

QJsonObject TestReport::result() const
{
    const QJsonObject counts{{u"total"_s, total()}, {u"passed"_s, m_passed}, {u"failed"_s, m_failed}, {u"skipped"_s, m_skipped}};
    QJsonObject evidence = counts;
    evidence.insert(u"files_run"_s, m_files.size());
    QJsonObject result{{u"summary"_s, summary()}, {u"languages"_s, m_languages}, {u"files"_s, m_files},
                       {u"tests"_s, counts},      {u"failures"_s, m_failures},   {u"coverage"_s, coverage()},
                       {u"runs"_s, m_runs},       {u"evidence"_s, evidence}};
    if (m_failuresLeftOut > 0)
        result.insert(u"failures_left_out"_s, m_failuresLeftOut);
    return result;
}

} // namespace skep::nanobot
