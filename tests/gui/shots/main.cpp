// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of the window over a made-up hub: every page, both themes, two sizes, and the hard cases.
// usage: skep_shots DIR
#include "gui/shots/fleet.h"
#include "ui/agents/agentspage.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QTreeView>

#include <cstdio>
#include <memory>

namespace {

using skep::test::FakeGateway;

struct Shot
{
    QString name;
    QString theme;
    QSize size;
    QString page;
    quint64 task = 0;
    void (*fill)(FakeGateway &) = skep::test::fillFleet;
    bool demonstration = true;
    bool connected = true;
    void (*ask)(QDialog &) = nullptr; // the dialog for a new task is the picture, after this
};

template<typename W>
W &part(QDialog &dialog, const char *name)
{
    return *dialog.findChild<W *>(QLatin1String(name));
}

void asked(QDialog &) {}

void askedForTests(QDialog &dialog)
{
    part<QComboBox>(dialog, "newtask.kind").setCurrentIndex(2);
    part<QLineEdit>(dialog, "newtask.title").setText(QStringLiteral("Run the tests of sample-queue"));
    part<QPushButton>(dialog, "newtask.more").click();
    part<QLineEdit>(dialog, "newtask.project").setText(QStringLiteral("sample-queue"));
    part<QLineEdit>(dialog, "newtask.requires").setText(QStringLiteral("python, gpu"));
    part<QSpinBox>(dialog, "newtask.deadline").setValue(90);
}

void askedWrongly(QDialog &dialog)
{
    askedForTests(dialog);
    part<QLineEdit>(dialog, "newtask.title").setText(QString(400, u'a'));
    part<QLineEdit>(dialog, "newtask.tests").setText(QStringLiteral("../tests/test_a.py"));
    part<QSpinBox>(dialog, "newtask.timelimit").setValue(3600);
    part<QLineEdit>(dialog, "newtask.requires").setText(QString(70, u'c'));
    part<QSpinBox>(dialog, "newtask.attempts").setValue(50);
    part<QPushButton>(dialog, "template.save").click();
    part<QLineEdit>(dialog, "template.name").setText(QString(61, u'n'));
    part<QPushButton>(dialog, "template.yes").click();
    part<QPushButton>(dialog, "submit").click();
}

void askedForCode(QDialog &dialog) { part<QComboBox>(dialog, "newtask.kind").setCurrentIndex(3); }

void askedToDelete(QDialog &dialog)
{
    part<QComboBox>(dialog, "newtask.kind").setCurrentIndex(4);
    part<QPushButton>(dialog, "template.save").click();
    part<QLineEdit>(dialog, "template.name").setText(QStringLiteral("Nightly tests of the queue"));
    part<QPushButton>(dialog, "template.yes").click();
    part<QPushButton>(dialog, "template.delete").click();
}

void fillFourMachines(FakeGateway &hub)
{
    skep::test::fillFleet(hub);
    const char *const machines[] = {"hive", "attic", "rack-2", "laptop of the office"};
    int i = 0;
    for (auto &[name, agent] : hub.agents)
        agent.machine = machines[i++ % 5 % 4];
}

void fillUnsandboxed(FakeGateway &hub)
{
    skep::test::fillFleet(hub);
    for (auto &[name, agent] : hub.agents)
        agent.sandbox = name == "nano-04" ? "unsandboxed" : "bubblewrap";
}

void fillThousandAgents(FakeGateway &hub)
{
    fillFourMachines(hub);
    skep::AgentView agent = hub.agents.begin()->second;
    for (int i = 0; i < 974; ++i) {
        agent.name = "worker-" + std::to_string(i);
        agent.machine = "rack-" + std::to_string(1 + i * i % 9);
        agent.state = i % 40 == 0 ? skep::AgentState::Gone : skep::AgentState::Ready;
        hub.agents[agent.name] = agent;
    }
}

std::vector<Shot> allShots()
{
    const QSize large(1440, 900);
    const QSize small(1280, 800);
    const QString board = QStringLiteral("board");
    const QString agents = QStringLiteral("agents");
    std::vector<Shot> shots;
    for (const QString &theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        for (const QSize size : {large, small}) {
            const QString tail = QStringLiteral("-%1-%2").arg(theme).arg(size.width());
            shots.push_back({QStringLiteral("board") + tail, theme, size, board, 13});
            shots.push_back({QStringLiteral("agents") + tail, theme, size, agents, 13});
            shots.push_back({QStringLiteral("machines") + tail, theme, size, QStringLiteral("machines"), 0});
            shots.push_back({QStringLiteral("needs") + tail, theme, size, QStringLiteral("needs"), 0});
            shots.push_back({QStringLiteral("task") + tail, theme, size, QStringLiteral("task"), 22});
            shots.push_back({QStringLiteral("settings") + tail, theme, size, QStringLiteral("settings"), 0});
            shots.push_back({QStringLiteral("analytics") + tail, theme, size, QStringLiteral("analytics"), 0, skep::test::fillSeries});
        }
        const QString tail = QLatin1Char('-') + theme;
        shots.push_back({QStringLiteral("done") + tail, theme, small, board, 22});
        shots.push_back({QStringLiteral("waiting") + tail, theme, small, board, 3});
        shots.push_back({QStringLiteral("question") + tail, theme, small, board, 10});
        shots.push_back({QStringLiteral("failed") + tail, theme, small, board, 11});
        const auto dialog = [&](const char *name, void (*ask)(QDialog &)) {
            shots.push_back({QLatin1String(name) + tail, theme, small, board, 0, skep::test::fillFleet, true, true, ask});
        };
        dialog("newtask", asked);
        dialog("newtask-tests", askedForTests);
        dialog("newtask-wrong", askedWrongly);
        dialog("newtask-code", askedForCode);
        dialog("newtask-template", askedToDelete);
        shots.push_back({QStringLiteral("agents-unsandboxed") + tail, theme, small, agents, 0, fillUnsandboxed});
        shots.push_back({QStringLiteral("machines-four") + tail, theme, small, QStringLiteral("machines"), 13, fillFourMachines});
        shots.push_back({QStringLiteral("machines-thousand") + tail, theme, large, QStringLiteral("machines"), 0, fillThousandAgents});
    }
    shots.push_back({QStringLiteral("long-words"), QStringLiteral("light"), small, board, 10, skep::test::fillLongWords});
    shots.push_back({QStringLiteral("long-words-agents"), QStringLiteral("light"), small, agents, 13, skep::test::fillLongWords});
    shots.push_back({QStringLiteral("empty"), QStringLiteral("light"), small, board, 0, [](FakeGateway &) {}, false});
    shots.push_back({QStringLiteral("empty-agents"), QStringLiteral("dark"), small, agents, 0, [](FakeGateway &) {}, false});
    shots.push_back({QStringLiteral("disconnected"), QStringLiteral("light"), small, board, 13, skep::test::fillFleet, true, false});
    shots.push_back({QStringLiteral("disconnected-dark"), QStringLiteral("dark"), small, board, 13, skep::test::fillFleet, true, false});
    shots.push_back({QStringLiteral("many"), QStringLiteral("light"), small, board, 0, [](FakeGateway &hub) { skep::test::fillMany(hub, 100'000); }});
    shots.push_back({QStringLiteral("machines-disconnected"), QStringLiteral("light"), small, QStringLiteral("machines"), 0, skep::test::fillFleet, true, false});
    shots.push_back({QStringLiteral("machines-narrow"), QStringLiteral("light"), QSize(1000, 640), QStringLiteral("machines"), 13});
    shots.push_back({QStringLiteral("machines-empty"), QStringLiteral("light"), small, QStringLiteral("machines"), 0, [](FakeGateway &) {}, false});
    shots.push_back({QStringLiteral("narrow"), QStringLiteral("light"), QSize(1000, 640), board, 13});
    return shots;
}

/// Publishes a minute of throughput, so that the line has a shape.
void publishHistory(FakeGateway &hub)
{
    const skep::TimeMs end = hub.now + 61'000;
    for (int second = 59; second >= 0; --second) {
        hub.now = end - second * 1000;
        hub.accepted += 2 + (second * second / 40) % 3 + (second % 11 == 0 ? 1 : 0);
        hub.publish();
    }
}

/// As soon as the agents are there.
void selectFourth(skep::ui::MainWindow &window)
{
    auto *view = window.findChild<skep::ui::AgentsPage *>()->findChild<QTreeView *>();
    QTimer::singleShot(500, view, [view] { view->setCurrentIndex(view->model()->index(3, 0)); });
}

void take(const std::vector<Shot> &shots, std::size_t i, const QDir &dir)
{
    if (i == shots.size()) {
        QApplication::quit();
        return;
    }
    const Shot &shot = shots[i];
    auto hub = std::make_shared<FakeGateway>();
    shot.fill(*hub);
    hub->now -= 61'000; // the past minute is told first
    auto steady = std::make_shared<qint64>(0);
    skep::ui::WindowOptions options;
    options.theme = shot.theme;
    options.steadyMs = [steady] { return *steady; };
    auto window = std::make_shared<skep::ui::MainWindow>(*hub, options);
    if (shot.demonstration)
        window->setDemonstration(26);
    window->resize(shot.size);
    window->show();
    window->showPage(shot.page);
    if (shot.page == QLatin1String("task"))
        window->openTask(shot.task);
    else if (shot.task != 0)
        window->showTask(shot.task);
    else if (shot.page == QLatin1String("agents"))
        selectFourth(*window);
    publishHistory(*hub);
    QTimer::singleShot(700, window.get(), [=, &shots, &shot] {
        if (!shot.connected) {
            hub->connected = false;
            *steady = 14'000;
        } else {
            *steady = 400;
        }
        if (shot.ask) {
            window->findChild<QAction *>(QStringLiteral("task.new"))->trigger();
            shot.ask(*window->findChild<QDialog *>());
        }
        QTimer::singleShot(1200, window.get(), [=, &shots, &shot] {
            const QString file = dir.filePath(shot.name + QStringLiteral(".png"));
            QWidget *picture = shot.ask ? window->findChild<QDialog *>() : static_cast<QWidget *>(window.get());
            if (!picture->grab().save(file))
                std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
            QTimer::singleShot(0, qApp, [window, hub, &shots, i, dir]() mutable {
                window.reset();
                take(shots, i + 1, dir);
            });
        });
    });
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: skep_shots DIR [NAME]\n");
        return 2;
    }
    const QDir dir(QString::fromLocal8Bit(argv[1]));
    dir.mkpath(QStringLiteral("."));
    std::vector<Shot> shots = allShots();
    if (argc > 2)
        std::erase_if(shots, [&](const Shot &shot) { return !shot.name.contains(QString::fromLocal8Bit(argv[2])); });
    QTimer::singleShot(0, qApp, [&] { take(shots, 0, dir); });
    return QApplication::exec();
}
