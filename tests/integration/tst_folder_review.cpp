// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the demonstration to findings in a folder of one's own, by clicks on the real window: its hub, its nanobots and
// its wire are the real ones too.
#include "app/desktop.h"
#include "support/programs.h"
#include "ui/shell/mainwindow.h"
#include "ui/tasks/boardcolumn.h"
#include "ui/tasks/boardpage.h"
#include "ui/tasks/cardlist.h"
#include "ui/tasks/taskinspector.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;

class TestFolderReview final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findingsInThreeClicks();
};

void TestFolderReview::findingsInThreeClicks()
{
    qputenv("PATH", QByteArray(SKEP_BINARY_DIR "/bin:") + qgetenv("PATH")); // where the nanobots are
    const QTemporaryDir own;
    QFile file(own.filePath(QStringLiteral("tollbooth.js")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("export function run(text) {\n    return eval(text);\n}\n");
    file.close();

    app::Options options;
    options.demo = true;
    options.demoTasks = 20;
    options.demoAgents = 4;
    options.listen = {QStringLiteral("127.0.0.1:0")};
    options.isListenGiven = true;
    const QTemporaryDir settings;
    options.settingsPath = settings.filePath(QStringLiteral("skep.ini"));
    app::Desktop desktop(options);
    QVERIFY(desktop.begin());
    ui::MainWindow &window = desktop.window();
    auto *board = window.findChild<ui::BoardPage *>();
    BoardModel &finished = board->column(Group::Finished).model();
    QTRY_VERIFY_WITH_TIMEOUT(finished.rowCount() > 0, 60'000); // the demonstration lives

    QElapsedTimer clock;
    clock.start();
    int clicks = 0;
    QPushButton *link = nullptr;
    for (auto *button : window.findChildren<QPushButton *>())
        if (button->isVisible() && button->text() == QLatin1String("Review a folder of mine"))
            link = button;
    QVERIFY(link);
    QTest::mouseClick(link, Qt::LeftButton);
    ++clicks;
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    emit dialog->fileSelected(own.path()); // the choice itself is the desktop's own dialog
    dialog->close();

    const auto rowOfReview = [&finished] {
        for (int row = 0; row < finished.rowCount(); ++row)
            if (const TaskView *task = finished.at(row); task && task->type == "code-review" && task->title.find("tollbooth.js") != std::string::npos)
                return row;
        return -1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rowOfReview() >= 0, 60'000);
    ui::CardList &list = board->column(Group::Finished).list();
    const int row = rowOfReview();
    QVERIFY(!finished.at(row)->simulated);
    list.scrollTo(finished.index(row));
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(finished.index(row)).center());
    ++clicks;
    auto *inspector = window.findChild<ui::TaskInspector *>();
    const auto says = [inspector](const QString &words) {
        for (const QLabel *label : inspector->findChildren<QLabel *>())
            if (label->isVisible() && label->text().remove(QChar(0x200B)).contains(words))
                return true;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("eval")) && says(QStringLiteral("tollbooth.js:2")), 10'000);
    QVERIFY(clicks <= 3);
    qInfo("findings after %d clicks and the choice of the folder, %.1f s", clicks, static_cast<double>(clock.elapsed()) / 1000);
    desktop.leave();
    QTRY_VERIFY_WITH_TIMEOUT(test::descendantsOf(QCoreApplication::applicationPid()).isEmpty(), 15'000);
}

QTEST_MAIN(TestFolderReview)
#include "tst_folder_review.moc"
