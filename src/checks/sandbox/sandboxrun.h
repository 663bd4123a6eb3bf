// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/boundedtext.h"
#include "checks/sandbox/launch.h"
#include "checks/sandbox/lines.h"
#include "checks/sandbox/outcome.h"
#include "checks/sandbox/watch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <optional>

namespace skep::sandbox {

/// One run of a job, from its start to the end of its last process. Lives on one event loop and never blocks it.
/// Destroying it ends all its processes.
class SandboxRun final : public QObject
{
    Q_OBJECT

public:
    /// Made by Sandbox::prepare(). An empty `bubblewrap` runs the command without a sandbox.
    SandboxRun(QString bubblewrap, Job job);
    ~SandboxRun() override;

    /// finished() follows in any case, never from inside this call.
    void start();
    /// Ends all processes at once; finished() follows.
    void cancel() { stop(Stop::Cancelled); }

    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    /// Complete after finished().
    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }
    /// A file that the command left in its work folder. No link is followed. After finished().
    [[nodiscard]] Result<QByteArray> readBack(const std::string &path, std::size_t bytesMax) const;

    static constexpr std::chrono::milliseconds kLookEvery{10};
    static constexpr qsizetype kLineBytesMax = 16 * 1024; // longer ones come in pieces

Q_SIGNALS:
    /// A line of standard output or error, as it comes.
    void lineWritten(const QByteArray &line);
    void finished();

private:
    void launchSandbox(const QByteArray &archive);
    void launchPlain();
    void connectProcess();
    void fail(std::string why);
    void endProcess();
    void onOutput();
    void onErrorOutput();
    void takeBytes(const QByteArray &bytes, LineSplitter &lines);
    void openGate();
    void look();
    void judge(const Usage &usage);
    void stop(Stop why);
    void onProcessEnded(int code, QProcess::ExitStatus status);
    void readEnd(int code, QProcess::ExitStatus status);
    void conclude();

    const QString m_bubblewrap;
    Job m_job;
    Outcome m_outcome;
    QProcess m_process;
    std::optional<Launch> m_launch;
    std::unique_ptr<QTemporaryDir> m_folder; // without a sandbox
    std::unique_ptr<Watch> m_watch;
    std::unique_ptr<QSocketNotifier> m_end;
    BoundedText m_kept;
    LineSplitter m_lines;
    LineSplitter m_errorLines;
    QByteArray m_setupWords; // before the gate opens: what bubblewrap says
    QTimer m_wall;
    QTimer m_looks;
    QElapsedTimer m_clock;
    std::optional<Stop> m_stop;
    bool m_isOpen = false; // the command runs
    bool m_isFinished = false;
};

} // namespace skep::sandbox
