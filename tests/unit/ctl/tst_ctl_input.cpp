// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/access.h"
#include "ctl/newtask.h"
#include "ctl/options.h"
#include "ctl/seed.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::ctl;
using namespace Qt::StringLiterals;

/// What goes in: options, files, tokens, the tasks made of them.
class TestCtlInput final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsAreFound_data();
    void commandsAreFound();
    void wrongUsageNamesWhatIsWrong_data();
    void wrongUsageNamesWhatIsWrong();
    void optionsWinOverEnvironment();
    void helpIsNoFailure();
    void timesAreRead_data();
    void timesAreRead();
    void hubAddressesAreRead_data();
    void hubAddressesAreRead();
    void filesTravelInTheParameters();
    void faultyFilesAreNamed();
    void parametersKeepTheirJsonTypes();
    void executorsAreRequiredByDefault();
    void tokenComesFromTheDataFolder();
    void tokenFileStaysOnThisComputer();
    void groupsEndBeforeADependencyInside();

private:
    static Parsed parsed(const QString &line, const Environment &environment = {})
    {
        return parse(line.split(u' ', Qt::SkipEmptyParts), environment);
    }
    static Result<QJsonObject> taskOf(const QStringList &arguments)
    {
        const Parsed result = parse(QStringList{u"tasks"_s, u"add"_s} + arguments, {});
        if (!result.invocation)
            return fail(ErrorCode::BadValue, result.text.toStdString());
        return newTask(*result.invocation);
    }
    static QString written(const QTemporaryDir &dir, const QString &name, const QByteArray &bytes)
    {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
};

void TestCtlInput::commandsAreFound_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("verb");
    const auto row = [](const char *line, Verb verb) { QTest::newRow(line) << QString::fromLatin1(line) << static_cast<int>(verb); };
    row("tasks add --type simulate", Verb::TasksAdd);
    row("tasks list --state done --limit 5", Verb::TasksList);
    row("--hub http://127.0.0.1:1 tasks show 12", Verb::TasksShow);
    row("--json --token t tasks assign 12 13 --agent bee", Verb::TasksAssign);
    row("tasks assign 12 --agent bee --wait --replace", Verb::TasksAssign);
    row("tasks unassign 12 13", Verb::TasksUnassign);
    row("tasks cancel 12 --reason enough", Verb::TasksCancel);
    row("tasks retry 12", Verb::TasksRetry);
    row("tasks answer 12 yes", Verb::TasksAnswer);
    row("agents list --all", Verb::AgentsList);
    row("agents show bee", Verb::AgentsShow);
    row("agents drain bee --off", Verb::AgentsDrain);
    row("seed --count 100", Verb::Seed);
    row("report --json", Verb::Report);
    row("watch --interval 2s --until-idle", Verb::Watch);
    row("config", Verb::Config);
}

void TestCtlInput::commandsAreFound()
{
    QFETCH(QString, line);
    QFETCH(int, verb);
    const Parsed result = parsed(line);
    QVERIFY2(result.invocation, qPrintable(result.text));
    QCOMPARE(static_cast<int>(result.invocation->verb), verb);
}

void TestCtlInput::wrongUsageNamesWhatIsWrong_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *line, const char *named) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(named);
    };
    row("tasks", "tasks");
    row("tasks fly", "tasks fly");
    row("tasks add", "--type");
    row("tasks add --type x --attempts 99", "from 1 to 20");
    row("tasks add --type x --attempts many", "many");
    row("tasks add --type x --deadline soon", "--deadline");
    row("tasks add --type x --after -3", "");
    row("tasks add --type x stray", "stray");
    row("tasks add --type x --colour red", "colour");
    row("tasks list --limit 5000", "1000");
    row("tasks show", "ID");
    row("tasks show twelve", "twelve");
    row("tasks show 0", "0");
    row("tasks cancel 1 two", "two");
    row("tasks answer 12", "TEXT");
    row("tasks answer 12 yes indeed", "indeed");
    row("agents drain", "NAME");
    row("seed --count 0", "from 1");
    row("report --hub nowhere:port:1", "--hub");
    row("report --hub ftp://127.0.0.1", "ftp");
}

void TestCtlInput::wrongUsageNamesWhatIsWrong()
{
    QFETCH(QString, line);
    QFETCH(QString, named);
    const Parsed result = parsed(line);
    QVERIFY(!result.invocation);
    QCOMPARE(result.exitCode, static_cast<int>(ExitUsage));
    QVERIFY2(result.text.contains(named), qPrintable(result.text));
    QCOMPARE(result.text.count(u'\n'), 1); // one clear line
}

void TestCtlInput::optionsWinOverEnvironment()
{
    const Environment environment{u"http://127.0.0.1:1"_s, u"/from/environment"_s, u"env-token"_s};
    const auto fromEnvironment = parsed(u"report"_s, environment).invocation;
    QVERIFY(fromEnvironment);
    QCOMPARE(fromEnvironment->hub, QUrl(u"http://127.0.0.1:1"_s));
    QCOMPARE(fromEnvironment->dataDir, u"/from/environment"_s);
    QCOMPARE(fromEnvironment->token, u"env-token"_s);
    const auto fromOptions = parsed(u"report --hub localhost:2 --data-dir /d --token t"_s, environment).invocation;
    QVERIFY(fromOptions);
    QCOMPARE(fromOptions->hub, QUrl(u"http://localhost:2"_s));
    QCOMPARE(fromOptions->dataDir, u"/d"_s);
    QCOMPARE(fromOptions->token, u"t"_s);
    QCOMPARE(parsed(u"report"_s).invocation->hub, QUrl(u"http://127.0.0.1:6174"_s));
}

void TestCtlInput::helpIsNoFailure()
{
    for (const QString &line : {u"--help"_s, u"tasks add --help"_s, u"--version"_s}) {
        const Parsed result = parsed(line);
        QVERIFY(!result.invocation);
        QCOMPARE(result.exitCode, static_cast<int>(ExitDone));
        QVERIFY(!result.text.isEmpty());
    }
    QCOMPARE(parsed({}).exitCode, static_cast<int>(ExitUsage));
    QVERIFY(parsed(u"tasks add --help"_s).text.contains(u"--deadline"_s));
    QVERIFY(parsed(u"tasks add --help"_s).text.startsWith(u"Usage: skepctl [options] tasks add"_s));
}

void TestCtlInput::timesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("bare") << u"90"_s << qint64(90);
    QTest::newRow("seconds") << u"90s"_s << qint64(90);
    QTest::newRow("minutes") << u"10m"_s << qint64(600);
    QTest::newRow("hours") << u"2h"_s << qint64(7200);
    QTest::newRow("days") << u"1d"_s << qint64(86400);
    QTest::newRow("zero") << u"0s"_s << qint64(-1);
    QTest::newRow("negative") << u"-5m"_s << qint64(-1);
    QTest::newRow("word") << u"soon"_s << qint64(-1);
    QTest::newRow("unit alone") << u"m"_s << qint64(-1);
    QTest::newRow("empty") << QString() << qint64(-1);
    QTest::newRow("overflow") << u"9223372036854775807d"_s << qint64(-1);
}

void TestCtlInput::timesAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    QCOMPARE(secondsFrom(text).value_or(-1), seconds);
}

void TestCtlInput::hubAddressesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("bare") << u"127.0.0.1:6174"_s << u"http://127.0.0.1:6174"_s;
    QTest::newRow("name") << u"localhost:80"_s << u"http://localhost:80"_s;
    QTest::newRow("slash") << u"http://[::1]:6174/"_s << u"http://[::1]:6174/"_s;
    QTest::newRow("tls") << u"https://hub.example:6174"_s << u"https://hub.example:6174"_s;
    QTest::newRow("path") << u"http://127.0.0.1:6174/api"_s << QString();
    QTest::newRow("credentials") << u"http://me:secret@127.0.0.1"_s << QString();
    QTest::newRow("scheme") << u"ws://127.0.0.1"_s << QString();
    QTest::newRow("port") << u"127.0.0.1:99999"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestCtlInput::hubAddressesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    QCOMPARE(hubUrlFrom(text).value_or(QUrl()).toString(), url);
}

void TestCtlInput::filesTravelInTheParameters()
{
    const QTemporaryDir dir;
    const QString a = written(dir, u"a.js"_s, "let a = 1;\n");
    const QString b = written(dir, u"b.py"_s, "b = 'ä'\n");
    const auto task = taskOf({u"--type"_s, u"code-review"_s, u"--file"_s, a, u"--file"_s, b, u"--priority"_s, u"P1"_s,
                              u"--after"_s, u"3"_s, u"--after"_s, u"4"_s, u"--hold"_s, u"--deadline"_s, u"10m"_s});
    QVERIFY(task);
    const QJsonArray files = task->value("params"_L1).toObject().value("files"_L1).toArray();
    QCOMPARE(files.size(), 2);
    QCOMPARE(files.at(0).toObject().value("path"_L1).toString(), a);
    QCOMPARE(files.at(1).toObject().value("text"_L1).toString(), u"b = 'ä'\n"_s);
    QCOMPARE(task->value("priority"_L1).toString(), u"P1"_s);
    QCOMPARE(task->value("start"_L1).toString(), u"held"_s);
    QCOMPARE(task->value("deadline_s"_L1).toInteger(), 600);
    QCOMPARE(task->value("after"_L1).toArray(), (QJsonArray{3, 4}));
}

void TestCtlInput::faultyFilesAreNamed()
{
    const QTemporaryDir dir;
    const QString binary = written(dir, u"binary"_s, QByteArray("\xff\xfe\x00", 3));
    const QString large = written(dir, u"large"_s, QByteArray(static_cast<qsizetype>(limits::kParamsBytesMax) + 1, 'x'));
    const QString list = written(dir, u"list.json"_s, "[1]");
    const auto error = [&](const QString &option, const QString &path) {
        const auto task = taskOf({u"--type"_s, u"x"_s, option, path});
        return task ? Error{} : task.error();
    };
    QCOMPARE(error(u"--file"_s, dir.filePath(u"absent"_s)).code, ErrorCode::Io);
    QCOMPARE(error(u"--file"_s, dir.path()).code, ErrorCode::Io);
    QCOMPARE(error(u"--file"_s, binary).code, ErrorCode::BadValue);
    QCOMPARE(error(u"--file"_s, large).code, ErrorCode::TooLong);
    QCOMPARE(error(u"--file"_s, large).limit, static_cast<std::int64_t>(limits::kParamsBytesMax));
    QCOMPARE(error(u"--params"_s, list).code, ErrorCode::BadValue);
    QVERIFY(QString::fromStdString(error(u"--params"_s, list).detail).contains(list));
    QCOMPARE(error(u"--param"_s, u"novalue"_s).code, ErrorCode::BadValue);
}

void TestCtlInput::parametersKeepTheirJsonTypes()
{
    const auto task = taskOf({u"--type"_s, u"x"_s, u"--param"_s, u"n=5"_s, u"--param"_s, u"b=true"_s, u"--param"_s, u"t=five"_s,
                              u"--param"_s, u"quoted=\"5\""_s, u"--param"_s, u"list=[1,2]"_s, u"--param"_s, u"e=a=b"_s,
                              u"--param"_s, u"two=1,2"_s, u"--param"_s, u"empty="_s});
    QVERIFY(task);
    const QJsonObject params = task->value("params"_L1).toObject();
    QCOMPARE(params.value("n"_L1), QJsonValue(5));
    QCOMPARE(params.value("b"_L1), QJsonValue(true));
    QCOMPARE(params.value("t"_L1), QJsonValue(u"five"_s));
    QCOMPARE(params.value("quoted"_L1), QJsonValue(u"5"_s));
    QCOMPARE(params.value("list"_L1).toArray(), (QJsonArray{1, 2}));
    QCOMPARE(params.value("e"_L1), QJsonValue(u"a=b"_s));
    QCOMPARE(params.value("two"_L1), QJsonValue(u"1,2"_s));
    QCOMPARE(params.value("empty"_L1), QJsonValue(QString()));
}

void TestCtlInput::executorsAreRequiredByDefault()
{
    const auto required = [](const QStringList &arguments) { return taskOf(arguments)->value("requires"_L1).toArray(); };
    QCOMPARE(required({u"--type"_s, u"code-review"_s}), (QJsonArray{u"code-review"_s}));
    QCOMPARE(required({u"--type"_s, u"errand"_s}), QJsonArray());
    QCOMPARE(required({u"--type"_s, u"testing"_s}), (QJsonArray{u"testing"_s}));
    QCOMPARE(required({u"--type"_s, u"code-review"_s, u"--requires"_s, u"gpu"_s}), (QJsonArray{u"gpu"_s}));
    QCOMPARE(required({u"--type"_s, u"testing"_s, u"--simulate"_s}), (QJsonArray{u"simulate"_s}));
}

void TestCtlInput::tokenComesFromTheDataFolder()
{
    const QTemporaryDir dir;
    QVERIFY(!written(dir, u"admin.token"_s, "secret-of-the-folder\n").isEmpty());
    const auto invocation = parsed(u"report --data-dir "_s + dir.path()).invocation;
    QVERIFY(invocation);
    QCOMPARE(accessOf(*invocation).hub.token, QByteArray("secret-of-the-folder"));
    const auto own = parsed(u"report --token mine --data-dir "_s + dir.path()).invocation;
    QCOMPARE(accessOf(*own).hub.token, QByteArray("mine"));
    const auto absent = parsed(u"report --data-dir /nonexistent"_s).invocation;
    QVERIFY(accessOf(*absent).hub.token.isEmpty());
    QVERIFY(explain({ErrorCode::Unauthorized, {}, 0, {}}, accessOf(*absent)).contains(u"/nonexistent/admin.token"_s));
}

void TestCtlInput::tokenFileStaysOnThisComputer()
{
    const QTemporaryDir dir;
    QVERIFY(!written(dir, u"admin.token"_s, "secret\n").isEmpty());
    const auto tokenFor = [&](const QString &hub) {
        return accessOf(*parsed(u"report --hub %1 --data-dir %2"_s.arg(hub, dir.path())).invocation).hub.token;
    };
    QVERIFY(tokenFor(u"http://192.0.2.1:6174"_s).isEmpty());
    QCOMPARE(tokenFor(u"https://192.0.2.1:6174"_s), QByteArray("secret"));
    QCOMPARE(tokenFor(u"http://[::1]:6174"_s), QByteArray("secret"));
    QCOMPARE(tokenFor(u"http://localhost:6174"_s), QByteArray("secret"));
}

void TestCtlInput::groupsEndBeforeADependencyInside()
{
    std::vector<TaskSpec> tasks(5);
    tasks[3].after = {2}; // the second of the list
    QCOMPARE(groupSize(tasks, 0), 3u);
    QCOMPARE(groupSize(tasks, 3), 2u);
    tasks[1].params.assign(limits::kHttpBodyBytesMax / 2, ' ');
    QCOMPARE(groupSize(tasks, 0), 1u);
    QCOMPARE(groupSize(tasks, 1), 1u);
    QCOMPARE(groupSize(std::vector<TaskSpec>(1000), 0), 100u);
    QCOMPARE(taskJson(tasks[3]).value("after"_L1).toArray(), (QJsonArray{2}));
}

QTEST_GUILESS_MAIN(TestCtlInput)
#include "tst_ctl_input.moc"
