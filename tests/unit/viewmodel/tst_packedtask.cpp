// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/packedtask.h"

#include <QTest>

#include <limits>
#include <random>

using namespace skep;

namespace {

std::string textOf(std::mt19937 &random)
{
    constexpr std::size_t kSizes[] = {0, 1, 15, 16, 127, 128, 5'000};
    std::string text(kSizes[random() % std::size(kSizes)], 'x');
    for (char &c : text)
        c = static_cast<char>(random() % 256);
    return text;
}

std::int64_t numberOf(std::mt19937 &random)
{
    constexpr std::int64_t kEdges[] = {0, -1, 63, 64, -64, -65, 1'795'313'883'185, std::numeric_limits<std::int64_t>::max(),
                                       std::numeric_limits<std::int64_t>::min()};
    return kEdges[random() % std::size(kEdges)];
}

TaskView viewOf(std::mt19937 &random)
{
    TaskView view;
    view.id = random() % 2 == 0 ? random() : std::numeric_limits<TaskId>::max();
    for (std::string *text : {&view.type, &view.title, &view.project, &view.agent, &view.note, &view.question, &view.error, &view.waitArg})
        *text = textOf(random);
    for (auto i = random() % 4; i > 0; --i)
        view.choices.push_back(textOf(random));
    view.state = static_cast<TaskState>(random() % (static_cast<unsigned>(TaskState::Cancelled) + 1));
    view.priority = static_cast<Priority>(random() % 4);
    view.wait = static_cast<WaitReason>(random() % 5);
    view.lastOutcome = static_cast<Outcome>(random() % 5);
    for (bool *flag : {&view.held, &view.simulated, &view.deadlineMissed, &view.acknowledged})
        *flag = random() % 2 == 0;
    for (int *number : {&view.attempt, &view.attemptsMax, &view.score})
        *number = static_cast<int>(random() % 300) - 1;
    for (std::int64_t *number : {&view.waitCount, &view.waitUntil, &view.progressDone, &view.progressOf, &view.created, &view.updated,
                                 &view.leaseDue, &view.deadline})
        *number = numberOf(random);
    view.fence = static_cast<Fence>(numberOf(random));
    return view;
}

} // namespace

class TestPackedTask final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost();
    void textsAreThoseOfTheView();
    void emptyOneIsANewView();
    void narrowerWordsAreKnown_data();
    void narrowerWordsAreKnown();
};

void TestPackedTask::nothingIsLost()
{
    std::mt19937 random(11);
    for (int i = 0; i < 2'000; ++i) {
        const TaskView view = viewOf(random);
        QVERIFY(PackedTask(view).view() == view);
    }
}

void TestPackedTask::textsAreThoseOfTheView()
{
    std::mt19937 random(12);
    for (int i = 0; i < 200; ++i) {
        const TaskView view = viewOf(random);
        const PackedTask task(view);
        const SearchTexts texts = task.texts();
        QCOMPARE(texts.number, view.id);
        QVERIFY(texts.title == view.title && texts.type == view.type && texts.project == view.project && texts.agent == view.agent);
    }
}

void TestPackedTask::emptyOneIsANewView()
{
    QVERIFY(PackedTask().view() == TaskView());
    QVERIFY(PackedTask().texts().title.empty());
}

void TestPackedTask::narrowerWordsAreKnown_data()
{
    QTest::addColumn<QString>("wider");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("isNarrower");
    QTest::newRow("first letter") << "" << "r" << true;
    QTest::newRow("typed on") << "rev" << "revi" << true;
    QTest::newRow("next word") << "review" << "review c" << true;
    QTest::newRow("letter before") << "view" << "review" << true;
    QTest::newRow("other case") << "Rev" << "revi" << true;
    QTest::newRow("letter taken back") << "revi" << "rev" << false;
    QTest::newRow("cleared") << "revi" << "" << false;
    QTest::newRow("another word") << "review" << "document" << false;
    QTest::newRow("one of two words gone") << "review cart" << "review" << false;
    QTest::newRow("split by a space") << "review" << "rev iew" << false;
}

void TestPackedTask::narrowerWordsAreKnown()
{
    QFETCH(QString, wider);
    QFETCH(QString, words);
    QFETCH(bool, isNarrower);
    QCOMPARE(SearchWords(words).narrow(SearchWords(wider)), isNarrower);
}

QTEST_APPLESS_MAIN(TestPackedTask)
#include "tst_packedtask.moc"
