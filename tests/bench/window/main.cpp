// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs with 100,000 tasks, 1,000 agents and 5,000 changes a second.
// Memory includes the made-up hub's own tasks. usage: bench_window [SECONDS [TASKS [CHANGES_PER_SECOND]]]
//
// An update is what the window's thread does from one repaint to the next. CPU time of that thread is measured, not wall
// time, so that a busy machine changes the figures little.
#include "bench/window/busyhub.h"
#include "ui/shell/mainwindow.h"
#include "ui/tasks/cardlist.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

double threadCpuMs()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

/// VmRSS or VmHWM in MiB.
double memoryMiB(const char *field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(field))
            return line.split(':').at(1).trimmed().split(' ').at(0).toDouble() / 1024;
    return 0;
}

/// Samples the thread's CPU time at the end of each repaint of the window: between two samples lie one page taken and
/// painted, with everything else the thread did.
class Meter final : public QApplication
{
public:
    using QApplication::QApplication;

    QWidget *window = nullptr;

    bool notify(QObject *receiver, QEvent *event) override
    {
        const bool isPaint = event->type() == QEvent::UpdateRequest && receiver == window;
        if (m_isOn && event->type() == QEvent::Paint && qobject_cast<skep::ui::CardList *>(receiver->parent()))
            ++m_cardPaints;
        const bool result = QApplication::notify(receiver, event);
        if (m_isOn && isPaint) {
            const double now = threadCpuMs();
            m_updates.push_back(now - m_cpuAtPaint);
            m_cpuAtPaint = now;
        }
        return result;
    }
    [[nodiscard]] int cardsVisible() const
    {
        int count = 0;
        for (const auto *list : window->findChildren<skep::ui::CardList *>())
            count += std::min(list->model()->rowCount(), list->viewport()->height() / std::max(1, list->visualRect(list->model()->index(0, 0)).height()));
        return count;
    }
    void start()
    {
        m_isOn = true;
        m_cpuAtStart = m_cpuAtPaint = threadCpuMs();
    }
    void print(double seconds, std::uint64_t changes)
    {
        std::sort(m_updates.begin(), m_updates.end());
        const auto at = [this](double share) {
            return m_updates.empty() ? 0.0 : m_updates[static_cast<std::size_t>(share * static_cast<double>(m_updates.size() - 1))];
        };
        const double cpu = threadCpuMs() - m_cpuAtStart;
        std::printf("{\"case\":\"window\",\"changes_per_s\":%.0f,\"updates_per_s\":%.1f,\"update_p50_cpu_ms\":%.2f,\"update_p99_cpu_ms\":%.2f,"
                    "\"update_p999_cpu_ms\":%.2f,\"update_max_cpu_ms\":%.2f,\"cards_visible\":%d,\"thread_percent\":%.1f,\"card_paints_per_s\":%.1f,\"peak_mib\":%.0f}\n",
                    static_cast<double>(changes) / seconds, static_cast<double>(m_updates.size()) / seconds, at(0.5), at(0.99), at(0.999),
                    at(1), cardsVisible(),
                    cpu / seconds / 10, m_cardPaints / seconds, memoryMiB("VmHWM"));
    }

private:
    bool m_isOn = false;
    std::vector<double> m_updates;
    double m_cpuAtPaint = 0;
    double m_cpuAtStart = 0;
    double m_cardPaints = 0;
};

int argument(const QStringList &arguments, int i, int other)
{
    return arguments.size() > i ? arguments.at(i).toInt() : other;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Meter meter(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const int seconds = argument(arguments, 1, 20);
    const auto tasks = static_cast<std::size_t>(argument(arguments, 2, 100'000));
    const auto changes = static_cast<std::size_t>(argument(arguments, 3, 5'000));

    skep::bench::BusyHub hub(tasks, 1'000, changes);
    skep::ui::MainWindow window(hub, {});
    window.resize(1280, 800);
    window.show();

    meter.window = &window;
    hub.run();
    std::uint64_t toldAtStart = 0;
    QTimer::singleShot(3000, &window, [&] { // the snapshot is not an update
        toldAtStart = hub.changesTold();
        meter.start();
    });
    QTimer::singleShot(3000 + seconds * 1000, &window, [&] {
        meter.print(seconds, hub.changesTold() - toldAtStart);
        QApplication::quit();
    });
    return QApplication::exec();
}
