// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/sandboxrun.h"

#include "checks/sandbox/archive.h"
#include "checks/sandbox/childsetup.h"
#include "checks/sandbox/groupwatch.h"
#include "checks/sandbox/namespacewatch.h"
#include "checks/sandbox/readback.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <csignal>

namespace skep::sandbox {
namespace {

constexpr qsizetype kKeptBytes = 64 * 1024; // of the output's head, and of its tail
constexpr std::chrono::milliseconds kSetupMax{20'000};
constexpr int kSignalBase = 128; // bubblewrap and shells report a signal as this plus its number

std::string text(const QString &words)
{
    return words.toStdString();
}

/// Writes the private copy of a run without a sandbox. False when a file could not be written.
bool writeFiles(const QString &folder, const std::vector<File> &files)
{
    for (const File &file : files) {
        const QString path = folder + QLatin1Char('/') + QString::fromStdString(file.path);
        QFile out(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !out.open(QIODevice::WriteOnly)
            || out.write(file.bytes.data(), static_cast<qint64>(file.bytes.size())) != static_cast<qint64>(file.bytes.size()))
            return false;
        out.setPermissions(out.permissions() | QFileDevice::ExeOwner);
    }
    return true;
}

} // namespace

SandboxRun::SandboxRun(QString bubblewrap, Job job)
    : m_bubblewrap(std::move(bubblewrap))
    , m_job(std::move(job))
    , m_kept(kKeptBytes)
    , m_lines(kLineBytesMax)
    , m_errorLines(kLineBytesMax)
{
    m_outcome.limits = m_job.limits;
    m_wall.setSingleShot(true);
    connect(&m_wall, &QTimer::timeout, this, [this] {
        if (m_isOpen)
            stop(Stop::WallTime);
        else
            fail("the sandbox was not ready in time");
    });
    m_looks.setTimerType(Qt::PreciseTimer);
    connect(&m_looks, &QTimer::timeout, this, &SandboxRun::look);
}

SandboxRun::~SandboxRun()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    if (m_watch)
        m_watch->killAll();
    endProcess();
    m_process.waitForFinished(1'000); // it was killed: this is the time of a signal
}

void SandboxRun::start()
{
    if (const auto valid = validate(m_job); !valid)
        return fail(valid.error().field + ": " + valid.error().detail + " (limit " + std::to_string(valid.error().limit) + ")");
    if (systemProgram(QStringLiteral("prlimit")).isEmpty())
        return fail("prlimit is not installed (package util-linux)");
    connectProcess();
    m_wall.start(kSetupMax);
    if (m_bubblewrap.isEmpty())
        launchPlain();
    else
        launchSandbox(archiveOf(m_job.files));
}

void SandboxRun::connectProcess()
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxRun::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &SandboxRun::onErrorOutput);
    connect(&m_process, &QProcess::finished, this, &SandboxRun::onProcessEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail("it cannot be started: " + text(m_process.errorString()));
    });
}

void SandboxRun::launchSandbox(const QByteArray &archive)
{
    m_launch.emplace(Launch::gated(m_bubblewrap, m_job, archive.size()));
    m_launch->applyTo(m_process);
    m_process.start();
    m_process.write(archive);
}

void SandboxRun::launchPlain()
{
    m_folder = std::make_unique<QTemporaryDir>();
    if (!m_folder->isValid() || !writeFiles(m_folder->path(), m_job.files))
        return fail("the files cannot be written: " + text(m_folder->errorString()));
    QStringList words = limitWords(m_job.limits, false);
    m_process.setProgram(words.takeFirst());
    for (const std::string &word : m_job.command)
        words.append(QString::fromStdString(word));
    m_process.setArguments(words);
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
    environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("HOME"), m_folder->path());
    environment.insert(QStringLiteral("TMPDIR"), m_folder->path());
    for (const auto &[name, value] : m_job.environment)
        environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_folder->path());
    m_process.setStandardInputFile(QProcess::nullDevice());
    ChildSetup setup;
    setup.ownSession = true;
    m_process.setChildProcessModifier(setup.modifier());
    connect(&m_process, &QProcess::started, this, [this] {
        m_watch = std::make_unique<GroupWatch>(m_process.processId(), m_folder->path());
        openGate();
    });
    m_process.start();
}

void SandboxRun::fail(std::string why)
{
    if (m_stop)
        return;
    m_stop = Stop::NotStarted;
    m_outcome.detail = std::move(why);
    if (m_process.state() == QProcess::NotRunning)
        QMetaObject::invokeMethod(this, &SandboxRun::conclude, Qt::QueuedConnection);
    else
        endProcess();
}

/// The process between bubblewrap and this one takes what it guards along.
void SandboxRun::endProcess()
{
    m_bubblewrap.isEmpty() ? m_process.kill() : m_process.terminate();
}

void SandboxRun::onOutput()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (m_isOpen)
        return takeBytes(bytes, m_lines);
    m_setupWords += bytes;
    if (m_stop || m_setupWords != Launch::kReadyLine)
        return;
    m_setupWords.clear();
    m_watch = NamespaceWatch::open(m_launch->readFirstPid());
    if (!m_watch)
        return fail("the sandbox cannot be watched from outside");
    openGate();
    m_process.write("go\n");
    m_process.closeWriteChannel();
}

void SandboxRun::onErrorOutput()
{
    const QByteArray bytes = m_process.readAllStandardError();
    if (m_isOpen)
        takeBytes(bytes, m_errorLines);
    else
        m_setupWords += bytes;
}

void SandboxRun::openGate()
{
    m_isOpen = true;
    m_clock.start();
    m_wall.start(m_job.limits.wall);
    m_looks.start(kLookEvery);
}

void SandboxRun::takeBytes(const QByteArray &bytes, LineSplitter &lines)
{
    if (m_stop && *m_stop == Stop::Output)
        return;
    m_kept.append(bytes);
    lines.feed(bytes, [this](const QByteArray &line) { Q_EMIT lineWritten(line); });
    if (m_kept.size() > m_job.limits.outputBytes)
        stop(Stop::Output);
}

void SandboxRun::look()
{
    if (m_watch && m_isOpen)
        judge(m_watch->usage(m_job.limits.memoryBytes));
}

void SandboxRun::judge(const Usage &usage)
{
    const Limits &limits = m_job.limits;
    m_outcome.cpu = std::max(m_outcome.cpu, usage.cpu);
    m_outcome.memoryPeakBytes = std::max(m_outcome.memoryPeakBytes, usage.memoryBytes);
    m_outcome.processesPeak = std::max(m_outcome.processesPeak, usage.processes);
    if (usage.memoryBytes > limits.memoryBytes)
        stop(Stop::Memory);
    else if (usage.processes > limits.processes)
        stop(Stop::Processes);
    else if (usage.isDiskFull || usage.diskBytes > limits.diskBytes)
        stop(Stop::Disk);
    else if (usage.files > limits.files)
        stop(Stop::Files);
    else if (usage.cpu > limits.cpu)
        stop(Stop::CpuTime);
}

void SandboxRun::stop(Stop why)
{
    if (m_stop || m_isFinished)
        return;
    m_stop = why;
    if (m_watch)
        m_watch->killAll();
    else if (m_process.state() != QProcess::NotRunning)
        endProcess();
    else
        QMetaObject::invokeMethod(this, &SandboxRun::conclude, Qt::QueuedConnection);
}

void SandboxRun::onProcessEnded(int code, QProcess::ExitStatus status)
{
    onOutput();
    onErrorOutput();
    readEnd(code, status);
    if (!m_watch)
        return conclude();
    // Whatever the command left running ends with it.
    m_watch->killAll();
    if (m_watch->endFd() < 0)
        return conclude();
    m_end = std::make_unique<QSocketNotifier>(m_watch->endFd(), QSocketNotifier::Read);
    connect(m_end.get(), &QSocketNotifier::activated, this, [this] {
        m_end->setEnabled(false);
        conclude();
    });
}

void SandboxRun::readEnd(int code, QProcess::ExitStatus status)
{
    if (!m_isOpen && !m_stop) {
        const std::string words = m_setupWords.left(500).trimmed().toStdString();
        fail(words.empty() ? "the sandbox ended before it was ready" : words);
    }
    if (m_stop)
        return;
    const int signal = status == QProcess::CrashExit ? code : code > kSignalBase ? code - kSignalBase : 0;
    m_outcome.signal = signal;
    m_outcome.exitCode = code;
    m_outcome.stop = signal > 0 && signal < NSIG ? Stop::Signalled : Stop::Exited;
    // The bounds of one process speak through signals.
    if (signal == SIGXCPU)
        m_outcome.stop = Stop::CpuTime;
    else if (signal == SIGXFSZ)
        m_outcome.stop = Stop::Disk;
    else if (m_watch && !m_outcome.isSuccess() && m_watch->usage(m_job.limits.memoryBytes).isDiskFull)
        m_outcome.stop = Stop::Disk;
}

void SandboxRun::conclude()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_wall.stop();
    m_looks.stop();
    if (m_stop)
        m_outcome.stop = *m_stop;
    const auto tell = [this](const QByteArray &line) { Q_EMIT lineWritten(line); };
    m_lines.finish(tell);
    m_errorLines.finish(tell);
    m_outcome.output = m_kept.text();
    m_outcome.outputBytes = m_kept.size();
    if (m_clock.isValid())
        m_outcome.wall = std::chrono::milliseconds(m_clock.elapsed());
    Q_EMIT finished();
}

Result<QByteArray> SandboxRun::readBack(const std::string &path, std::size_t bytesMax) const
{
    if (!m_watch || m_watch->workFd() < 0)
        return failField(ErrorCode::NotFound, path, 0, "nothing was run");
    return sandbox::readBack(m_watch->workFd(), path, bytesMax);
}

} // namespace skep::sandbox
