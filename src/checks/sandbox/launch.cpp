// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/launch.h"

#include "checks/sandbox/childsetup.h"
#include "checks/sandbox/seccomp.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <array>

namespace skep::sandbox {
namespace {

constexpr auto kPath = "/usr/local/bin:/usr/bin:/bin";
constexpr std::int64_t kSharedBytes = 16LL * 1024 * 1024; // of /dev/shm
constexpr std::int64_t kSlackBytes = 1024LL * 1024 * 1024;

// The command's own input is empty: standard input was the gate.
constexpr auto kGate = R"(head -c "$1" | tar -xf - -C /work || exit 125
shift
printf 'skep-sandbox-ready\n'
read -r go || exit 125
exec "$@" </dev/null)";

// Stands between the worker and bubblewrap, and leaves only when the whole tree has ended. bubblewrap alone does not
// see to that: killed while it forks, it leaves its first process waiting for it forever. The shell hands standard
// input to what it starts in the background only by another number. A word of its own into the pipe of a worker that was
// killed would end it, so it lets go of the pipes before it starts anything.
constexpr auto kGuard = R"(trap 'stop=1; [ -z "$child" ] || kill -9 "$child"' TERM
exec 9<&0 8>&1 7>&2 </dev/null >/dev/null 2>&1
"$@" <&9 >&8 2>&7 9<&- 8>&- 7>&- &
child=$!
exec 9<&- 8>&- 7>&-
[ -z "$stop" ] || kill -9 "$child"
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
done
rounds=0
while [ $rounds -lt 100 ]; do
    left=
    read -r left </proc/$$/task/$$/children
    [ -n "$left" ] || break
    kill -9 $left 2>/dev/null
    sleep 0.02
    rounds=$((rounds + 1))
done
exit $code)";
constexpr int kFirstPassedFd = 20; // a shell's own numbers end with 9

QStringList words(std::initializer_list<const char *> list)
{
    QStringList out;
    for (const char *word : list)
        out.append(QString::fromLatin1(word));
    return out;
}

#ifdef Q_OS_LINUX
struct Pipe
{
    Fd read, write;
};

Pipe makePipe()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return {};
    const Fd low[] = {Fd(ends[0]), Fd(ends[1])};
    return {Fd(::fcntl(low[0].get(), F_DUPFD_CLOEXEC, kFirstPassedFd)), Fd(::fcntl(low[1].get(), F_DUPFD_CLOEXEC, kFirstPassedFd))};
}

/// The reading end of a pipe that holds these bytes; they must be fewer than a pipe takes.
Fd holding(const QByteArray &bytes)
{
    Pipe pipe = makePipe();
    if (!pipe.write.isOpen() || ::write(pipe.write.get(), bytes.constData(), static_cast<std::size_t>(bytes.size())) != bytes.size())
        return {};
    return std::move(pipe.read);
}
#endif

} // namespace

QString systemProgram(const QString &name)
{
    return QStandardPaths::findExecutable(name, QString::fromLatin1(kPath).split(QLatin1Char(':')));
}

QStringList limitWords(const Limits &limits, bool withProcesses)
{
#ifdef Q_OS_LINUX
    // A bound cannot be raised above the one that this process has itself.
    const auto within = [](auto resource, std::int64_t value) {
        rlimit own{};
        const bool isBound = ::getrlimit(resource, &own) == 0 && own.rlim_max != RLIM_INFINITY;
        return isBound ? std::min(value, static_cast<std::int64_t>(own.rlim_max)) : value;
    };
    const auto both = [&within](const char *option, auto resource, std::int64_t value) {
        return QStringLiteral("--%1=%2:%2").arg(QLatin1StringView(option)).arg(within(resource, value));
    };
    const std::int64_t cpuSeconds = limits.cpu.count() / 1000 + 1;
    QStringList list{systemProgram(QStringLiteral("prlimit")),
                     both("core", RLIMIT_CORE, 0),
                     both("fsize", RLIMIT_FSIZE, limits.diskBytes),
                     both("nofile", RLIMIT_NOFILE, 1024),
                     both("msgqueue", RLIMIT_MSGQUEUE, 0),
                     both("memlock", RLIMIT_MEMLOCK, 1024 * 1024),
                     // Only a last bound for bursts between two looks of the watch; engines of scripts reserve much more
                     // than they use.
                     both("data", RLIMIT_DATA, limits.memoryBytes + kSlackBytes),
                     QStringLiteral("--cpu=%1:%2").arg(within(RLIMIT_CPU, cpuSeconds)).arg(within(RLIMIT_CPU, cpuSeconds + 1))};
    // Far enough above the bound that the watch sees it crossed before programs see a fork fail.
    if (withProcesses)
        list.append(both("nproc", RLIMIT_NPROC, limits.processes + limits.processes / 2 + 32));
    list.append(QStringLiteral("--"));
    return list;
#else
    (void)limits;
    (void)withProcesses;
    return {};
#endif
}

Launch::Launch(const QString &bubblewrap)
    : m_program(bubblewrap)
{
}

Launch Launch::gated(const QString &bubblewrap, const Job &job, qsizetype archiveBytes)
{
    Launch launch(bubblewrap);
    launch.isolate(job.limits);
    for (const auto &[name, value] : job.environment)
        launch.m_arguments << QStringLiteral("--setenv") << QString::fromStdString(name) << QString::fromStdString(value);
    launch.m_arguments << words({"--", "/bin/sh", "-c", kGate, "sh"}) << QString::number(archiveBytes)
                       << limitWords(job.limits, true);
    for (const std::string &word : job.command)
        launch.m_arguments << QString::fromStdString(word);
    return launch;
}

Launch Launch::probe(const QString &bubblewrap)
{
    Launch launch(bubblewrap);
    launch.isolate({});
    launch.m_arguments << words({"--", "/usr/bin/prlimit", "--core=0:0", "--", "/bin/true"});
    return launch;
}

void Launch::isolate(const Limits &limits)
{
    m_arguments << words({"--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
                          "--unshare-cgroup-try", "--hostname", "sandbox", "--uid", "1000", "--gid", "1000",
                          "--die-with-parent", "--new-session", "--cap-drop", "ALL"});
    m_arguments << words({"--clearenv", "--setenv", "PATH", kPath, "--setenv", "HOME", "/work", "--setenv", "TMPDIR", "/tmp",
                          "--setenv", "LANG", "C.UTF-8", "--setenv", "USER", "worker"});
    addSystemFolders();
    addPipes();
    const auto sized = [this](std::int64_t bytes, const char *place) {
        m_arguments << QStringLiteral("--size") << QString::number(bytes) << QStringLiteral("--tmpfs")
                    << QString::fromLatin1(place);
    };
    m_arguments << words({"--proc", "/proc", "--dev", "/dev"});
    sized(std::min(kSharedBytes, limits.diskBytes), "/dev/shm");
    sized(limits.diskBytes, "/tmp");
    sized(limits.diskBytes, "/work");
    // Both are memory file systems without a bound of their own.
    m_arguments << words({"--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work"});
}

void Launch::addSystemFolders()
{
    m_arguments << words({"--ro-bind", "/usr", "/usr"});
    for (const char *name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
        const QFileInfo folder(QString::fromLatin1(name));
        if (folder.isSymLink()) {
            // Most systems keep them in /usr. The text of the link, which may be relative.
            m_arguments << QStringLiteral("--symlink") << QStringLiteral("usr") + folder.filePath() << folder.filePath();
        } else if (folder.isDir()) {
            m_arguments << QStringLiteral("--ro-bind") << folder.filePath() << folder.filePath();
        }
    }
    m_arguments << words({"--dir", "/etc"});
    for (const char *file : {"/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"})
        m_arguments << words({"--ro-bind-try", file, file});
}

void Launch::pass(const char *option, int fd)
{
    if (fd < 0)
        return;
    m_arguments << QString::fromLatin1(option) << QString::number(fd);
    m_passed.push_back(fd);
}

void Launch::addPipes()
{
#ifdef Q_OS_LINUX
    if (const QByteArray filter = seccompFilter(); !filter.isEmpty()) {
        m_filter = holding(filter);
        pass("--seccomp", m_filter.get());
    }
    m_accounts = holding("worker:x:1000:1000::/work:/bin/sh\n");
    pass("--ro-bind-data", m_accounts.get());
    m_arguments << QStringLiteral("/etc/passwd");
    Pipe info = makePipe();
    m_infoRead = std::move(info.read);
    m_infoWrite = std::move(info.write);
    pass("--info-fd", m_infoWrite.get());
#endif
}

void Launch::applyTo(QProcess &process) const
{
    process.setProgram(QStringLiteral("/bin/sh"));
    process.setArguments(words({"-c", kGuard, "sh"}) << m_program << m_arguments);
    QProcessEnvironment empty;
    empty.insert(QStringLiteral("PATH"), QString::fromLatin1(kPath)); // an empty list would mean ours
    process.setProcessEnvironment(empty);
    process.setWorkingDirectory(QStringLiteral("/"));
    ChildSetup setup;
    setup.passedFds = m_passed;
    setup.isGuard = true;
#ifdef Q_OS_LINUX
    setup.leavesRoot = ::geteuid() == 0;
#endif
    process.setChildProcessModifier(setup.modifier());
}

std::int64_t Launch::readFirstPid() const
{
#ifdef Q_OS_LINUX
    std::array<char, 1024> buffer{};
    if (!m_infoRead.isOpen() || ::fcntl(m_infoRead.get(), F_SETFL, O_NONBLOCK) != 0)
        return 0;
    const auto count = ::read(m_infoRead.get(), buffer.data(), buffer.size());
    if (count <= 0)
        return 0;
    const QByteArray bytes(buffer.data(), count);
    return QJsonDocument::fromJson(bytes).object().value(QLatin1StringView("child-pid")).toInteger();
#else
    return 0;
#endif
}

} // namespace skep::sandbox
