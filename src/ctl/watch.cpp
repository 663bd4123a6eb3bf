// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/watch.h"

#include "ctl/format.h"
#include "ctl/text.h"

#include <QCoroTimer>
#include <QDateTime>

#include <algorithm>
#include <csignal>
#include <sys/ioctl.h>
#include <unistd.h>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr int kLooksMax = 10;
constexpr qint64 kStaleMs = 3'000;
constexpr int kQuestionsMax = 5;
constexpr qint64 kRepeatLineMs = 10'000; // a line that did not change is printed again after this
constexpr char kEnterScreen[] = "\033[?1049h\033[?25l";
constexpr char kLeaveScreen[] = "\033[?25h\033[?1049l";

void onInterrupt(int)
{
    // Only calls that are allowed in a signal handler.
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, kLeaveScreen, sizeof kLeaveScreen - 1);
    ::_exit(ExitDone);
}

struct Size
{
    int columns = 80, rows = 24;
};

Size terminalSize()
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

bool isIdle(const QJsonObject &counts)
{
    const QJsonObject tasks = counts.value("tasks"_L1).toObject();
    const auto n = [&tasks](QLatin1StringView state) { return tasks.value(state).toInteger(); };
    return n("total"_L1) > 0 && n("done"_L1) + n("failed"_L1) + n("cancelled"_L1) == n("total"_L1);
}

QString bar(const QJsonObject &tasks, int columns)
{
    const qint64 total = tasks.value("total"_L1).toInteger();
    if (total == 0 || columns < 10)
        return {};
    const qint64 final = tasks.value("done"_L1).toInteger() + tasks.value("failed"_L1).toInteger()
        + tasks.value("cancelled"_L1).toInteger();
    const auto full = static_cast<qsizetype>((columns - 2) * final / total);
    return u'[' + QString(full, u'#') + QString(columns - 2 - full, u'.') + u']';
}

QString rateText(double perSecond)
{
    return perSecond < 0 ? QString() : u"; %1 done/s"_s.arg(perSecond, 0, 'f', perSecond < 10 ? 1 : 0);
}

/// Busy ones first, then by name.
QJsonArray byLoad(const QJsonArray &agents)
{
    QList<QJsonObject> sorted;
    for (const QJsonValue &agent : agents)
        if (agent.toObject().value("state"_L1).toString() != "gone"_L1)
            sorted << agent.toObject();
    std::stable_sort(sorted.begin(), sorted.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return a.value("busy"_L1).toInteger() > b.value("busy"_L1).toInteger();
    });
    QJsonArray result;
    for (const QJsonObject &agent : sorted)
        result.append(agent);
    return result;
}

/// One look at the hub; the parts that it did not answer keep their last value.
QCoro::Task<bool> look(client::RestClient *client, Picture *picture, RateMeter *rate, Error *error)
{
    const auto metrics = co_await client->get(u"/metrics"_s);
    picture->nowMs = QDateTime::currentMSecsSinceEpoch();
    if (!metrics) {
        *error = metrics.error();
        co_return false;
    }
    const auto agents = co_await client->get(u"/agents"_s);
    if (!agents) {
        *error = agents.error();
        co_return false;
    }
    picture->counts = metrics->value("counts"_L1).toObject();
    picture->agents = agents->value("items"_L1).toArray();
    picture->questions = {};
    if (picture->counts.value("tasks"_L1).toObject().value("needs_input"_L1).toInteger() > 0) {
        QUrlQuery query;
        query.addQueryItem(u"state"_s, u"needs_input"_s);
        query.addQueryItem(u"limit"_s, QString::number(kQuestionsMax));
        const auto tasks = co_await client->get(u"/tasks"_s, query);
        if (tasks)
            picture->questions = tasks->value("items"_L1).toArray();
    }
    picture->takenMs = picture->nowMs;
    rate->add(picture->takenMs, picture->counts.value("accepted"_L1).toInteger());
    picture->donePerSecond = rate->perSecond();
    co_return true;
}

/// Prints lines when they change, and an unchanged one now and then as a sign of life.
class LinePrinter final
{
public:
    void print(const Picture &picture)
    {
        const QString line = lineText(picture);
        if (line == m_last && picture.nowMs - m_printedMs < kRepeatLineMs)
            return;
        Console::write(QDateTime::currentDateTime().toString(u"hh:mm:ss  "_s) + line + u'\n');
        m_last = line;
        m_printedMs = picture.nowMs;
    }

private:
    QString m_last;
    qint64 m_printedMs = 0;
};

} // namespace

void RateMeter::add(qint64 atMs, qint64 total)
{
    if (!m_looks.isEmpty() && total < m_looks.constLast().total)
        m_looks.clear(); // the hub was started anew and counts from zero
    m_looks.append({atMs, total});
    if (m_looks.size() > kLooksMax)
        m_looks.removeFirst();
}

double RateMeter::perSecond() const
{
    if (m_looks.size() < 2 || m_looks.constLast().atMs <= m_looks.constFirst().atMs)
        return -1;
    return static_cast<double>(m_looks.constLast().total - m_looks.constFirst().total) * 1000.0
        / static_cast<double>(m_looks.constLast().atMs - m_looks.constFirst().atMs);
}

QString lineText(const Picture &picture)
{
    if (!picture.fault.isEmpty())
        return u"no answer for %1: %2"_s.arg(ageText(picture.takenMs, picture.nowMs), picture.fault);
    return countsLine(picture.counts) + rateText(picture.donePerSecond);
}

QString screenText(const Picture &picture, int columns, int rows)
{
    QStringList lines;
    lines << u"Skep  %1  %2"_s.arg(picture.hub, QDateTime::fromMSecsSinceEpoch(picture.nowMs).toString(u"hh:mm:ss"_s));
    if (!picture.fault.isEmpty() || picture.nowMs - picture.takenMs > kStaleMs)
        lines << u"STALE: no answer for %1. %2"_s.arg(ageText(picture.takenMs, picture.nowMs), picture.fault);
    lines << countsLine(picture.counts) + rateText(picture.donePerSecond)
          << bar(picture.counts.value("tasks"_L1).toObject(), std::min(columns, 100)) << QString();
    for (const QJsonValue &value : picture.questions) {
        const QJsonObject task = value.toObject();
        const QString id = QString::number(task.value("id"_L1).toInteger());
        lines << u"Task %1 asks: %2  (skepctl tasks answer %1 TEXT)"_s.arg(id, task.value("question"_L1).toString());
    }
    if (!picture.questions.isEmpty())
        lines << QString();
    const QStringList table = agentsTable(byLoad(picture.agents), picture.nowMs).split(u'\n', Qt::SkipEmptyParts);
    const qsizetype room = std::max<qsizetype>(rows - lines.size() - 1, 0);
    lines << table.mid(0, room);
    if (table.size() > room)
        lines << u"and %1 more"_s.arg(table.size() - room);
    while (lines.size() > rows)
        lines.removeLast();
    QString text;
    for (const QString &line : lines)
        text += cut(cleanLine(line), columns) + u'\n';
    text.chop(1); // a line break on the last row would scroll
    return text;
}

QCoro::Task<int> watch(client::RestClient *client, Invocation invocation, Access access, Console console)
{
    const std::chrono::seconds interval(secondsFrom(invocation.value(u"interval"_s, u"1s"_s)).value_or(1));
    const bool isScreen = Console::isTerminal() && !console.isJson() && !invocation.has(u"lines"_s);
    Picture picture;
    picture.hub = access.hub.url.toString();
    RateMeter rate;
    LinePrinter printer;
    Error error;
    const bool isThere = co_await look(client, &picture, &rate, &error);
    if (!isThere)
        co_return console.fail(error, access);
    if (isScreen) {
        std::signal(SIGINT, onInterrupt);
        std::signal(SIGTERM, onInterrupt);
        Console::write(QString::fromLatin1(kEnterScreen));
    }
    while (true) {
        if (console.isJson()) {
            console.answer({{u"counts"_s, picture.counts}, {u"agents"_s, picture.agents}, {u"fault"_s, picture.fault}}, {});
        } else if (isScreen) {
            const Size size = terminalSize();
            Console::write(u"\033[H\033[2J"_s + screenText(picture, size.columns, size.rows).replace(u'\n', u"\r\n"_s));
        } else {
            printer.print(picture);
        }
        if (invocation.has(u"until-idle"_s) && picture.fault.isEmpty() && isIdle(picture.counts))
            break;
        co_await QCoro::sleepFor(interval);
        const bool isAnswered = co_await look(client, &picture, &rate, &error);
        picture.fault = isAnswered ? QString() : explain(error, access);
    }
    if (isScreen)
        Console::write(QString::fromLatin1(kLeaveScreen));
    co_return ExitDone;
}

} // namespace skep::ctl
