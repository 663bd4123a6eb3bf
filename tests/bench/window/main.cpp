// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs with 100,000 tasks, 1,000 agents and 5,000 changes a second.
// Memory includes the made-up hub's own tasks, whose part at the start is said; its course is told in tenths of the run.
// usage: bench_window [SECONDS [TASKS [CHANGES_PER_SECOND]]]
//
// An update is what the window's thread does from one repaint to the next. CPU time of that thread is measured, not wall
// time, so that a busy machine changes the figures little. After that, letters are typed into the search while the changes
// go on: the time from a key to the repaint after both the answers and the filtered board have come is the person's wait.
#include "bench/window/busyhub.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/metricsstrip.h"
#include "ui/shell/palette.h"
#include "ui/tasks/boardcolumn.h"
#include "ui/tasks/boardpage.h"
#include "ui/tasks/cardlist.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

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
    std::function<void()> afterPaint;

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
        if (isPaint && afterPaint)
            afterPaint();
        return result;
    }
    [[nodiscard]] int cardsVisible() const
    {
        int count = 0;
        for (const auto *list : window->findChildren<skep::ui::CardList *>())
            count += std::min(list->model()->rowCount(), list->viewport()->height() / std::max(1, list->visualRect(list->model()->index(0, 0)).height()));
        return count;
    }
    void stop() { m_isOn = false; }
    void sampleMemory() { m_memory.push_back(memoryMiB("VmRSS")); }
    void start()
    {
        m_isOn = true;
        m_cpuAtStart = m_cpuAtPaint = threadCpuMs();
    }
    void print(double seconds, std::uint64_t changes, double hubMiB)
    {
        std::sort(m_updates.begin(), m_updates.end());
        const auto at = [this](double share) {
            return m_updates.empty() ? 0.0 : m_updates[static_cast<std::size_t>(share * static_cast<double>(m_updates.size() - 1))];
        };
        const double cpu = threadCpuMs() - m_cpuAtStart;
        std::printf("{\"case\":\"window\",\"changes_per_s\":%.0f,\"updates_per_s\":%.1f,\"update_p50_cpu_ms\":%.2f,\"update_p99_cpu_ms\":%.2f,"
                    "\"update_p999_cpu_ms\":%.2f,\"update_max_cpu_ms\":%.2f,\"cards_visible\":%d,\"thread_percent\":%.1f,\"card_paints_per_s\":%.1f,"
                    "\"hub_mib\":%.0f,\"peak_mib\":%.0f,\"mib\":[",
                    static_cast<double>(changes) / seconds, static_cast<double>(m_updates.size()) / seconds, at(0.5), at(0.99), at(0.999),
                    at(1), cardsVisible(), cpu / seconds / 10, m_cardPaints / seconds, hubMiB, memoryMiB("VmHWM"));
        for (std::size_t i = 0; i < m_memory.size(); ++i)
            std::printf("%s%.0f", i == 0 ? "" : ",", m_memory[i]);
        std::printf("]}\n");
        std::fflush(stdout); // a long run may be looked at before its end
    }

private:
    bool m_isOn = false;
    std::vector<double> m_updates;
    double m_cpuAtPaint = 0;
    double m_cpuAtStart = 0;
    std::vector<double> m_memory;
    double m_cardPaints = 0;
};

/// Types words into the search, letter by letter, each after the answer to the one before, with a person's pause.
class Typist final : public QObject
{
public:
    Typist(Meter &meter, skep::ui::MainWindow &window)
        : m_search(window.findChild<skep::ui::MetricsStrip *>()->search())
    {
        auto *palette = window.findChild<skep::ui::Palette *>();
        auto *board = window.findChild<skep::ui::BoardPage *>();
        connect(&palette->model(), &QAbstractItemModel::modelReset, this, [this] { m_isAnswered = true; });
        connect(&board->column(skep::Group::Waiting).model(), &QAbstractItemModel::modelReset, this, [this] { m_isFiltered = true; });
        meter.afterPaint = [this] {
            if (m_isWaiting && m_isAnswered && m_isFiltered)
                onShown();
        };
    }
    void type()
    {
        static const QString kWords = QStringLiteral("review src component-4|module-12 sample-3|code-review|99|src/module-1"); // many match: each letter has another answer
        m_search.window()->activateWindow();
        m_search.setFocus();
        if (m_next >= kWords.size()) {
            print();
            QApplication::quit();
            return;
        }
        const QChar letter = kWords.at(m_next++);
        m_isAnswered = m_isFiltered = false;
        m_isWaiting = letter != QLatin1Char(' ') && letter != QLatin1Char('|');
        m_clock.start();
        if (letter == QLatin1Char('|')) {
            m_search.clear();
        } else {
            QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(&m_search, &press);
        }
        if (!m_isWaiting)
            QTimer::singleShot(kPauseMs, this, &Typist::type);
    }

private:
    static constexpr int kPauseMs = 120;

    void onShown()
    {
        m_isWaiting = false;
        m_waits.push_back(static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
        QTimer::singleShot(kPauseMs, this, &Typist::type);
    }
    void print()
    {
        std::sort(m_waits.begin(), m_waits.end());
        const auto at = [this](double share) { return m_waits[static_cast<std::size_t>(share * static_cast<double>(m_waits.size() - 1))]; };
        std::printf("{\"case\":\"search\",\"letters\":%zu,\"answer_p50_ms\":%.1f,\"answer_p90_ms\":%.1f,\"answer_max_ms\":%.1f}\n", m_waits.size(),
                    at(0.5), at(0.9), at(1));
    }

    QLineEdit &m_search;
    QElapsedTimer m_clock;
    qsizetype m_next = 0;
    bool m_isWaiting = false, m_isAnswered = false, m_isFiltered = false;
    std::vector<double> m_waits;
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

    const double before = memoryMiB("VmRSS");
    skep::bench::BusyHub hub(tasks, 1'000, changes);
    const double hubMiB = memoryMiB("VmRSS") - before;
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
    for (int tenth = 0; tenth < 10; ++tenth)
        QTimer::singleShot(3000 + seconds * 100 * tenth, &window, [&meter] { meter.sampleMemory(); });
    Typist typist(meter, window);
    QTimer::singleShot(3000 + seconds * 1000, &window, [&] {
        meter.sampleMemory();
        meter.print(seconds, hub.changesTold() - toldAtStart, hubMiB);
        meter.stop();
        typist.type();
    });
    return QApplication::exec();
}
