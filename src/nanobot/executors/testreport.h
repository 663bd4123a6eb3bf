// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/outcome.h"
#include "nanobot/executors/testplan.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <functional>
#include <map>

namespace skep::nanobot {

/// Gathers what the runners of a task say and makes the result of it. What foreign code prints is data: a test that
/// imitates the runner can only lie about its own project.
class TestReport final
{
public:
    /// Called with each line that a person should see.
    using Log = std::function<void(std::string)>;

    explicit TestReport(Log log)
        : m_log(std::move(log))
    {
    }

    void begin(const TestPlan &plan);
    void take(const QByteArray &line);
    void end(const sandbox::Outcome &outcome);

    /// Counted progress over all plans so far.
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int of() const { return std::max(m_of, m_done); }
    [[nodiscard]] int total() const { return m_passed + m_failed + m_skipped; }

    [[nodiscard]] QJsonObject result() const;

private:
    void takeWord(const QJsonObject &word);
    void takeCppWord(const QString &kind, std::size_t number, int code);
    void takeTapLine(const QByteArray &line);
    void takeGcovLine(const QByteArray &line);
    void addTest(const QString &state, const QString &name, const QString &file, int line, const QString &message);
    void addCoverage(const QString &path, int lines, int covered);
    [[nodiscard]] QJsonValue coverage() const;
    [[nodiscard]] QString summary() const;

    struct Covered
    {
        int lines = 0, covered = 0;
    };

    Log m_log;
    const TestPlan *m_plan = nullptr;
    int m_done = 0, m_of = 0;
    int m_passed = 0, m_failed = 0, m_skipped = 0, m_failuresLeftOut = 0;
    int m_planDone = 0; // of the present plan
    int m_planOf = 0;
    int m_failedAtBegin = 0; // of the present plan
    int m_failedBefore = 0;  // cpp: the present program
    int m_programTests = 0; // cpp: what the present program has told
    int m_program = -1;     // cpp: its number
    bool m_readsGcov = false;
    QString m_gcovFile;
    QJsonArray m_files, m_failures, m_languages, m_runs;
    QStringList m_tools; // of the coverage
    std::map<QString, Covered> m_covered;
};

} // namespace skep::nanobot
