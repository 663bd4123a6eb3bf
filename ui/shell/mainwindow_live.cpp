// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What comes from the hub, and how old it is.
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"
#include "viewmodel/text.h"

namespace skep::ui {
namespace {

constexpr qint64 kStaleMs = 2'000; // the hub beats once a second

} // namespace

void MainWindow::onPage(const Page &page)
{
    Parts &p = *m_parts;
    if (page.isNews) {
        p.lastWordMs = p.steadyMs();
        p.lastNow = page.now;
        p.isStoreOk = page.storeOk;
        p.throughput = page.throughput;
    }
    p.tray->apply(page);
    tellNews(page);
    p.hasAllAgents = p.hasAllAgents || page.agentsReset;
    for (WindowPage *widget : p.pageList)
        if (widget->followsAll() || (widget == p.current() && (p.hasAllAgents || !widget->followsAgents())))
            widget->apply(page);
    p.metrics->apply(page);
    p.status->apply(page);
    applyCounts(page);
    applyFocus(page);
    if (page.first && centralWidget()->hasFocus())
        focusPage();
    showAge();
}

void MainWindow::tellNews(const Page &page)
{
    Parts &p = *m_parts;
    p.notices.setWanted(p.settings->notifiesOfQuestions(), p.settings->notifiesOfFailures());
    const auto notice = p.notices.take(page.needsFresh, page.now);
    if (notice && !isActiveWindow())
        p.tray->notify(*notice);
}

void MainWindow::applyFocus(const Page &page)
{
    Parts &p = *m_parts;
    if (page.focus == p.inspector->task() && page.focus != 0) {
        if (page.focusView)
            p.inspector->showView(*page.focusView, page.now);
        else if (page.focusGone)
            p.inspector->showGone();
        std::vector<LogLine> lines;
        for (const auto &[id, line] : page.log)
            if (id == page.focus)
                lines.push_back(line);
        if (!lines.empty())
            p.inspector->appendLog(lines);
    }
    p.agentInspector->apply(page);
}

void MainWindow::applyCounts(const Page &page)
{
    Parts &p = *m_parts;
    int all = 0;
    for (const GroupPage &group : page.groups)
        all += group.all;
    const int needs = page.groups[static_cast<std::size_t>(Group::NeedsYou)].all;
    p.navigation->setCount(p.indexOf(p.needs), needs > 0 ? text::compact(needs) : QString(), needs > 0,
                           needs > 0 ? tr("%n task(s) need you", nullptr, needs) : tr("Nothing needs you"));
    p.navigation->setCount(p.indexOf(p.board), text::compact(all), false, tr("%n task(s)", nullptr, all));
    p.navigation->setCount(p.indexOf(p.agents), text::compact(page.counts.agentsOnline), false,
                           tr("%n agent(s) online", nullptr, static_cast<int>(page.counts.agentsOnline)));
    p.navigation->setCount(p.indexOf(p.machines), text::compact(page.machines), false, tr("%n machine(s)", nullptr, page.machines));
}

void MainWindow::tick()
{
    Parts &p = *m_parts;
    showAge();
    const TimeMs now = p.hubNow();
    if (now != 0 && !p.isStale) { // what is stale does not age on as if it were watched
        p.current()->tick(now);
        p.inspector->tick(now);
        p.agentInspector->tick(now);
        p.metrics->tick(now);
    }
}

void MainWindow::showAge()
{
    Parts &p = *m_parts;
    const qint64 age = p.lastWordMs < 0 ? -1 : p.steadyMs() - p.lastWordMs;
    const bool isConnected = m_gateway.isConnected();
    const bool isStale = age > kStaleMs || (age >= 0 && !isConnected);
    const QString address = QString::fromStdString(m_gateway.address());
    if (address != p.address) {
        p.address = address;
        p.agents->setCommand(nanobotCommand());
    }
    const bool isLoopback = address.contains(QLatin1String("127.")) || address.contains(QLatin1String("localhost"))
        || address.contains(QLatin1String("[::1]"));
    p.status->setHub(address.isEmpty() ? tr("hub is starting") : address,
                     !m_options.exposure.isEmpty() ? m_options.exposure
                         : isLoopback              ? tr("only this computer")
                                                   : tr("over the network"));
    p.status->setAge(age, isConnected, isStale);
    showTrouble(age, isConnected, isStale);
    if (isStale != p.isStale)
        setStale(isStale);
}

void MainWindow::showTrouble(qint64 age, bool isConnected, bool isStale)
{
    Parts &p = *m_parts;
    if (!isConnected && age >= 0)
        p.trouble->setText(tr("The hub does not answer."),
                           tr("What you see is from %1 and is greyed until it is back. Work goes on without this window.").arg(text::ago(age)));
    else if (isStale)
        p.trouble->setText(tr("No news from the hub."), tr("What you see is from %1.").arg(text::ago(age)));
    else if (!p.isStoreOk)
        p.trouble->setText(tr("The disk cannot be written."), tr("Nothing that was accepted is lost; new work is refused until there is room."));
    else if (!p.trouble->text().isEmpty())
        p.trouble->setText({}, {});
}

bool MainWindow::isReady() const
{
    constexpr qint64 kFreshMs = 300;
    const Parts &p = *m_parts;
    return p.lastWordMs >= 0 && p.steadyMs() - p.lastWordMs < kFreshMs && (p.hasAllAgents || !p.current()->followsAgents())
        && p.current()->isReady();
}

void MainWindow::setStale(bool stale)
{
    Parts &p = *m_parts;
    p.isStale = stale;
    for (WindowPage *page : p.pageList)
        page->setStale(stale);
    p.metrics->setStale(stale);
}

} // namespace skep::ui
