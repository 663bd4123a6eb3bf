// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog for new tasks: what it sends for every kind, its templates, what it says of mistakes, and that nothing
// that was typed is lost.
#include "gui/windowrun.h"
#include "support/testfile.h"
#include "ui/shell/statusline.h"
#include "ui/tasks/newtaskdialog.h"
#include "ui/widgets/field.h"
#include "viewmodel/tasktemplates.h"
#include "viewmodel/text.h"
#include "viewmodel/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>

#include <algorithm>

using namespace skep;
using namespace skep::test;

namespace {

/// The dialog as a person has it before them.
struct Asking : WindowRun
{
    const QTemporaryDir dir;
    ui::NewTaskDialog *dialog = nullptr;

    Asking() { ask(); }
    void ask()
    {
        if (!window)
            open(dir.filePath(QStringLiteral("window.ini")));
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
        QTest::keyClick(window.get(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY((dialog = window->findChild<ui::NewTaskDialog *>()) && dialog->isVisible());
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow()); // else nothing has the keys
    }
    void leave()
    {
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!window->findChild<ui::NewTaskDialog *>());
    }

    template<typename W>
    [[nodiscard]] W &part(const char *name) const
    {
        W *found = dialog->findChild<W *>(QLatin1String(name));
        if (!found)
            qFatal("the dialog has no %s", name);
        return *found;
    }
    void press(const char *name) const
    {
        QCoreApplication::processEvents(); // the form may just have taken another shape
        QTest::mouseClick(&part<QPushButton>(name), Qt::LeftButton);
    }
    void type(const char *name, const QString &words) const
    {
        auto &line = part<QLineEdit>(name);
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, words);
    }
    /// Chooses with the arrow keys.
    void pick(const char *name, const QString &words) const
    {
        auto &list = part<QComboBox>(name);
        list.setFocus();
        for (int i = 0; i < 80 && list.currentText() != words; ++i)
            QTest::keyClick(&list, list.currentIndex() < list.findText(words) ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(list.currentText(), words);
    }
    [[nodiscard]] QString faultAt(const char *name) const { return qobject_cast<ui::Field *>(part<QWidget>(name).parentWidget())->fault(); }
    [[nodiscard]] QString words(const char *name) const { return part<QLabel>(name).isVisible() ? part<QLabel>(name).text().remove(QChar(0x200B)) : QString(); }

    QString write(const QString &name, const QByteArray &bytes = "let a = 1;\n") const
    {
        return test::write(dir, name, bytes);
    }
    /// Answers the chooser that the button opens, then waits until what was chosen has been read.
    template<typename Answer>
    void choose(const char *button, Answer answer) const
    {
        press(button);
        QFileDialog *chooser = nullptr;
        QTRY_VERIFY((chooser = dialog->findChild<QFileDialog *>()));
        answer(*chooser);
        chooser->close();
        QTRY_VERIFY(!words("newtask.fileswords").contains(QLatin1String("Reading")));
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow());
    }
    void chooseFiles(const QStringList &paths) const
    {
        choose("newtask.files", [&paths](QFileDialog &chooser) { Q_EMIT chooser.filesSelected(paths); });
    }
    void chooseFolder(const QString &path) const
    {
        choose("newtask.folder", [&path](QFileDialog &chooser) { Q_EMIT chooser.fileSelected(path); });
    }
    /// Presses Add; the next task that is sent.
    [[nodiscard]] const cmd::Submit *submit(const char *button = "submit")
    {
        const std::size_t before = hub.sent.size();
        press(button);
        if (!QTest::qWaitFor([&] { return hub.sent.size() > before; }, 5000))
            return nullptr;
        return lastSent<cmd::Submit>();
    }
    /// Presses Add and is told of mistakes instead.
    void submitInVain()
    {
        const std::size_t before = hub.sent.size();
        press("submit");
        QTRY_VERIFY(part<QPushButton>("submit").isEnabled());
        QCOMPARE(hub.sent.size(), before);
        QVERIFY(dialog->isVisible());
    }
    void saveAs(const QString &name) const
    {
        press("template.save");
        type("template.name", name);
        QTest::keyClick(&part<QLineEdit>("template.name"), Qt::Key_Return);
    }
    [[nodiscard]] QStringList kept() const { return TaskTemplates(dir.filePath(QStringLiteral("window.ini"))).names(); }
};

QString paramsOf(const cmd::Submit *sent) { return sent ? QString::fromStdString(sent->task.params) : QString(); }

} // namespace

class TestNewTask final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startingPointsSendTheirTask_data();
    void startingPointsSendTheirTask();
    void everyFieldIsSent();
    void mistakesStandAtTheirField();
    void refusalIsShownAndNothingIsLost();
    void repeatAfterNoAnswerIsTheSameTask();
    void severalAreAddedInARow();
    void folderKeepsItsPaths();
    void filesThatCannotBeReadAreNamed();
    void filesAreReadWhenTheTaskIsSent();
    void tooMuchIsSaid();
    void deadlineIsInTheHubsTime();
    void templateIsSavedChosenOverwrittenDeleted();
    void templatesAreBounded();
    void whatATemplateReplacedCanBeHadBack();
    void returnAndEscapeAnswerTheQuestion();
    void keyboardReachesEverything();
    void everyTextCanBeRead_data();
    void everyTextCanBeRead();
    void lowScreenKeepsButtonsAndFaultsInSight();
    void changeOfLanguageClosesIt();
};

void TestNewTask::startingPointsSendTheirTask_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("params");
    const QString file = QStringLiteral(R"({"executor":"%1","files":[{"path":"a.js","text":"let a = 1;\n"}]})");
    const auto row = [](const char *name, const char *type, const QString &params) {
        QTest::newRow(type) << QString::fromLatin1(name) << QString::fromLatin1(type) << params;
    };
    row("Review code", "code-review", file.arg(QLatin1String("code-review")));
    row("Document code", "documentation", file.arg(QLatin1String("documentation")));
    row("Run tests", "testing", file.arg(QLatin1String("testing")));
    row("Generate code", "code-generation", QStringLiteral(R"({"executor":"code-generation","prompt":"A clock"})"));
    row("Simulate work", "simulate", QStringLiteral(R"({"executor":"simulate","latency_ms":10000})"));
}

void TestNewTask::startingPointsSendTheirTask()
{
    QFETCH(const QString, name);
    QFETCH(const QString, type);
    QFETCH(const QString, params);
    Asking run;
    run.pick("newtask.priority", QStringLiteral("P3"));
    run.pick("template.list", name == QLatin1String("Review code") ? QStringLiteral("Document code") : QStringLiteral("Review code"));
    run.pick("template.list", name); // and nothing of before is left
    if (params.contains(QLatin1String("files")))
        run.chooseFiles({run.write(QStringLiteral("a.js"))});
    else if (type == QLatin1String("code-generation"))
        QTest::keyClicks(&run.part<QPlainTextEdit>("newtask.prompt"), QStringLiteral("A clock"));
    run.type("newtask.title", QStringLiteral("Try it"));
    TaskSpec wanted;
    wanted.type = type.toStdString();
    wanted.title = "Try it";
    wanted.required = {type.toStdString()};
    if (type == QLatin1String("testing"))
        wanted.wants = {"javascript"};
    wanted.params = params.toStdString();
    const auto *sent = run.submit();
    QCOMPARE(paramsOf(sent), params);
    QVERIFY(sent->task == wanted);
    QVERIFY(!sent->key.empty());
    run.hub.put(makeTask(77, TaskState::Queued, "Try it"));
    run.hub.publish();
    run.answer(CommandDone{.id = 77});
    QTRY_COMPARE(run.inspector().task(), TaskId(77));
    QTRY_VERIFY(!run.window->findChild<ui::NewTaskDialog *>());
}

void TestNewTask::everyFieldIsSent()
{
    Asking run;
    QTRY_VERIFY(run.hub.consumersSet > 0);
    run.pick("newtask.kind", QStringLiteral("Run tests"));
    run.pick("newtask.priority", QStringLiteral("P1"));
    run.pick("newtask.start", QStringLiteral("Hold until I assign it"));
    run.chooseFolder(QFileInfo(run.write(QStringLiteral("shop/tests/test_cart.py"))).dir().filePath(QStringLiteral("..")));
    run.type("newtask.tests", QStringLiteral("tests/test_cart.py"));
    run.part<QSpinBox>("newtask.timelimit").setValue(600);
    QVERIFY(!run.part<QLineEdit>("newtask.project").isVisible());
    run.press("newtask.more");
    run.type("newtask.project", QStringLiteral("shop"));
    run.type("newtask.requires", QStringLiteral("gpu, linux"));
    run.type("newtask.wants", QStringLiteral("fast"));
    run.part<QSpinBox>("newtask.attempts").setValue(20);
    const auto *sent = run.submit();
    QVERIFY(sent);
    QCOMPARE(sent->task.type, std::string("testing"));
    QCOMPARE(sent->task.priority, Priority::P1);
    QCOMPARE(sent->task.start, StartPolicy::Held);
    QCOMPARE(sent->task.project, std::string("shop"));
    QCOMPARE(sent->task.required, (std::vector<std::string>{"testing", "gpu", "linux"}));
    QCOMPARE(sent->task.wants, (std::vector<std::string>{"fast", "python"}));
    QCOMPARE(sent->task.attemptsMax, 20);
    QCOMPARE(sent->task.deadline, TimeMs(0));
    QCOMPARE(paramsOf(sent), QStringLiteral(R"({"executor":"testing","files":[{"path":"tests/test_cart.py","text":"let a = 1;\n"}],"tests":["tests/test_cart.py"],"timeout_s":600})"));
}

void TestNewTask::mistakesStandAtTheirField()
{
    Asking run;
    QVERIFY(run.faultAt("newtask.filesfield").isEmpty()); // nothing is wrong before somebody wants to go on
    run.submitInVain();
    QCOMPARE(run.faultAt("newtask.filesfield"), QStringLiteral("Choose what to work on."));
    QVERIFY(run.part<QPushButton>("newtask.files").hasFocus());
    run.type("newtask.title", QString(301, u't'));
    QCOMPARE(run.faultAt("newtask.title"), QStringLiteral("Title: at most 300 bytes, and this has 301.")); // as it is typed
    QCOMPARE(run.part<QLineEdit>("newtask.title").accessibleDescription(), run.faultAt("newtask.title"));
    run.submitInVain();
    QVERIFY(run.part<QLineEdit>("newtask.title").hasFocus());
    run.type("newtask.title", QStringLiteral("Short"));
    QVERIFY(run.faultAt("newtask.title").isEmpty());
    run.press("newtask.more");
    run.type("newtask.requires", QString(65, u'c'));
    run.part<QSpinBox>("newtask.attempts").setValue(21);
    run.part<QSpinBox>("newtask.deadline").setValue(TaskDraft::kDeadlineMinMax + 1);
    QVERIFY(run.faultAt("newtask.requires").contains(QLatin1String("at most 64 bytes")));
    QCOMPARE(run.faultAt("newtask.attempts"), QStringLiteral("Attempts: from 1 to 20."));
    QVERIFY(run.faultAt("newtask.deadline").startsWith(QLatin1String("Deadline in minutes: from 0 to ")));
    run.press("newtask.more"); // what is wrong does not hide
    run.type("newtask.title", QStringLiteral("Still short"));
    QVERIFY(run.part<QSpinBox>("newtask.attempts").isVisible());
    run.pick("newtask.kind", QStringLiteral("Generate code"));
    run.submitInVain();
    QCOMPARE(run.faultAt("newtask.prompt"), QStringLiteral("Describe the code to write."));
    run.pick("newtask.kind", QStringLiteral("Run tests"));
    run.chooseFiles({run.write(QStringLiteral("test_a.py"))});
    run.part<QSpinBox>("newtask.attempts").setValue(1);
    run.part<QSpinBox>("newtask.deadline").setValue(0);
    run.type("newtask.requires", QString());
    QTest::keyClick(&run.part<QLineEdit>("newtask.requires"), Qt::Key_Delete);
    run.type("newtask.tests", QStringLiteral("test_b.py"));
    run.submitInVain();
    QCOMPARE(run.faultAt("newtask.tests"), QStringLiteral("Test files: test_b.py is not among the chosen files."));
    run.type("newtask.tests", QStringLiteral("test_a.py"));
    QVERIFY(run.submit());
}

void TestNewTask::refusalIsShownAndNothingIsLost()
{
    Asking run;
    run.pick("newtask.kind", QStringLiteral("Simulate work"));
    run.type("newtask.title", QStringLiteral("Try it"));
    run.press("newtask.more");
    run.type("newtask.project", QStringLiteral("shop"));
    QVERIFY(run.submit());
    QVERIFY(!run.part<QPushButton>("submit").isEnabled()); // one press, one task
    run.answer(fail(ErrorCode::StorageFull));
    QCOMPARE(run.words("newtask.message"), text::error(Error{ErrorCode::StorageFull, {}, 0, {}}));
    QVERIFY(run.submit());
    run.answer(failField(ErrorCode::TooLong, "project", 3));
    QVERIFY2(run.faultAt("newtask.project").contains(QLatin1String("project, limit 3")), qPrintable(run.faultAt("newtask.project")));
    QVERIFY(run.part<QLineEdit>("newtask.project").hasFocus());
    QCOMPARE(run.words("newtask.message"), QString());
    QCOMPARE(run.part<QLineEdit>("newtask.title").text(), QStringLiteral("Try it"));
    run.type("newtask.project", QStringLiteral("x"));
    QVERIFY(run.faultAt("newtask.project").isEmpty());
    const auto *sent = run.submit();
    QVERIFY(sent);
    QCOMPARE(sent->task.project, std::string("x"));
    run.answer(CommandDone{.id = 5});
    QTRY_VERIFY(!run.window->findChild<ui::NewTaskDialog *>());
}

void TestNewTask::repeatAfterNoAnswerIsTheSameTask()
{
    Asking run;
    run.pick("newtask.kind", QStringLiteral("Simulate work"));
    const auto keyOf = [](const cmd::Submit *sent) { return sent ? sent->key : std::string(); };
    const std::string first = keyOf(run.submit());
    run.answer(fail(ErrorCode::Timeout)); // it may have been stored
    run.hub.now += 5000;
    run.hub.publish();
    QCOMPARE(keyOf(run.submit()), first);
    run.answer(fail(ErrorCode::Timeout));
    run.type("newtask.title", QStringLiteral("Another"));
    const std::string second = keyOf(run.submit("submit.more"));
    QVERIFY(!second.empty() && second != first);
    run.answer(CommandDone{.id = 8});
    const std::string third = keyOf(run.submit("submit.more")); // the same again is wanted now
    QVERIFY(!third.empty() && third != second);
}

void TestNewTask::severalAreAddedInARow()
{
    Asking run;
    run.pick("newtask.priority", QStringLiteral("P1"));
    const QString path = run.write(QStringLiteral("a.js"));
    run.chooseFiles({path});
    run.type("newtask.title", QStringLiteral("First"));
    const auto *sent = run.submit("submit.more");
    QVERIFY(sent);
    const TaskSpec first = sent->task;
    run.answer(CommandDone{.id = 77});
    QVERIFY(run.dialog->isVisible());
    QCOMPARE(run.words("newtask.message"), QStringLiteral("Added as task 77. Change what differs for the next one."));
    QVERIFY(run.part<QLineEdit>("newtask.title").hasFocus());
    QTest::keyClicks(&run.part<QLineEdit>("newtask.title"), QStringLiteral("Second")); // in place of the first
    sent = run.submit("submit.more");
    QVERIFY(sent);
    TaskSpec wanted = first;
    wanted.title = "Second";
    QVERIFY(sent->task == wanted);
    run.answer(CommandDone{.id = 78});
    QCOMPARE(run.part<QPushButton>("cancel").text(), QStringLiteral("Close"));
    run.leave();
}

void TestNewTask::folderKeepsItsPaths()
{
    Asking run;
    for (const char *name : {"app/src/a.ts", "app/src/deep/b.py", "app/README.md", "app/node_modules/x.js"})
        run.write(QString::fromLatin1(name), "x\n");
    run.write(QStringLiteral("app/src/logo.js"), QByteArray("\0\1", 2));
    run.chooseFolder(run.dir.filePath(QStringLiteral("app")));
    const QString words = run.words("newtask.fileswords");
    QVERIFY2(words.startsWith(QLatin1String("2 files, ")) && words.endsWith(QLatin1String("left out: src/logo.js: not text")), qPrintable(words));
    QVERIFY(run.faultAt("newtask.filesfield").isEmpty());
    const auto *sent = run.submit("submit.more");
    QCOMPARE(paramsOf(sent), QStringLiteral(R"({"executor":"code-review","files":[{"path":"src/a.ts","text":"x\n"},{"path":"src/deep/b.py","text":"x\n"}]})"));
    run.answer(CommandDone{.id = 1});
    run.pick("newtask.kind", QStringLiteral("Run tests")); // needs the rest too
    QTRY_VERIFY(run.words("newtask.fileswords").startsWith(QLatin1String("3 files, ")));
    QVERIFY(paramsOf(run.submit("submit.more")).contains(QLatin1String("README.md")));
    run.answer(CommandDone{.id = 2});
    QVERIFY(QDir(run.dir.filePath(QStringLiteral("app"))).removeRecursively());
    run.submitInVain();
    QCOMPARE(run.faultAt("newtask.filesfield"), QStringLiteral("The folder app is not there any more."));
    QDir().mkpath(run.dir.filePath(QStringLiteral("empty")));
    run.chooseFolder(run.dir.filePath(QStringLiteral("empty")));
    QCOMPARE(run.faultAt("newtask.filesfield"), QStringLiteral("The folder empty holds no text."));
}

void TestNewTask::filesThatCannotBeReadAreNamed()
{
    Asking run;
    run.chooseFiles({run.write(QStringLiteral("a.js")), run.write(QStringLiteral("logo.png"), QByteArray("\x89PNG\0", 5)), run.dir.filePath(QStringLiteral("gone.js"))});
    QCOMPARE(run.faultAt("newtask.filesfield"), QStringLiteral("These cannot be sent. logo.png: not text; gone.js: not there any more"));
    run.submitInVain();
    run.press("newtask.leaveout");
    QTRY_COMPARE(run.words("newtask.fileswords"), QStringLiteral("1 file, ") + text::bytes(11));
    QVERIFY(run.faultAt("newtask.filesfield").isEmpty());
    QVERIFY(!run.part<QPushButton>("newtask.leaveout").isVisible());
    QCOMPARE(paramsOf(run.submit()), QStringLiteral(R"({"executor":"code-review","files":[{"path":"a.js","text":"let a = 1;\n"}]})"));
}

void TestNewTask::filesAreReadWhenTheTaskIsSent()
{
    Asking run;
    const QString path = run.write(QStringLiteral("a.js"));
    run.chooseFiles({path});
    run.write(QStringLiteral("a.js"), "let b = 2;\n"); // the person went on working
    QVERIFY(paramsOf(run.submit("submit.more")).contains(QLatin1String("let b = 2;")));
    run.answer(CommandDone{.id = 1});
    QVERIFY(QFile::remove(path));
    run.submitInVain();
    QCOMPARE(run.faultAt("newtask.filesfield"), QStringLiteral("These cannot be sent. a.js: not there any more"));
    run.write(QStringLiteral("a.js"), "let c = 3;\n"); // mended, and not chosen again
    QVERIFY(paramsOf(run.submit()).contains(QLatin1String("let c = 3;")));
}

void TestNewTask::tooMuchIsSaid()
{
    Asking run;
    const QByteArray half(static_cast<qsizetype>(limits::kParamsBytesMax / 2), 'x');
    run.chooseFiles({run.write(QStringLiteral("a.js"), half), run.write(QStringLiteral("b.js"), half), run.write(QStringLiteral("c.js"), half)});
    QVERIFY(run.faultAt("newtask.filesfield").startsWith(QStringLiteral("Files: at most %1 for one task").arg(text::bytes(limits::kParamsBytesMax))));
    run.submitInVain();
    run.chooseFiles({run.write(QStringLiteral("d.js"), QByteArray(300'000, '"'))}); // twice as long as JSON
    QVERIFY(run.faultAt("newtask.filesfield").isEmpty());
    run.submitInVain();
    QVERIFY(run.faultAt("newtask.filesfield").startsWith(QStringLiteral("Files: at most %1 as they are sent").arg(text::bytes(limits::kParamsBytesMax))));
    for (std::size_t i = 0; i < 2'001; ++i)
        run.write(QStringLiteral("many/%1.js").arg(i), "x");
    run.chooseFolder(run.dir.filePath(QStringLiteral("many")));
    QCOMPARE(run.faultAt("newtask.filesfield"), QStringLiteral("Files: at most %1, and these are more.").arg(text::number(2000)));

    run.write(QStringLiteral("deep/") + QStringLiteral("d/").repeated(25) + QStringLiteral("a.js")); // one file, and too far down
    run.chooseFolder(run.dir.filePath(QStringLiteral("deep")));
    const QString tooDeep = run.faultAt("newtask.filesfield");
    QVERIFY2(tooDeep.startsWith(QLatin1String("Folder: at most 24 levels deep")), qPrintable(tooDeep));
}

void TestNewTask::deadlineIsInTheHubsTime()
{
    Asking run;
    run.pick("newtask.kind", QStringLiteral("Simulate work"));
    run.hub.publish();
    run.press("newtask.more");
    run.part<QSpinBox>("newtask.deadline").setValue(90);
    QTRY_COMPARE(run.window->findChild<ui::StatusLine *>()->batch(), run.hub.seq);
    run.steadyMs += 400;
    const auto *sent = run.submit();
    QVERIFY(sent);
    QCOMPARE(sent->task.deadline, run.hub.now + 400 + 90 * 60'000);
}

void TestNewTask::templateIsSavedChosenOverwrittenDeleted()
{
    Asking run;
    QVERIFY(!run.part<QPushButton>("template.delete").isEnabled()); // a starting point stays
    run.pick("newtask.kind", QStringLiteral("Document code"));
    run.pick("newtask.priority", QStringLiteral("P0, most urgent"));
    run.type("newtask.title", QStringLiteral("Document the week"));
    run.press("newtask.more");
    run.type("newtask.project", QStringLiteral("shop"));
    run.chooseFiles({run.write(QStringLiteral("a.js"))});
    run.saveAs(QStringLiteral(" Weekly "));
    QCOMPARE(run.words("template.words"), QStringLiteral("Saved as “Weekly”, without the files."));
    QCOMPARE(run.kept(), QStringList{QStringLiteral("Weekly")}); // at once, not when the window closes
    run.leave();

    run.ask();
    QVERIFY(run.part<QLineEdit>("newtask.title").text().isEmpty());
    run.pick("template.list", QStringLiteral("Weekly"));
    QVERIFY(run.part<QLineEdit>("newtask.project").isVisible()); // it has something to show
    run.chooseFiles({run.write(QStringLiteral("b.js"))});
    const auto *sent = run.submit("submit.more");
    QVERIFY(sent);
    QCOMPARE(sent->task.type, std::string("documentation"));
    QCOMPARE(sent->task.title, std::string("Document the week"));
    QCOMPARE(sent->task.priority, Priority::P0);
    QCOMPARE(sent->task.project, std::string("shop"));
    run.answer(CommandDone{.id = 3});

    run.type("newtask.title", QStringLiteral("Document the month"));
    run.press("template.save");
    QCOMPARE(run.part<QLineEdit>("template.name").text(), QStringLiteral("Weekly")); // of what was chosen
    run.press("template.yes");
    QCOMPARE(run.words("template.words"), QStringLiteral("There is one of this name."));
    QVERIFY(run.part<QPushButton>("template.no").hasFocus());
    run.press("template.no");
    QCOMPARE(TaskTemplates(run.dir.filePath(QStringLiteral("window.ini"))).find(QStringLiteral("Weekly"))->title, QStringLiteral("Document the week"));
    run.press("template.save");
    run.press("template.yes");
    run.press("template.yes");
    QCOMPARE(TaskTemplates(run.dir.filePath(QStringLiteral("window.ini"))).find(QStringLiteral("Weekly"))->title, QStringLiteral("Document the month"));
    QCOMPARE(run.kept().size(), 1);

    run.press("template.delete");
    QCOMPARE(run.words("template.words"), QStringLiteral("Delete “Weekly”?"));
    run.press("template.no");
    QCOMPARE(run.kept().size(), 1);
    run.press("template.delete");
    run.press("template.yes");
    QVERIFY(run.kept().isEmpty());
    QCOMPARE(run.part<QComboBox>("template.list").findText(QStringLiteral("Weekly")), -1);
    QCOMPARE(run.part<QLineEdit>("newtask.title").text(), QStringLiteral("Document the month"));
    run.leave();
    run.window->close(); // which writes the rest of the file
    QVERIFY(run.kept().isEmpty());
}

void TestNewTask::templatesAreBounded()
{
    Asking run;
    run.saveAs(QStringLiteral("   "));
    QCOMPARE(run.words("template.fault"), QStringLiteral("Name: give the template one."));
    run.type("template.name", QString(61, u'n'));
    QCOMPARE(run.words("template.fault"), QString());
    run.press("template.yes");
    QCOMPARE(run.words("template.fault"), QStringLiteral("Name: at most 60 characters."));
    QCOMPARE(run.part<QLineEdit>("template.name").text().size(), qsizetype(61)); // nothing is cut in silence
    TaskTemplates others(run.dir.filePath(QStringLiteral("window.ini"))); // of another window
    for (int i = 0; i < TaskTemplates::kMax; ++i)
        QVERIFY(others.save(QStringLiteral("T%1").arg(i), {}));
    run.type("template.name", QStringLiteral("One more"));
    run.press("template.yes");
    QCOMPARE(run.words("template.fault"), QStringLiteral("There are 50 templates, as many as are kept. Delete one first."));
    run.type("template.name", QStringLiteral("T7"));
    run.press("template.yes");
    QCOMPARE(run.words("template.words"), QStringLiteral("There is one of this name."));
    run.press("template.yes");
    QCOMPARE(run.part<QComboBox>("template.list").currentText(), QStringLiteral("T7"));
    QCOMPARE(run.kept().size(), TaskTemplates::kMax);
}

void TestNewTask::whatATemplateReplacedCanBeHadBack()
{
    Asking run;
    run.type("newtask.title", QStringLiteral("Long thought about"));
    run.part<QComboBox>("template.list").setFocus();
    QTest::keyClick(&run.part<QComboBox>("template.list"), Qt::Key_Down);
    QTest::keyClick(&run.part<QComboBox>("template.list"), Qt::Key_Down);
    QVERIFY(run.part<QLineEdit>("newtask.title").text().isEmpty());
    QCOMPARE(run.part<QComboBox>("newtask.kind").currentText(), QStringLiteral("Run tests"));
    QCOMPARE(run.part<QPushButton>("template.yes").text(), QStringLiteral("Undo"));
    run.press("template.yes");
    QCOMPARE(run.part<QLineEdit>("newtask.title").text(), QStringLiteral("Long thought about"));
    QCOMPARE(run.part<QComboBox>("newtask.kind").currentText(), QStringLiteral("Review code"));
    QVERIFY(!run.part<QPushButton>("template.yes").isVisible());
    auto &list = run.part<QComboBox>("template.list");
    QWheelEvent turn(QPointF(5, 5), list.mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&list, &turn);
    QCOMPARE(run.part<QLineEdit>("newtask.title").text(), QStringLiteral("Long thought about"));
}

void TestNewTask::returnAndEscapeAnswerTheQuestion()
{
    Asking run;
    run.pick("newtask.kind", QStringLiteral("Simulate work"));
    run.press("template.save");
    QTest::keyClick(run.dialog->focusWidget(), Qt::Key_Escape);
    QVERIFY(run.dialog->isVisible()); // only the question is gone
    QVERIFY(!run.part<QLineEdit>("template.name").isVisible());
    run.saveAs(QStringLiteral("Mine"));
    QVERIFY(run.hub.sent.empty()); // Return has saved and not sent
    QCOMPARE(run.kept(), QStringList{QStringLiteral("Mine")});
    run.part<QLineEdit>("newtask.title").setFocus();
    QTest::keyClick(run.dialog->focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(run.hub.sent.size(), std::size_t(1));
    run.leave();
}

void TestNewTask::keyboardReachesEverything()
{
    Asking run;
    for (const char *kind : {"Run tests", "Generate code", "Simulate work", "Review code"}) {
        run.pick("newtask.kind", QString::fromLatin1(kind));
        if (!run.part<QLineEdit>("newtask.project").isVisible())
            run.press("newtask.more");
        QSet<QWidget *> wanted;
        for (QWidget *widget : run.dialog->findChildren<QWidget *>())
            if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()) {
                wanted.insert(widget);
                const auto *button = qobject_cast<QAbstractButton *>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && button->text().size() > 1),
                         qPrintable(QLatin1String(widget->metaObject()->className()) + widget->objectName()));
            }
        QVERIFY(wanted.size() >= 14);
        QList<QWidget *> order;
        for (int i = 0; i < 60; ++i) {
            order << run.dialog->focusWidget();
            QTest::keyClick(order.back(), Qt::Key_Tab);
        }
        for (QWidget *widget : wanted)
            QVERIFY2(order.contains(widget), qPrintable(widget->objectName()));
        const auto title = order.indexOf(&run.part<QLineEdit>("newtask.title"), order.indexOf(&run.part<QComboBox>("newtask.kind")));
        QCOMPARE(order.at(title + 1), &run.part<QComboBox>("newtask.priority")); // as the eye goes
    }
}

void TestNewTask::everyTextCanBeRead_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

/// What stands in an empty field, as its palette has it on the field's own ground.
static void verifyPlaceholder(const QWidget &field)
{
    const QColor ground = field.palette().color(QPalette::Base);
    const QColor ink = field.palette().color(QPalette::PlaceholderText);
    const auto mixed = [&](float over, float under) { return static_cast<int>((over * ink.alphaF() + under * (1 - ink.alphaF())) * 255); };
    const QColor seen(mixed(ink.redF(), ground.redF()), mixed(ink.greenF(), ground.greenF()), mixed(ink.blueF(), ground.blueF()));
    QVERIFY2(contrast(seen, ground) >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(field.objectName()).arg(contrast(seen, ground))));
}

void TestNewTask::everyTextCanBeRead()
{
    QFETCH(const QString, theme);
    Asking run;
    run.leave();
    run.window->setTheme(theme);
    for (const char *language : {"de", "en"}) {
        run.window->setLanguage(QString::fromLatin1(language));
        QTRY_COMPARE(run.button("task.new")->text(), language == std::string("de") ? QStringLiteral("Neue Aufgabe") : QStringLiteral("New task"));
        run.ask();
        for (const QLineEdit *line : run.dialog->findChildren<QLineEdit *>())
            if (!line->placeholderText().isEmpty())
                verifyPlaceholder(*line);
        verifyPlaceholder(run.part<QPlainTextEdit>("newtask.prompt"));
        run.press("newtask.more");
        for (const int kind : {2, 3, 4, 0}) {
            run.part<QComboBox>("newtask.kind").setCurrentIndex(kind);
            run.part<QSpinBox>("newtask.attempts").setValue(50 + kind);
            run.press("submit");
            const auto isTallEnough = [&run] { // it takes its new height in later turns
                const auto labels = run.dialog->findChildren<QLabel *>();
                return std::all_of(labels.begin(), labels.end(), [](const QLabel *label) {
                    return !label->isVisible() || label->text().isEmpty() || !label->wordWrap() || label->height() >= label->heightForWidth(label->width());
                });
            };
            QTRY_VERIFY(isTallEnough());
            for (QLabel *label : run.dialog->findChildren<QLabel *>()) {
                if (!label->isVisible() || label->text().isEmpty())
                    continue;
                const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
                const QColor ground = run.dialog->grab(QRect(1, 1, 1, 1)).toImage().pixelColor(0, 0);
                QVERIFY2(label->height() >= needed && (label->wordWrap() || label->width() >= label->sizeHint().width()),
                         qPrintable(QStringLiteral("%1: %2 x %3, needs %4 x %5").arg(label->text()).arg(label->width()).arg(label->height()).arg(label->sizeHint().width()).arg(needed)));
                const QImage image = label->grab().toImage();
                double best = 1;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x)
                        best = std::max(best, contrast(image.pixelColor(x, y), ground));
                QVERIFY2(best >= 4.5, qPrintable(label->text()));
            }
            for (const QPushButton *button : run.dialog->findChildren<QPushButton *>())
                QVERIFY2(!button->isVisible() || button->size().expandedTo(button->sizeHint()) == button->size(), qPrintable(button->text()));
        }
        run.leave();
    }
}

void TestNewTask::lowScreenKeepsButtonsAndFaultsInSight()
{
    Asking run;
    auto &scroll = run.part<QScrollArea>("newtask.scroll");
    QTRY_COMPARE(scroll.verticalScrollBar()->maximum(), 0); // as it comes up there is room for all
    run.pick("newtask.kind", QStringLiteral("Run tests"));
    run.press("newtask.more");
    run.type("newtask.tests", QStringLiteral("../a.py"));
    run.type("newtask.requires", QString(70, u'c'));
    run.part<QSpinBox>("newtask.timelimit").setValue(3600);
    run.part<QSpinBox>("newtask.attempts").setValue(50);
    run.part<QSpinBox>("newtask.deadline").setValue(TaskDraft::kDeadlineMinMax + 1);
    run.press("template.save");
    const int room = run.dialog->screen()->availableGeometry().height();
    run.press("submit");
    const auto isInSight = [&run](const char *name) {
        const auto &part = run.part<QWidget>(name);
        return part.visibleRegion().boundingRect() == part.rect();
    };
    QTRY_VERIFY(scroll.verticalScrollBar()->maximum() > 0 || run.dialog->height() < room);
    QVERIFY2(run.dialog->height() < room, qPrintable(QString::number(run.dialog->height())));
    run.dialog->resize(run.dialog->width(), 300); // a screen lower still
    QTRY_VERIFY(scroll.verticalScrollBar()->maximum() > 0);
    scroll.verticalScrollBar()->setValue(scroll.verticalScrollBar()->maximum());
    QVERIFY(isInSight("submit") && isInSight("cancel"));
    QVERIFY(!isInSight("newtask.title"));
    run.press("submit");
    QTRY_VERIFY(isInSight("newtask.title")); // the first that is missing
    QVERIFY(isInSight("submit"));
}

void TestNewTask::changeOfLanguageClosesIt()
{
    Asking run;
    run.window->setLanguage(QStringLiteral("de"));
    QTRY_VERIFY(!run.window->findChild<ui::NewTaskDialog *>()); // its words and colours are gone
    run.window->setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(run.button("task.new")->text(), QStringLiteral("New task"));
}

QTEST_MAIN(TestNewTask)
#include "tst_newtask.moc"
