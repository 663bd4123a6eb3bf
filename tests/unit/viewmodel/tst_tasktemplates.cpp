// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/tasktemplates.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;

namespace {

QString words(const Result<void> &result) { return result ? QString() : TaskTemplates::words(result.error()); }

} // namespace

class TestTaskTemplates final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void templatesAreKeptInTheFile();
    void templatesAreBounded();
    void fileOfAnotherHandIsRead();
    void fileThatCannotBeWrittenIsSaid();
};

void TestTaskTemplates::templatesAreKeptInTheFile()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("window.ini"));
    QSettings(path, QSettings::IniFormat).setValue(QStringLiteral("window/page"), QStringLiteral("log"));
    TaskDraft draft;
    draft.title = QStringLiteral("Daily, \"quoted\"\nüber");
    TaskTemplates first(path);
    QVERIFY(first.names().isEmpty());
    QVERIFY(first.save(QStringLiteral("  Über\n Nacht "), draft));
    QVERIFY(first.save(QStringLiteral("Daily/1=2;[x]"), draft));
    TaskTemplates second(path);
    QCOMPARE(second.names(), (QStringList{QStringLiteral("Daily/1=2;[x]"), QStringLiteral("Über Nacht")}));
    QCOMPARE(second.find(QStringLiteral("Über Nacht")), std::optional(draft));
    draft.attempts = 9;
    QVERIFY(second.save(QStringLiteral("Über Nacht"), draft)); // overwrites
    QVERIFY(first.save(QStringLiteral("Third"), draft));       // and does not bring the old one back
    second.load();
    QCOMPARE(second.names().size(), 3);
    QCOMPARE(second.find(QStringLiteral("Über Nacht"))->attempts, 9);
    QVERIFY(second.remove(QStringLiteral("Third")));
    QCOMPARE(words(first.remove(QStringLiteral("Third"))), QStringLiteral("This template is not there any more."));
    QCOMPARE(TaskTemplates(path).names().size(), 2);
    QCOMPARE(QSettings(path, QSettings::IniFormat).value(QStringLiteral("window/page")).toString(), QStringLiteral("log"));
    TaskTemplates nowhere{QString()};
    QVERIFY(nowhere.save(QStringLiteral("Short-lived"), draft));
    QCOMPARE(nowhere.names(), QStringList{QStringLiteral("Short-lived")});
}

void TestTaskTemplates::templatesAreBounded()
{
    const QTemporaryDir dir;
    TaskTemplates templates(dir.filePath(QStringLiteral("window.ini")));
    TaskDraft draft;
    QCOMPARE(words(templates.save(QStringLiteral(" \n "), draft)), QStringLiteral("Name: give the template one."));
    QCOMPARE(words(templates.save(QString(61, u'n'), draft)), QStringLiteral("Name: at most 60 characters."));
    for (int i = 0; i < TaskTemplates::kMax; ++i)
        QVERIFY(templates.save(QString(58, u'n') + QString::number(10 + i), draft));
    QCOMPARE(words(templates.save(QStringLiteral("one more"), draft)), QStringLiteral("There are 50 templates, as many as are kept. Delete one first."));
    QVERIFY(templates.save(QString(58, u'n') + QStringLiteral("10"), draft)); // overwriting is no more than before
    draft.prompt = QString(TaskTemplates::kBytesMax, u'p');
    QVERIFY(words(templates.save(QString(58, u'n') + QStringLiteral("10"), draft)).startsWith(QLatin1String("This is too long for a template: at most 64")));
    QCOMPARE(templates.names().size(), TaskTemplates::kMax);
}

void TestTaskTemplates::fileOfAnotherHandIsRead()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("window.ini"));
    {
        QSettings settings(path, QSettings::IniFormat);
        settings.beginWriteArray(QStringLiteral("templates"), 200);
        const auto put = [&](int i, const QString &name, const QString &task) {
            settings.setArrayIndex(i);
            settings.setValue(QStringLiteral("name"), name);
            settings.setValue(QStringLiteral("task"), task);
        };
        put(0, QStringLiteral("Good"), QStringLiteral(R"({"kind":"simulate"})"));
        put(1, QStringLiteral("Of tomorrow"), QStringLiteral(R"({"kind":"dance"})"));
        put(2, QStringLiteral("Good"), QStringLiteral(R"({"kind":"testing"})"));
        put(3, QString(), QStringLiteral(R"({"kind":"simulate"})"));
        put(199, QStringLiteral("Beyond"), QStringLiteral(R"({"kind":"simulate"})"));
    }
    TaskTemplates templates(path);
    QCOMPARE(templates.names(), QStringList{QStringLiteral("Good")});
    QCOMPARE(templates.find(QStringLiteral("Good"))->kind, TaskKind::Simulate);
    QVERIFY(!templates.find(QStringLiteral("Of tomorrow")));
    QVERIFY(templates.save(QStringLiteral("Mine"), {}));
    QSettings settings(path, QSettings::IniFormat);
    QCOMPARE(settings.beginReadArray(QStringLiteral("templates")), 3);
    settings.setArrayIndex(2);
    QCOMPARE(settings.value(QStringLiteral("name")).toString(), QStringLiteral("Of tomorrow")); // a newer version's stays
}

void TestTaskTemplates::fileThatCannotBeWrittenIsSaid()
{
    const QTemporaryDir dir;
    TaskTemplates templates(dir.filePath(QStringLiteral("file/window.ini")));
    QFile file(dir.filePath(QStringLiteral("file"))); // where its folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto saved = templates.save(QStringLiteral("Daily"), {});
    QVERIFY(!saved);
    QVERIFY(words(saved).startsWith(QLatin1String("The settings file cannot be written: ")));
    QVERIFY(templates.names().isEmpty());
}

QTEST_GUILESS_MAIN(TestTaskTemplates)
#include "tst_tasktemplates.moc"
