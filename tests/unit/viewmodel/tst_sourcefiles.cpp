// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testfile.h"
#include "viewmodel/sourcefiles.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace skep;
using test::write;

namespace {

QStringList namesOf(const FolderFiles &found)
{
    QStringList names;
    for (const ChosenFile &file : found.files)
        names << file.name;
    return names;
}

} // namespace

class TestSourceFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreRelativeAndInOrder();
    void whatIsMadeOrHiddenOrLinkedIsLeftOut();
    void tooManyFilesAreCut();
    void tooDeepFoldersAreNamedAsSuch();
    void textsAreReadAndTheRestIsNamed();
    void togetherTooMuchIsCountedAndNotRead();
};

void TestSourceFiles::namesAreRelativeAndInOrder()
{
    const QTemporaryDir dir;
    for (const char *name : {"src/b.ts", "src/deep/a.PY", "main.cpp", "README.md", "src/data.json"})
        write(dir, QString::fromLatin1(name));
    QCOMPARE(namesOf(filesOf(dir.path(), true, 100)),
             (QStringList{QStringLiteral("main.cpp"), QStringLiteral("src/b.ts"), QStringLiteral("src/deep/a.PY")}));
    const FolderFiles all = filesOf(dir.path(), false, 100);
    QCOMPARE(namesOf(all), (QStringList{QStringLiteral("README.md"), QStringLiteral("main.cpp"), QStringLiteral("src/b.ts"),
                                        QStringLiteral("src/data.json"), QStringLiteral("src/deep/a.PY")}));
    QCOMPARE(all.cut, WalkCut::None);
    QVERIFY(filesOf(dir.filePath(QStringLiteral("missing")), false, 100).files.empty());
}

void TestSourceFiles::whatIsMadeOrHiddenOrLinkedIsLeftOut()
{
    const QTemporaryDir secret;
    write(secret, QStringLiteral("key.py"));
    const QTemporaryDir dir;
    write(dir, QStringLiteral("own.js"));
    for (const char *name : {"node_modules/x.js", ".git/x.py", "build/x.cpp", "a/__pycache__/x.py", ".env.js"})
        write(dir, QString::fromLatin1(name));
    QVERIFY(QFile::link(secret.filePath(QStringLiteral("key.py")), dir.filePath(QStringLiteral("key.py"))));
    QVERIFY(QFile::link(dir.path(), dir.filePath(QStringLiteral("loop"))));
    QCOMPARE(namesOf(filesOf(dir.path(), false, 100)), QStringList{QStringLiteral("own.js")});
}

void TestSourceFiles::tooManyFilesAreCut()
{
    const QTemporaryDir dir;
    for (int i = 0; i < 12; ++i)
        write(dir, QStringLiteral("%1/%2.js").arg(i % 3).arg(i));
    const FolderFiles some = filesOf(dir.path(), true, 11);
    QCOMPARE(some.files.size(), std::size_t(11));
    QCOMPARE(some.cut, WalkCut::Taker);
    QCOMPARE(filesOf(dir.path(), true, 12).cut, WalkCut::None);
}

void TestSourceFiles::tooDeepFoldersAreNamedAsSuch()
{
    const QTemporaryDir dir;
    const QString deepest = QStringLiteral("d/").repeated(kFolderDepthMax);
    write(dir, deepest + QStringLiteral("a.js"));
    write(dir, QStringLiteral("z/b.js"));
    QCOMPARE(filesOf(dir.path(), true, 100).cut, WalkCut::None);
    write(dir, deepest + QStringLiteral("d/c.js"));
    const FolderFiles found = filesOf(dir.path(), true, 100);
    QCOMPARE(found.cut, WalkCut::Depth);
    QCOMPARE(namesOf(found), (QStringList{deepest + QStringLiteral("a.js"), QStringLiteral("z/b.js")})); // the others are there
}

void TestSourceFiles::textsAreReadAndTheRestIsNamed()
{
    const QTemporaryDir dir;
    std::vector<ChosenFile> chosen{{write(dir, QStringLiteral("a.js"), "x = 'ä'\n"), QStringLiteral("src/a.js")},
                                   {write(dir, QStringLiteral("empty.py"), ""), QStringLiteral("empty.py")}};
    const FilesRead good = readFiles(chosen, 100);
    QVERIFY(good.leftOut.empty());
    QCOMPARE(good.bytes, qint64(9));
    QCOMPARE(good.files.size(), 2);
    QCOMPARE(good.files.at(0).toObject(), (QJsonObject{{QStringLiteral("path"), QStringLiteral("src/a.js")}, {QStringLiteral("text"), QString::fromUtf8("x = 'ä'\n")}}));

    chosen.push_back({write(dir, QStringLiteral("logo.png"), QByteArray("\x89PNG\0\1", 6)), QStringLiteral("logo.png")});
    chosen.push_back({write(dir, QStringLiteral("nul.js"), QByteArray("a\0b", 3)), QStringLiteral("nul.js")});
    chosen.push_back({write(dir, QStringLiteral("big.js"), QByteArray(101, 'x')), QStringLiteral("big.js")});
    chosen.push_back({dir.filePath(QStringLiteral("gone.js")), QStringLiteral("gone.js")});
    chosen.push_back({dir.path(), QStringLiteral("folder")});
    std::vector<LeftOut> wanted{{QStringLiteral("logo.png"), FileFault::NotText}, {QStringLiteral("nul.js"), FileFault::NotText},
                                {QStringLiteral("big.js"), FileFault::TooLarge}, {QStringLiteral("gone.js"), FileFault::Gone},
                                {QStringLiteral("folder"), FileFault::NotText}};
#ifdef Q_OS_UNIX
    const QString pipe = dir.filePath(QStringLiteral("pipe.js"));
    QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0); // nobody writes into it: opening it would wait for ever
    chosen.push_back({pipe, QStringLiteral("pipe.js")});
    wanted.push_back({QStringLiteral("pipe.js"), FileFault::NotText});
#endif
    const FilesRead mixed = readFiles(chosen, 100);
    QCOMPARE(mixed.leftOut, wanted);
    QCOMPARE(mixed.files, good.files);
    const QString words = leftOutWords(mixed.leftOut);
    QVERIFY2(words.startsWith(QLatin1String("logo.png: not text; nul.js: not text; big.js: too large; ")), qPrintable(words));
    QVERIFY(!words.contains(QLatin1String("gone.js"))); // counted, not named
}

void TestSourceFiles::togetherTooMuchIsCountedAndNotRead()
{
    const QTemporaryDir dir;
    std::vector<ChosenFile> chosen;
    for (int i = 0; i < 5; ++i)
        chosen.push_back({write(dir, QStringLiteral("%1.js").arg(i), QByteArray(40, 'x')), QStringLiteral("%1.js").arg(i)});
    const FilesRead read = readFiles(chosen, 100);
    QCOMPARE(read.bytes, qint64(200));
    QCOMPARE(read.files.size(), 2);
    QVERIFY(read.leftOut.empty());
}

QTEST_GUILESS_MAIN(TestSourceFiles)
#include "tst_sourcefiles.moc"
