// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/folderplan.h"
#include "app/singleinstance.h"
#include "checks/source.h"
#include "core/validate.h"
#include "support/testfile.h"
#include "viewmodel/sourcefiles.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <set>

using namespace skep;
using app::FolderPlan;
using test::write;

namespace {

std::set<QString> pathsOf(const FolderPlan &plan, const std::string &type)
{
    std::set<QString> paths;
    for (const TaskSpec &task : plan.tasks) {
        if (task.type != type)
            continue;
        const auto params = QJsonDocument::fromJson(QByteArray::fromStdString(task.params)).object();
        for (const QJsonValue &file : params.value(QLatin1String("files")).toArray())
            paths.insert(file.toObject().value(QLatin1String("path")).toString());
    }
    return paths;
}

} // namespace

class TestFolderPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sourcesAreReviewedAndDocumented();
    void everyTaskIsAcceptedByTheHub();
    void othersPeoplesCodeAndHiddenFoldersAreLeftOut();
    void linksAreNotFollowed();
    void whatIsNotTextOrTooLargeIsCounted();
    void manyFilesAreCut();
    void folderWithoutSourceIsAnError();
    void windowAndChecksAgreeOnWhatIsSource();
    void secondStartRaisesTheFirst();
    void leftoverOfAKilledWindowIsReplaced();
};

void TestFolderPlan::sourcesAreReviewedAndDocumented()
{
    const QTemporaryDir dir;
    write(dir, QStringLiteral("app.js"));
    write(dir, QStringLiteral("lib/util.py"), "def f():\n    return 1\n");
    write(dir, QStringLiteral("native/a.cpp"), "int f() { return 1; }\n");
    write(dir, QStringLiteral("README.md"), "# Words\n");
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(plan);
    const std::set<QString> all{QStringLiteral("app.js"), QStringLiteral("lib/util.py"), QStringLiteral("native/a.cpp")};
    QCOMPARE(pathsOf(*plan, "code-review"), all);
    QCOMPARE(pathsOf(*plan, "documentation"), all);
    QCOMPARE(plan->files, 3);
    QCOMPARE(plan->project, QFileInfo(dir.path()).fileName().toStdString());
    QVERIFY(!plan->isCut);
}

void TestFolderPlan::everyTaskIsAcceptedByTheHub()
{
    const QTemporaryDir dir;
    for (int i = 0; i < 60; ++i)
        write(dir, QStringLiteral("src/deep/%1.ts").arg(i), QByteArray(40'000, 'x') + "\n");
    write(dir, QStringLiteral("escapes.js"), QByteArray(120 * 1024, '"')); // doubles as JSON
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(plan);
    QCOMPARE(plan->files, 61);
    for (const TaskSpec &task : plan->tasks) {
        const auto ok = validate(Command(cmd::Submit{0, 0, "key", task}));
        QVERIFY2(ok, ok ? "" : ok.error().detail.c_str());
    }
}

void TestFolderPlan::othersPeoplesCodeAndHiddenFoldersAreLeftOut()
{
    const QTemporaryDir dir;
    write(dir, QStringLiteral("own.js"));
    for (const char *other : {"node_modules/x/index.js", ".git/hook.py", ".venv/lib.py", "build/gen.cpp", "vendor/v.js", "a/__pycache__/c.py"})
        write(dir, QString::fromLatin1(other));
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(plan);
    QCOMPARE(pathsOf(*plan, "code-review"), std::set<QString>{QStringLiteral("own.js")});
}

void TestFolderPlan::linksAreNotFollowed()
{
    const QTemporaryDir secret;
    write(secret, QStringLiteral("key.py"), "SECRET = 1\n");
    const QTemporaryDir dir;
    write(dir, QStringLiteral("own.js"));
    QVERIFY(QFile::link(secret.filePath(QStringLiteral("key.py")), dir.filePath(QStringLiteral("linked.py"))));
    QVERIFY(QFile::link(secret.path(), dir.filePath(QStringLiteral("folder"))));
    QVERIFY(QFile::link(dir.path(), dir.filePath(QStringLiteral("loop"))));
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(plan);
    QCOMPARE(pathsOf(*plan, "code-review"), std::set<QString>{QStringLiteral("own.js")});
}

void TestFolderPlan::whatIsNotTextOrTooLargeIsCounted()
{
    const QTemporaryDir dir;
    write(dir, QStringLiteral("own.js"));
    write(dir, QStringLiteral("binary.js"), QByteArray("\xff\xfe\x00\x01", 4));
    write(dir, QStringLiteral("empty.js"), "  \n");
    write(dir, QStringLiteral("huge.js"), QByteArray(FolderPlan::kFileBytesMax + 1, 'x'));
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(plan);
    QCOMPARE(plan->files, 1);
    QCOMPARE(plan->tooLarge, 1);
    QCOMPARE(plan->unreadable, 2);
}

void TestFolderPlan::manyFilesAreCut()
{
    const QTemporaryDir dir;
    for (int i = 0; i < FolderPlan::kFilesMax + 20; ++i)
        write(dir, QStringLiteral("%1/%2.js").arg(i / 100).arg(i));
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(plan);
    QCOMPARE(plan->files, FolderPlan::kFilesMax);
    QVERIFY(plan->isCut);
}

void TestFolderPlan::folderWithoutSourceIsAnError()
{
    const QTemporaryDir dir;
    write(dir, QStringLiteral("notes.txt"));
    const auto plan = FolderPlan::of(dir.path());
    QVERIFY(!plan);
    QCOMPARE(plan.error().code, ErrorCode::NotFound);
    QCOMPARE(plan.error().field, std::string("folder"));
    QVERIFY(!FolderPlan::of(dir.filePath(QStringLiteral("missing"))));
    QVERIFY(!FolderPlan::of(dir.filePath(QStringLiteral("notes.txt"))));
}

void TestFolderPlan::windowAndChecksAgreeOnWhatIsSource()
{
    for (const char *name : {"a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx", "a.py", "a.pyi", "a.pyw", "a.cpp",
                             "a.cc", "a.cxx", "a.c", "a.h", "a.hpp", "a.hh", "a.hxx", "a.ipp", "a.inl", "a.c++", "d/a.d.TS", "a.PY",
                             "a.md", "a.json", "a.go", "a.rs", "a.java", "a.sh", "a.css", "a.html", "a.txt", "a", "a.", ".py", "a.py/b", "js"})
        QVERIFY2(isSourceName(QString::fromLatin1(name)) == !checks::languageOf(name).empty(), name);
}

void TestFolderPlan::secondStartRaisesTheFirst()
{
    const QTemporaryDir dir;
    app::SingleInstance first(dir.path());
    QVERIFY(!first.raiseOther()); // nobody is there
    QVERIFY(first.listen());
    QSignalSpy raised(&first, &app::SingleInstance::raiseWanted);
    bool answered = false;
    // The second start is another process in life; here a thread, because it waits for the first one's answer.
    const std::unique_ptr<QThread> second(QThread::create([&] { answered = app::SingleInstance(dir.path()).raiseOther(); }));
    second->start();
    QTRY_VERIFY(second->isFinished());
    QVERIFY(answered);
    QCOMPARE(raised.size(), 1);
    const QTemporaryDir other;
    bool otherAnswered = true;
    const std::unique_ptr<QThread> third(QThread::create([&] { otherAnswered = app::SingleInstance(other.path()).raiseOther(); }));
    third->start();
    QTRY_VERIFY(third->isFinished());
    QVERIFY(!otherAnswered); // another data folder is another window
}

void TestFolderPlan::leftoverOfAKilledWindowIsReplaced()
{
    const QTemporaryDir dir;
    app::SingleInstance first(dir.path());
    QVERIFY(first.listen());
    app::SingleInstance second(dir.path()); // as after a kill: the name is taken, and removed by whoever comes
    QVERIFY(second.listen());
}

QTEST_GUILESS_MAIN(TestFolderPlan)
#include "tst_folderplan.moc"
