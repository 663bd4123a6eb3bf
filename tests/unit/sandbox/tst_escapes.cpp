// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include "checks/sandbox/childsetup.h"
#include "checks/sandbox/outcome.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QUdpSocket>

#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace skep;
using namespace skep::sandbox;
using namespace skep::sandbox::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(skep::sandbox::Stop)

namespace {

constexpr auto kMark = "skep-escape-daemon-31416"; // in the command line of what must not live on

/// True when some process of this machine carries the text in its command line.
bool anyProcessSays(const QByteArray &text)
{
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool isNumber = false;
        entry.toLongLong(&isNumber);
        QFile line(u"/proc/"_s + entry + u"/cmdline"_s);
        if (isNumber && line.open(QIODevice::ReadOnly) && line.readAll().contains(text))
            return true;
    }
    return false;
}

/// A listening socket in the abstract namespace, which knows no folders.
class AbstractListener final
{
public:
    explicit AbstractListener(const std::string &name)
        : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        name.copy(address.sun_path + 1, sizeof address.sun_path - 2);
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
        m_isListening = ::bind(m_fd, reinterpret_cast<const sockaddr *>(&address), size) == 0 && ::listen(m_fd, 5) == 0;
    }
    ~AbstractListener() { ::close(m_fd); }
    [[nodiscard]] bool isListening() const { return m_isListening; }

private:
    int m_fd;
    bool m_isListening = false;
};

} // namespace

/// What hostile code tries. Every attempt is real, and prints ESCAPED where it succeeds; that the cheap ones do so
/// without a sandbox is tested too.
class TestEscapes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void reachingOutFails_data() { reaching(); }
    void reachingOutFails();
    void reachingOutWorksWithoutSandbox_data() { reaching(); }
    void reachingOutWorksWithoutSandbox();
    void exhaustionIsStopped_data();
    void exhaustionIsStopped();
    void shortForkBombIsStopped();
    void signalsStayInside();
    void nothingOutlivesTheRun();
    void linksLeadNowhere();
    void killedOwnerTakesTheTreeAlong();
    void ownerKilledEarlyLeavesNothing();

private:
    void reaching();
    [[nodiscard]] Job jobOf(const QString &language, const QString &program) const;

    QTemporaryDir m_host;
    QTcpServer m_tcp;
    QUdpSocket m_udp;
    std::unique_ptr<AbstractListener> m_abstract;
    std::string m_abstractName = "skep-escape-" + std::to_string(::getpid());
};

void TestEscapes::initTestCase()
{
    SKEP_NEED_SANDBOX();
    QVERIFY(m_tcp.listen(QHostAddress::LocalHost));
    QVERIFY(m_udp.bind(QHostAddress::LocalHost));
    m_abstract = std::make_unique<AbstractListener>(m_abstractName);
    QVERIFY(m_abstract->isListening());
    for (const QString &name : {u"home/.netrc"_s, u"data/admin.token"_s}) {
        QVERIFY(QDir(m_host.path()).mkpath(QFileInfo(name).path()));
        QFile file(m_host.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ESCAPED with a secret\n") > 0);
    }
}

Job TestEscapes::jobOf(const QString &language, const QString &program) const
{
    Job job;
    const QHash<QString, QString> places{{u"@TCP@"_s, QString::number(m_tcp.serverPort())},
                                         {u"@UDP@"_s, QString::number(m_udp.localPort())},
                                         {u"@ABSTRACT@"_s, QString::fromStdString(m_abstractName)},
                                         {u"@HOST@"_s, m_host.path()},
                                         {u"@HOME@"_s, QDir::homePath()},
                                         {u"@PID@"_s, QString::number(::getpid())},
                                         {u"@MARK@"_s, QString::fromLatin1(kMark)}};
    QString text = program;
    for (auto it = places.cbegin(); it != places.cend(); ++it)
        text.replace(it.key(), it.value());
    job.limits.wall = std::chrono::seconds(10);
    if (language == "sh"_L1) {
        job.command = {"/bin/sh", "-c", text.toStdString()};
    } else if (language == "python"_L1) {
        job.files = {{"try.py", text.toStdString()}};
        job.command = {"python3", "try.py"};
    } else if (language == "js"_L1) {
        job.files = {{"try.js", text.toStdString()}};
        job.command = {"node", "try.js"};
    } else {
        job.files = {{"try.c", text.toStdString()}};
        job.command = {"/bin/sh", "-c", "gcc -O0 -w -o /tmp/try try.c && exec /tmp/try"};
    }
    return job;
}

bool hasLanguage(const QString &language)
{
    const QHash<QString, std::string> tools{{u"sh"_s, "sh"}, {u"python"_s, "python3"}, {u"js"_s, "node"}, {u"c"_s, "gcc"}};
    return !Sandbox::tool(tools.value(language)).empty();
}

#define SKEP_NEED_LANGUAGE(language) \
    if (!hasLanguage(language)) \
        QSKIP(qPrintable(language + u" is not installed"_s))

/// `control`: without a sandbox the same program succeeds here, harmlessly.
void TestEscapes::reaching()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("control");
    QTest::addColumn<QString>("program");
    const auto row = [](const char *name, const char *language, bool control, const char *program) {
        QTest::newRow(name) << QString::fromLatin1(language) << control << QString::fromLatin1(program);
    };
    row("TCP to a local port", "python", true,
        "import socket\ntry:\n  socket.create_connection(('127.0.0.1', @TCP@), 2)\n  print('ESCAPED')\nexcept OSError as e: print(e)\n");
    row("TCP from JavaScript", "js", true,
        "require('net').connect(@TCP@, '127.0.0.1', () => { console.log('ESCAPED'); process.exit() }).on('error', e => console.log(e.code))");
    row("UDP to a local port", "python", true,
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ntry:\n  s.connect(('127.0.0.1', @UDP@))\n  s.send(b'x')\n"
        "  s.settimeout(0.2)\n  s.send(b'x')\n  import time; time.sleep(0.05); s.send(b'x')\n  print('ESCAPED')\nexcept OSError as e: print(e)\n");
    row("abstract Unix socket", "python", true,
        "import socket\ns = socket.socket(socket.AF_UNIX)\ntry:\n  s.connect('\\0@ABSTRACT@')\n  print('ESCAPED')\nexcept OSError as e: print(e)\n");
    row("home folder", "sh", true, "case @HOME@ in /|/tmp|/work) ;; *) ls -A @HOME@ && echo ESCAPED ;; esac; cat @HOST@/home/.netrc");
    row("data folder and admin.token", "sh", true, "cat @HOST@/data/admin.token");
    row("data folder through /proc", "sh", true, "for p in 1 $PPID @PID@; do cat /proc/$p/root@HOST@/data/admin.token /proc/$p/cwd/../data/admin.token; done");
    row("folder above", "sh", true, "cd ../../../..; cat .@HOST@/data/admin.token");
    row("environment of others", "sh", true, "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep ESCAPED-from");
    row("processes of the machine", "sh", true, "[ -r /proc/@PID@/status ] && grep -q tst_escapes /proc/@PID@/cmdline && echo ESCAPED");
    row("raw network and host sockets", "python", false,
        "import socket\nfor f in (socket.AF_PACKET, getattr(socket, 'AF_VSOCK', 40), 38):\n  try:\n    socket.socket(f, socket.SOCK_RAW if f == "
        "socket.AF_PACKET else socket.SOCK_STREAM if f != 38 else socket.SOCK_SEQPACKET)\n    print('ESCAPED', f)\n  except OSError as e: print(e)\n");
    row("writing to system folders", "sh", false,
        "for f in / /usr /usr/bin /usr/local/bin /etc /bin /lib /dev /proc /proc/sys/kernel; do touch $f/x 2>/dev/null && echo ESCAPED $f; done; "
        "echo x > /etc/passwd && echo ESCAPED; echo 1 > /proc/sys/kernel/sysrq && echo ESCAPED; echo b > /proc/sysrq-trigger && echo ESCAPED");
    row("tracing another process", "c", false,
        "#include <stdio.h>\n#include <unistd.h>\n#include <sys/ptrace.h>\nint main() { int p = fork(); if (!p) { sleep(5); return 0; }\n"
        "if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0) puts(\"ESCAPED\"); if (ptrace(PTRACE_ATTACH, p, 0, 0) == 0) puts(\"ESCAPED\");\n"
        "if (ptrace(PTRACE_SEIZE, 1, 0, 0) == 0) puts(\"ESCAPED\"); kill(p, 9); return 0; }");
    row("mounting", "c", false,
        "#include <stdio.h>\n#include <sys/mount.h>\nint main() { if (mount(\"tmpfs\", \"/work\", \"tmpfs\", 0, 0) == 0) puts(\"ESCAPED\");\n"
        "if (mount(0, \"/\", 0, MS_REMOUNT | MS_BIND, 0) == 0) puts(\"ESCAPED\"); if (umount2(\"/usr\", MNT_DETACH) == 0) puts(\"ESCAPED\"); return 0; }");
    row("new namespaces", "c", false,
        "#define _GNU_SOURCE\n#include <sched.h>\n#include <stdio.h>\n#include <unistd.h>\n#include <signal.h>\n#include <sys/syscall.h>\n"
        "int main() { if (unshare(CLONE_NEWUSER) == 0) puts(\"ESCAPED\"); if (unshare(CLONE_NEWNS) == 0) puts(\"ESCAPED\");\n"
        "long p = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0); if (p == 0) _exit(0); if (p > 0) puts(\"ESCAPED\");\n"
        "if (syscall(SYS_clone3, 0, 0) != -1) puts(\"ESCAPED\"); return 0; }");
    row("a sandbox of its own", "sh", false, "bwrap --ro-bind / / true && echo ESCAPED; unshare -Ur true && echo ESCAPED; nsenter -t 1 -a true && echo ESCAPED");
    row("programs with other rights", "sh", false,
        "grep -q 'NoNewPrivs:.1' /proc/self/status || echo ESCAPED; grep -q 'CapBnd:.0*$' /proc/self/status || echo ESCAPED; "
        "su -c 'echo ESCAPED' </dev/null; sudo -n echo ESCAPED; chroot / echo ESCAPED; chown 0 . && echo ESCAPED; mknod n b 8 0 && echo ESCAPED");
    row("kernel keys, programs, modules", "python", false,
        "import ctypes, platform\nc = ctypes.CDLL(None, use_errno=True)\nx = platform.machine() == 'x86_64'\n"
        "calls = {'keyctl': 250, 'add_key': 248, 'bpf': 321, 'perf': 298, 'userfaultfd': 323, 'memfd': 319, 'shmget': 29, 'iouring': 425, "
        "'memfd_secret': 447, 'init_module': 175, 'vmreadv': 310, 'pidfd_getfd': 438}\n"
        "for name, number in calls.items() if x else ():\n  r = c.syscall(number, 0, 0, 0, 0, 0)\n  e = ctypes.get_errno()\n"
        "  if not (r == -1 and e in (1, 38)): print('ESCAPED', name, r, e)\nprint('asked')\n");
    row("typing into the terminal", "python", false,
        "import fcntl, os\nfor p in ('/dev/tty', '/dev/console', '/dev/pts/0', '/dev/ptmx'):\n  try:\n    f = os.open(p, os.O_RDWR)\n"
        "    fcntl.ioctl(f, 0x5412, b'x')\n    print('ESCAPED', p)\n  except OSError as e: print(p, e)\n");
    row("files left open", "sh", false, "for f in /proc/1/fd/* /proc/self/fd/*; do case $(readlink $f) in pipe:*|/dev/null|/proc/*|anon*|'') ;; *) echo ESCAPED $f $(readlink $f);; esac; done");
}

void TestEscapes::reachingOutFails()
{
    QFETCH(QString, language);
    QFETCH(QString, program);
    SKEP_NEED_LANGUAGE(language);
    const auto run = runToEnd(realSandbox(), jobOf(language, program));
    const sandbox::Outcome &outcome = run->outcome();
    QVERIFY2(!outcome.output.contains("ESCAPED"), outcome.output.constData());
    QVERIFY2(outcome.stop == Stop::Exited, (outcome.sentence() + '\n' + outcome.output.toStdString()).c_str());
    QVERIFY2(!outcome.output.contains("rror:") || !outcome.output.contains("try.c"), outcome.output.constData()); // it was compiled
    QVERIFY(!m_tcp.hasPendingConnections() && !m_udp.hasPendingDatagrams());
}

void TestEscapes::reachingOutWorksWithoutSandbox()
{
    QFETCH(QString, language);
    QFETCH(bool, control);
    QFETCH(QString, program);
    if (!control)
        return; // would change this machine, or depends on its rights
    SKEP_NEED_LANGUAGE(language);
    const auto run = runToEnd(noSandbox(), jobOf(language, program));
    const QByteArray out = run->outcome().output;
    QVERIFY2(out.contains("ESCAPED"), out.constData());
    while (m_tcp.hasPendingConnections() || m_tcp.waitForNewConnection(10))
        delete m_tcp.nextPendingConnection();
    while (m_udp.hasPendingDatagrams() || m_udp.waitForReadyRead(10))
        m_udp.readDatagram(nullptr, 0);
}

void TestEscapes::exhaustionIsStopped_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<Stop>("by");
    QTest::addColumn<QString>("program");
    const auto row = [](const char *name, const char *language, Stop by, const char *program) {
        QTest::newRow(name) << QString::fromLatin1(language) << by << QString::fromLatin1(program);
    };
    // bash tries a refused fork again for seconds. sh ends at once then, and such a bomb itself between two looks.
    row("fork bomb", "sh", Stop::Processes, "exec bash -c 'b() { b | b & }; b; sleep 20'");
    row("fork bomb in C", "c", Stop::Processes, "#include <unistd.h>\nint main() { for (;;) fork(); }");
    row("bomb of threads", "python", Stop::Processes,
        "import threading, time\ndef w(): time.sleep(60)\ntry:\n  while True: threading.Thread(target=w, daemon=True).start()\nexcept RuntimeError: time.sleep(60)\n");
    row("memory in one process", "python", Stop::Memory, "x = []\nwhile True: x.append(bytearray(1 << 20))\n");
    row("memory at one stroke", "c", Stop::Memory,
        "#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\nint main() { char *p = malloc(400 << 20); if (!p) return 1; memset(p, 1, 400 << 20); sleep(30); }");
    row("memory in many small processes", "python", Stop::Memory,
        "import os, time\nfor i in range(20):\n  if os.fork() == 0:\n    x = bytearray(20 << 20)\n    time.sleep(30)\ntime.sleep(30)\n");
    row("shared memory", "python", Stop::Memory,
        "import mmap, time\nx = []\nfor i in range(20):\n  m = mmap.mmap(-1, 16 << 20)\n  m.write(b'x' * (16 << 20))\n  x.append(m)\ntime.sleep(30)\n");
    row("memory in JavaScript buffers", "js", Stop::Memory, "const x = []; setInterval(() => x.push(Buffer.alloc(8 << 20, 1)), 1)");
    row("disk", "sh", Stop::Disk, "cat /dev/zero > big; sleep 9");
    row("disk, given up at once", "sh", Stop::Disk, "cat /dev/zero > big");
    row("disk in small pieces", "sh", Stop::Disk, "i=0; while :; do head -c 500000 /dev/zero > f$i; i=$((i+1)); done");
    row("disk in /tmp", "sh", Stop::Disk, "cat /dev/zero > /tmp/big; sleep 9");
    row("disk in shared memory", "sh", Stop::Disk, "cat /dev/zero > /dev/shm/big; sleep 9");
    row("many files", "python", Stop::Files,
        "import itertools, os\nfor i in itertools.count():\n  os.close(os.open(f'f{i}', os.O_CREAT | os.O_WRONLY))\n");
    row("many folders in /tmp", "python", Stop::Files, "import itertools, os\nfor i in itertools.count(): os.mkdir(f'/tmp/d{i}')\n");
    row("endless output", "sh", Stop::Output, "yes");
    row("endless output to the error channel", "sh", Stop::Output, "yes >&2");
    row("endless line", "sh", Stop::Output, "cat /dev/zero");
    row("long sleep", "sh", Stop::WallTime, "sleep 1000");
    row("deaf to signals", "sh", Stop::WallTime, "trap '' TERM INT HUP QUIT; while :; do sleep 1; done");
    row("stopped by itself", "sh", Stop::WallTime, "kill -STOP $$; sleep 1000");
    row("busy loop", "sh", Stop::CpuTime, "while :; do :; done");
    row("busy loops side by side", "sh", Stop::CpuTime, "for i in 1 2 3 4; do (while :; do :; done) & done; wait");
    row("busy in short lives", "sh", Stop::CpuTime, "while :; do /bin/sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'; done");
}

void TestEscapes::exhaustionIsStopped()
{
    QFETCH(QString, language);
    QFETCH(Stop, by);
    QFETCH(QString, program);
    SKEP_NEED_LANGUAGE(language);
    Job job = jobOf(language, program);
    job.limits.memoryBytes = 160 << 20;
    job.limits.diskBytes = 24 << 20;
    job.limits.files = 2'000;
    job.limits.processes = 64;
    job.limits.outputBytes = 1 << 20;
    job.limits.cpu = by == Stop::CpuTime ? std::chrono::milliseconds(200) : std::chrono::milliseconds(30'000);
    job.limits.wall = by == Stop::WallTime ? std::chrono::milliseconds(400) : std::chrono::milliseconds(25'000);
    const auto run = runToEnd(realSandbox(), job);
    const sandbox::Outcome &outcome = run->outcome();
    const std::string told = outcome.sentence() + ", " + std::to_string(outcome.wall.count()) + " ms, peak "
        + std::to_string(outcome.memoryPeakBytes >> 20) + " MiB: " + outcome.output.left(300).toStdString();
    QVERIFY2(outcome.stop == by, told.c_str());
    QVERIFY2(outcome.sentence().starts_with("stopped: "), told.c_str());
    QVERIFY2(outcome.memoryPeakBytes < (700 << 20), told.c_str());
    QVERIFY2(outcome.output.size() <= (129 << 10), told.c_str());
}

/// The watch may be too late for it, the kernel's bound is not: whichever speaks, the machine is left in peace.
void TestEscapes::shortForkBombIsStopped()
{
    Job job = jobOf(u"sh"_s, u"b() { b | b & }; b; sleep 3"_s);
    job.limits.processes = 64;
    const auto run = runToEnd(realSandbox(), job);
    const sandbox::Outcome &outcome = run->outcome();
    const bool refused = outcome.stop == Stop::Exited && outcome.output.contains("Cannot fork");
    QVERIFY2(outcome.stop == Stop::Processes || refused, (outcome.sentence() + '\n' + outcome.output.left(300).toStdString()).c_str());
    QVERIFY(outcome.processesPeak <= 64 + 32 + 32);
}

void TestEscapes::signalsStayInside()
{
    // One that a process of the sandbox's own user could hit.
    QProcess canary;
    ChildSetup setup;
    setup.leavesRoot = ::geteuid() == 0;
    canary.setChildProcessModifier(setup.modifier());
    canary.start(u"/bin/sleep"_s, {u"60"_s});
    QVERIFY(canary.waitForStarted());
    const auto run = runToEnd(realSandbox(),
                              jobOf(u"sh"_s, u"kill -9 %1 @PID@; kill -9 $PPID; kill -9 1; kill -TERM 1; kill -9 -1; echo alive"_s.arg(canary.processId())));
    QVERIFY2(run->outcome().output.contains("alive"), run->outcome().output.constData());
    QVERIFY(!canary.waitForFinished(50));
    QCOMPARE(canary.state(), QProcess::Running);
    canary.kill();
    QVERIFY(canary.waitForFinished());
}

void TestEscapes::nothingOutlivesTheRun()
{
    const auto left = jobOf(u"sh"_s, u"trap '' TERM HUP; for i in 1 2 3; do setsid sh -c ': @MARK@; trap \"\" TERM HUP; while :; do sleep 5; done' </dev/null "
                                     ">/dev/null 2>&1 & done; sleep 0.2; echo left"_s);
    const auto run = runToEnd(realSandbox(), left);
    QVERIFY(run->outcome().isSuccess());
    QCOMPARE(run->outcome().output, QByteArray("left\n"));
    QVERIFY(run->outcome().processesPeak >= 3);
    QVERIFY(!anyProcessSays(kMark));
    // The same when it is cancelled, and when its owner forgets it.
    for (const bool isDropped : {false, true}) {
        auto held = realSandbox().prepare(jobOf(u"sh"_s, u"setsid sh -c ': @MARK@; echo up; sleep 60' & sleep 60"_s));
        QSignalSpy lines(held.get(), &SandboxRun::lineWritten);
        held->start();
        QTRY_COMPARE(lines.size(), 1);
        QVERIFY(anyProcessSays(kMark));
        if (isDropped) {
            held.reset();
            QTRY_VERIFY(!anyProcessSays(kMark));
        } else {
            held->cancel();
            QTRY_VERIFY(held->isFinished());
            QVERIFY(!anyProcessSays(kMark));
        }
    }
}

void TestEscapes::linksLeadNowhere()
{
    Job job = jobOf(u"sh"_s, u"ls -l; cat link; cp -r . /tmp/copy; ln -s / out; ln -s @HOST@/data data; ln -s @HOST@/data/admin.token token; "
                            "ln -s ../../../../.. up; ln /etc/passwd hard; ln -s /proc/self/root@HOST@/data proc; echo fine > own.txt"_s);
    job.files = {{"link", "@HOST@/data/admin.token"}}; // a link's text stays a text
    const auto run = runToEnd(realSandbox(), job);
    QVERIFY2(!run->outcome().output.contains("ESCAPED"), run->outcome().output.constData());
    QCOMPARE(run->readBack("own.txt", 100).value(), QByteArray("fine\n"));
    for (const std::string path : {"token", "data/admin.token", "proc/admin.token", "hard"})
        QVERIFY2(!run->readBack(path, 10'000), path.c_str());
    for (const std::string prefix : {"out", "up"})
        QVERIFY(!run->readBack(prefix + m_host.path().toStdString() + "/data/admin.token", 10'000));
}

/// A worker that is killed leaves nothing: a helper process plays it.
void TestEscapes::killedOwnerTakesTheTreeAlong()
{
    QProcess owner;
    owner.start(QCoreApplication::applicationFilePath(), {u"--hold"_s});
    QVERIFY(owner.waitForStarted());
    QVERIFY(owner.waitForReadyRead(10'000)); // the command runs
    QVERIFY(anyProcessSays(kMark));
    QCOMPARE(::kill(static_cast<pid_t>(owner.processId()), SIGKILL), 0);
    QVERIFY(owner.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(!anyProcessSays(kMark), 20'000);
}

/// The moments in which bubblewrap is still at work are the dangerous ones.
void TestEscapes::ownerKilledEarlyLeavesNothing()
{
    for (int round = 0; round < 12; ++round) {
        QProcess owner;
        owner.start(QCoreApplication::applicationFilePath(), {u"--hold"_s});
        QVERIFY(owner.waitForStarted());
        // As soon as bubblewrap is there, and some looks later in other rounds.
        QElapsedTimer clock;
        clock.start();
        for (int looks = 0; looks <= round % 6 && clock.elapsed() < 10'000;)
            looks += looks > 0 || anyProcessSays(kMark) ? 1 : 0;
        QCOMPARE(::kill(static_cast<pid_t>(owner.processId()), SIGKILL), 0);
        QVERIFY(owner.waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(!anyProcessSays(kMark), 20'000);
    }
}

int main(int argc, char **argv)
{
    // What others can read of a process is the environment that it was started with.
    if (!qEnvironmentVariableIsSet("SKEP_TOKEN")) {
        qputenv("SKEP_TOKEN", "ESCAPED-from-the-environment");
        ::execv("/proc/self/exe", argv);
    }
    QCoreApplication app(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], "--hold") == 0) {
        const auto run = realSandbox().prepare(shellJob(std::string("setsid sh -c ': ") + kMark + "; echo up; sleep 60' & sleep 60"));
        QObject::connect(run.get(), &SandboxRun::lineWritten, [](const QByteArray &) {
            [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, "up\n", 3);
        });
        run->start();
        return QCoreApplication::exec();
    }
    TestEscapes test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_escapes.moc"
