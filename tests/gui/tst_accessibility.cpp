// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every page for those who do not see it, do not use a mouse, or see it badly: names and roles, the way of the Tab key,
// and the contrast of every text as it stands on the screen.
#include "gui/windowrun.h"
#include "ui/widgets/windowpage.h"
#include "viewmodel/theme.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeView>

#include <map>

using namespace skep;
using namespace skep::test;

namespace {

void fill(FakeGateway &hub)
{
    TaskId id = 0;
    for (int state = 0; state < kTaskStateCount; ++state)
        for (int i = 0; i < 3; ++i) {
            TaskView task = makeTask(++id, static_cast<TaskState>(state), "Review src/cart/discount.js");
            task.agent = "nano-04";
            task.simulated = i == 1;
            if (task.state == TaskState::NeedsInput) {
                task.question = "Which of the two names is meant?";
                task.choices = {"Session", "Lease"};
            }
            if (task.state == TaskState::Failed)
                task.error = "its process was killed (signal 9)";
            hub.put(task);
        }
    for (const AgentState state : {AgentState::Ready, AgentState::Busy, AgentState::Draining, AgentState::Gone})
        hub.put(makeAgent("nano-0" + std::to_string(static_cast<int>(state)), state));
    TaskDetail detail;
    detail.why.id = 1;
    detail.attempts.resize(2);
    detail.attempts[0].agent = "nano-01";
    detail.attempts[0].error = "its process was killed (signal 9)";
    detail.attempts[0].outcome = Outcome::Failed;
    detail.attempts[1].agent = "nano-02";
    detail.attempts[1].attempt = 2;
    detail.attempts[1].result = R"({"summary":"2 findings","findings":[{"severity":"high","path":"a.js","line":3,"message":"eval() of a text"},)"
                                R"({"severity":"medium","path":"a.js","line":4,"message":"== converts"}]})";
    detail.log = {{1'767'225'599'000, 1, "opened a.js"}};
    hub.details[1] = detail;
}


/// Text against ground in a part of the picture: the ground is what most pixels have, the text what differs most from
/// it. Smoothed edges lie between the two, so that the true contrast is never below this.
double contrastIn(const QImage &image, const QRect &rect)
{
    std::map<QRgb, int> counts;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            ++counts[image.pixel(x, y)];
    const auto ground = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    double best = 1;
    for (const auto &[colour, count] : counts)
        if (count >= 2)
            best = std::max(best, contrast(QColor(colour), QColor(ground->first)));
    return best;
}

QString textOf(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        return edit->text().isEmpty() ? edit->placeholderText() : edit->text();
    return {};
}

bool takesTab(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy();
}

QString nameOf(const QWidget &widget)
{
    return QString::fromLatin1(widget.metaObject()->className()) + u' ' + widget.objectName() + u' ' + widget.accessibleName() + u' ' + textOf(widget);
}

} // namespace

class TestAccessibility final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingHasANameAndARole_data() { pages(); }
    void everythingHasANameAndARole();
    void tabVisitsEverythingOnce_data() { pages(); }
    void tabVisitsEverythingOnce();
    void everyTextCanBeRead_data();
    void everyTextCanBeRead();
    void focusIsAFrameAndNoWash_data();
    void focusIsAFrameAndNoWash();
    void cardsAreSpoken();

private:
    void pages();
    static void show(const WindowRun &run, const QString &page);
};

void TestAccessibility::pages()
{
    QTest::addColumn<QString>("page");
    WindowRun run;
    run.open();
    for (int page = 0; page < run.window->pageCount(); ++page)
        QTest::addRow("%s", qPrintable(run.window->pageName(page))) << run.window->pageName(page);
}

void TestAccessibility::show(const WindowRun &run, const QString &page)
{
    QVERIFY(run.waitForRows(Group::Working, 9));
    run.window->showPage(page);
    if (page == QLatin1String("task"))
        run.window->openTask(1);
    else
        run.window->showTask(1);
    QTest::qWait(80); // the page's own values are on the way; nothing says when all are there
}

void TestAccessibility::everythingHasANameAndARole()
{
    QFETCH(const QString, page);
    WindowRun run;
    fill(run.hub);
    run.open();
    show(run, page);
    int seen = 0;
    for (QWidget *widget : run.window->findChildren<QWidget *>()) {
        if (!takesTab(*widget))
            continue;
        ++seen;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(face, qPrintable(nameOf(*widget)));
        const bool hasName = face->text(QAccessible::Name).trimmed().size() > 1;
        QVERIFY2(hasName, qPrintable(nameOf(*widget)));
        QVERIFY2(face->role() != QAccessible::NoRole, qPrintable(nameOf(*widget)));
    }
    QVERIFY(seen >= 8);
}

void TestAccessibility::tabVisitsEverythingOnce()
{
    QFETCH(const QString, page);
    WindowRun run;
    fill(run.hub);
    run.open();
    show(run, page);
    run.window->activateWindow();
    QSet<QWidget *> wanted;
    for (QWidget *widget : run.window->findChildren<QWidget *>())
        if (takesTab(*widget))
            wanted.insert(widget);
    QSet<QWidget *> seen;
    QWidget *first = nullptr;
    for (int i = 0; i < 200; ++i) {
        QWidget *at = run.window->focusWidget();
        QVERIFY(at);
        if (at == first)
            break;
        if (!first && wanted.contains(at))
            first = at;
        seen.insert(at);
        QTest::keyClick(at, Qt::Key_Tab);
    }
    for (QWidget *widget : wanted) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (button && button->autoExclusive())
            continue; // one of a row of alternatives; arrows walk over the others
        QVERIFY2(seen.contains(widget), qPrintable(QStringLiteral("Tab does not reach ") + nameOf(*widget)));
    }
}

void TestAccessibility::everyTextCanBeRead_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("theme");
    WindowRun run;
    run.open();
    for (int page = 0; page < run.window->pageCount(); ++page)
        for (const char *theme : {"light", "dark"})
            QTest::addRow("%s, %s", qPrintable(run.window->pageName(page)), theme) << run.window->pageName(page) << QString::fromLatin1(theme);
}

void TestAccessibility::everyTextCanBeRead()
{
    QFETCH(const QString, page);
    QFETCH(const QString, theme);
    WindowRun run;
    fill(run.hub);
    run.open({}, theme);
    run.window->setDemonstration(26);
    show(run, page);
    const QImage image = run.window->grab().toImage().convertToFormat(QImage::Format_RGB32);
    int texts = 0;
    for (const QWidget *widget : run.window->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || textOf(*widget).trimmed().isEmpty())
            continue;
        const QRect visible = widget->visibleRegion().boundingRect();
        const QRect rect(widget->mapTo(run.window.get(), visible.topLeft()), visible.size());
        if (visible.height() < 10 || visible.width() < 10 || !image.rect().contains(rect))
            continue; // scrolled out of sight
        ++texts;
        const double found = contrastIn(image, rect);
        QVERIFY2(found >= 4.5, qPrintable(QStringLiteral("contrast %1: ").arg(found) + nameOf(*widget)));
    }
    QVERIFY(texts >= 15);
}

void TestAccessibility::focusIsAFrameAndNoWash_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("theme");
    for (const char *page : {"agents", "machines", "log"})
        for (const char *theme : {"light", "dark"})
            QTest::addRow("%s, %s", page, theme) << QString::fromLatin1(page) << QString::fromLatin1(theme);
}

void TestAccessibility::focusIsAFrameAndNoWash()
{
    QFETCH(const QString, page);
    QFETCH(const QString, theme);
    WindowRun run;
    fill(run.hub);
    run.hub.events.push_back({1, run.hub.now, ev::Asked{1, 1, "Which?", {}}});
    run.open({}, theme);
    run.window->activateWindow();
    QTRY_VERIFY(run.window->isActiveWindow());
    run.window->showPage(page);
    auto *view = static_cast<ui::WindowPage *>(run.window->findChild<QStackedWidget *>(QStringLiteral("pages"))->currentWidget())->findChild<QTreeView *>();
    QTRY_VERIFY(view->model()->rowCount() > 0);
    view->setFocus();
    view->selectionModel()->setCurrentIndex(view->model()->index(0, 0), QItemSelectionModel::NoUpdate); // as when it is reached with Tab
    QTRY_VERIFY(view->hasFocus());
    const QImage image = view->viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const Theme colours = theme == QLatin1String("dark") ? Theme::dark() : Theme::light();
    const QRect row = view->visualRect(view->model()->index(0, 0));
    const QPoint inside(row.left() + 4, row.top() + 4); // above the words
    QCOMPARE(QColor(image.pixel(inside)), colours.surface);
    QCOMPARE(QColor(image.pixel(row.center().x(), row.top())), colours.accent);
    QCOMPARE(QColor(image.pixel(row.center().x(), row.bottom())), colours.accent);
    view->clearFocus();
    QCOMPARE(QColor(view->viewport()->grab().toImage().pixel(row.center().x(), row.top())), colours.surface);
}

void TestAccessibility::cardsAreSpoken()
{
    WindowRun run;
    fill(run.hub);
    run.open();
    QVERIFY(run.waitForRows(Group::NeedsYou, 6));
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&run.list(Group::NeedsYou));
    QVERIFY(list);
    QCOMPARE(list->childCount(), 6);
    const QString spoken = run.model(Group::NeedsYou).index(0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(QLatin1String("Review src/cart/discount.js")) && spoken.contains(QLatin1String("priority")), qPrintable(spoken));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
