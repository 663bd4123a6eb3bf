// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs with 100,000 tasks, 1,000 agents and 5,000 changes a second.
// usage: bench_window [SECONDS [TASKS [CHANGES_PER_SECOND]]]
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
        std::printf("seconds %.0f, changes told %.0f/s\n", seconds, static_cast<double>(changes) / seconds);
        std::printf("updates %zu (%.1f/s): CPU ms p50 %.2f p99 %.2f p99.9 %.2f max %.2f\n", m_updates.size(),
                    static_cast<double>(m_updates.size()) / seconds, at(0.5), at(0.99), at(0.999), at(1));
        std::printf("window thread: %.1f %% of a core\n", cpu / seconds / 10);
        std::printf("paints: card lists %.1f/s\n", m_cardPaints / seconds);
        std::printf("memory: resident %.0f MiB, peak %.0f MiB (the made-up hub's own tasks included)\n", memoryMiB("VmRSS"),
                    memoryMiB("VmHWM"));
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
    const int seconds = argument(arguments, 1, 60);
    const auto tasks = static_cast<std::size_t>(argument(arguments, 2, 100'000));
    const auto changes = static_cast<std::size_t>(argument(arguments, 3, 5'000));

    const double before = memoryMiB("VmRSS");
    skep::bench::BusyHub hub(tasks, 1'000, changes);
    std::printf("memory of the made-up hub: %.0f MiB\n", memoryMiB("VmRSS") - before);
    skep::ui::MainWindow window(hub, {});
    window.resize(1280, 800);
    window.show();

    meter.window = &window;
    int visible = 0;
    hub.run();
    std::uint64_t toldAtStart = 0;
    QTimer::singleShot(3000, &window, [&] { // the snapshot is not an update
        for (auto *list : window.findChildren<skep::ui::CardList *>())
            if (list->isVisible())
                visible += std::min(list->model()->rowCount(), (list->viewport()->height() + 40) / (list->visualRect(list->model()->index(0, 0)).height() + 8));
        toldAtStart = hub.changesTold();
        meter.start();
    });
    QTimer::singleShot(3000 + seconds * 1000, &window, [&] {
        std::printf("cards visible: %d\n", visible);
        meter.print(seconds, hub.changesTold() - toldAtStart);
        QApplication::quit();
    });
    return QApplication::exec();
}
