// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"
#include "store/opening.h"
#include "store/schema.h"
#include "store/store.h"
#include "testfolder.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <unistd.h>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

/// What a start meets: older and newer files, damage, another process.
class tst_StoreOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = newTestFolder();
        m_options = Options();
        m_options.dataDir = m_folder->filePath(QStringLiteral("data")).toStdString();
    }

    void newFolderIsPrivateAndEmpty();
    void epochRisesWithEveryOpening();
    void versionOneIsMigrated();
    void tasksOfVersionThreeCanBeReserved();
    void newerVersionIsRefusedUntouched();
    void damageIsRefusedUntouched_data();
    void damageIsRefusedUntouched();
    void secondProcessIsLockedOutUntilTheFirstDies();
    void folderThatCannotBeWrittenIsNamed();
    void damagedHistoryIsMadeAnew();

private:
    QByteArray bytesOf(const std::string &path)
    {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void fill(int groups)
    {
        auto writer = Writer::open(m_options);
        VERIFY_OK(writer);
        Scenario scenario(11);
        for (int i = 0; i < groups; ++i)
            VERIFY_OK((*writer)->commit(pointers({scenario.next()})));
    }
    void change(const std::string &sql)
    {
        auto database = Database::open(databasePath(m_options), {});
        VERIFY_OK(database);
        VERIFY_OK(database->run(sql));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Options m_options;
};

void tst_StoreOpening::newFolderIsPrivateAndEmpty()
{
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    const QString folder = QString::fromStdString(m_options.dataDir);
    const auto others
        = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QCOMPARE(QFileInfo(folder).permissions() & others, QFileDevice::Permissions());
    const QStringList names{QStringLiteral("skep.db"), QStringLiteral("skep.db-wal"), QStringLiteral("history.db"),
                            QStringLiteral("artifacts"), QStringLiteral("skep.lock")};
    for (const QString &name : names) {
        const QFileInfo file(folder + u'/' + name);
        QVERIFY2(file.exists(), qPrintable(name));
        QCOMPARE(file.permissions() & others, QFileDevice::Permissions());
    }
    const auto restored = (*writer)->restore();
    VERIFY_OK(restored);
    QVERIFY(restored->tasks.empty() && restored->keys.empty() && restored->pausedProjects.empty());
    QCOMPARE(restored->lastBatch, BatchNo{0});
    QCOMPARE(restored->lastTask, TaskId{0});
    QCOMPARE(restored->epoch, Epoch{1});
    const auto rows = verifyChain(m_options);
    VERIFY_OK(rows);
    QCOMPARE(*rows, 0);
}

void tst_StoreOpening::epochRisesWithEveryOpening()
{
    for (Epoch expected = 1; expected < 5; ++expected) {
        auto writer = Writer::open(m_options);
        VERIFY_OK(writer);
        QCOMPARE((*writer)->restore()->epoch, expected);
        if (expected % 2)
            (*writer)->close();
    }
}

void tst_StoreOpening::versionOneIsMigrated()
{
    fill(0);
    QVERIFY(QFile::remove(QString::fromStdString(databasePath(m_options))));
    {
        Database::Opening opening;
        opening.create = true;
        auto old = Database::open(databasePath(m_options), opening);
        VERIFY_OK(old);
        VERIFY_OK(migrate(*old, 1));
        QCOMPARE(*old->number("PRAGMA user_version"), 1);
        VERIFY_OK(old->run("UPDATE meta SET value = 41 WHERE name = 'epoch'; INSERT INTO paused VALUES ('p')"));
        QVERIFY(!old->number("SELECT count(*) FROM snapshot"));
    }
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    const auto restored = (*writer)->restore();
    VERIFY_OK(restored);
    QCOMPARE(restored->epoch, Epoch{42});
    QCOMPARE(restored->pausedProjects.size(), std::size_t{1});
    Scenario scenario(1);
    VERIFY_OK((*writer)->commit(pointers({scenario.next()})));
    VERIFY_OK((*writer)->cleanUp(scenario.now()));
}

void tst_StoreOpening::tasksOfVersionThreeCanBeReserved()
{
    Scenario scenario(5);
    TaskId id = 0;
    {
        auto writer = Writer::open(m_options);
        VERIFY_OK(writer);
        Batch batch = scenario.begin();
        TaskSpec spec;
        spec.type = "review";
        id = scenario.submit(batch, spec, "k");
        VERIFY_OK((*writer)->commit(pointers({batch})));
    }
    change("ALTER TABLE tasks DROP COLUMN assigned; PRAGMA user_version=3");
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    const auto before = (*writer)->restore();
    VERIFY_OK(before);
    QVERIFY(byId(*before) == scenario.rows); // nothing was changed on the way
    TaskRow &row = scenario.rows[id];
    row.state = TaskState::Blocked;
    row.wait = WaitReason::NextFor;
    row.assigned = Assigned{.nextFor = "n7", .nextBy = "window", .nextUpdated = row.updated};
    Batch batch = scenario.begin();
    scenario.row(batch, id);
    VERIFY_OK((*writer)->commit(pointers({batch})));
    const auto after = (*writer)->restore();
    VERIFY_OK(after);
    QVERIFY(byId(*after) == scenario.rows);
    (*writer)->close();
    VERIFY_OK(verifyChain(m_options));
    change("UPDATE tasks SET assigned = x'01'");
    const auto damaged = Writer::open(m_options);
    QVERIFY(damaged);
    QCOMPARE((*damaged)->restore().error().code, ErrorCode::StoreDamaged);
}

void tst_StoreOpening::newerVersionIsRefusedUntouched()
{
    fill(3);
    change("PRAGMA user_version=99");
    const QByteArray before = bytesOf(databasePath(m_options));
    const auto writer = Writer::open(m_options);
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, ErrorCode::StoreNewer);
    QCOMPARE(bytesOf(databasePath(m_options)), before);
}

void tst_StoreOpening::damageIsRefusedUntouched_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"text", "cut", "pages", "chain", "log", "specs", "foreign"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void tst_StoreOpening::damageIsRefusedUntouched()
{
    QFETCH(QString, how);
    fill(30);
    const std::string path = databasePath(m_options);
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (how == QLatin1String("text")) {
        file.resize(0);
        file.write("this is not a database, but somebody's letter to a friend");
    } else if (how == QLatin1String("cut")) {
        file.resize(file.size() / 2);
    } else if (how == QLatin1String("pages")) {
        for (qint64 page = 2; page * 4096 < file.size(); ++page) {
            file.seek(page * 4096);
            file.write(QByteArray(64, '\x5a'));
        }
    } else if (how == QLatin1String("chain")) {
        change("UPDATE log SET chain = zeroblob(32) WHERE batch = 29");
    } else if (how == QLatin1String("log")) {
        change("UPDATE log SET data = x'0102' WHERE batch = 30");
    } else if (how == QLatin1String("specs")) {
        change("DELETE FROM specs WHERE id = (SELECT max(id) FROM specs)");
    } else {
        change("PRAGMA application_id=1");
    }
    file.close();
    const QByteArray before = bytesOf(path);
    const auto writer = Writer::open(m_options);
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, ErrorCode::StoreDamaged);
    QCOMPARE(bytesOf(path), before);
}

void tst_StoreOpening::secondProcessIsLockedOutUntilTheFirstDies()
{
    QProcess holder;
    holder.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("--hold"), QString::fromStdString(m_options.dataDir)});
    QVERIFY(holder.waitForStarted());
    while (!holder.canReadLine())
        QVERIFY(holder.waitForReadyRead(20'000));
    QCOMPARE(holder.readLine(), QByteArray("open\n"));
    const auto locked = Writer::open(m_options);
    QVERIFY(!locked);
    QCOMPARE(locked.error().code, ErrorCode::StoreLocked);
    holder.kill(); // -9: nothing is cleaned up
    QVERIFY(holder.waitForFinished());
    VERIFY_OK(Writer::open(m_options));
}

void tst_StoreOpening::folderThatCannotBeWrittenIsNamed()
{
    m_options.dataDir = "/proc/skep-store"; // nobody makes a folder there, not even root
    const auto nowhere = Writer::open(m_options);
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::Io);
    QVERIFY(nowhere.error().detail.find("/proc/skep-store") != std::string::npos);

    m_options.dataDir = m_folder->filePath(QStringLiteral("file")).toStdString();
    QFile file(QString::fromStdString(m_options.dataDir));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(Writer::open(m_options).error().code, ErrorCode::Io);

    if (::geteuid() == 0)
        return; // may write everywhere
    m_options.dataDir = m_folder->filePath(QStringLiteral("readonly")).toStdString();
    fill(2);
    const QString folder = QString::fromStdString(m_options.dataDir);
    const QString database = QString::fromStdString(databasePath(m_options));
    QVERIFY(QFile::setPermissions(database, QFileDevice::ReadOwner));
    QVERIFY(QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    QCOMPARE(Writer::open(m_options).error().code, ErrorCode::Io);
    QVERIFY(QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
}

void tst_StoreOpening::damagedHistoryIsMadeAnew()
{
    fill(5);
    QFile file(QString::fromStdString(historyPath(m_options)));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(10'000, 'x'));
    file.close();
    auto writer = Writer::open(m_options);
    VERIFY_OK(writer);
    const HistoryLine line{1, 1, 1, "a line"};
    VERIFY_OK((*writer)->writeHistory({&line, 1}));
    auto reader = Reader::open(m_options);
    VERIFY_OK(reader);
    const auto detail = (*reader)->detail(1);
    VERIFY_OK(detail);
    QCOMPARE(detail->log.size(), std::size_t{1});
    TaskQuery query;
    query.text = "task";
    QVERIFY(!(*reader)->list(query)->empty()); // titles are indexed again
}

// The process that holds a folder, for the lock's test.
static int hold(const char *folder)
{
    Options options;
    options.dataDir = folder;
    const auto writer = Writer::open(options);
    std::puts(writer ? "open" : "refused");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "--hold")
        return hold(argv[2]);
    tst_StoreOpening test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storeopening.moc"
