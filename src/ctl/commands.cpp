// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "ctl/format.h"
#include "ctl/newtask.h"
#include "ctl/seed.h"
#include "ctl/text.h"
#include "ctl/watch.h"

#include <QCoroTimer>
#include <QDateTime>
#include <QUuid>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds kLookEvery{300};
constexpr int kLooksForAttempt = 10;
constexpr int kLogLines = 20;

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

bool isFinalState(const QString &state)
{
    return state == "done"_L1 || state == "failed"_L1 || state == "cancelled"_L1;
}

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

} // namespace

Commands::Commands(Invocation invocation)
    : m_invocation(std::move(invocation))
    , m_access(accessOf(m_invocation))
    , m_console(m_invocation.isJson)
    , m_client(m_access.hub)
{
}

QCoro::Task<int> Commands::run()
{
    switch (m_invocation.verb) {
    case Verb::TasksAdd: return addTask();
    case Verb::TasksList: return listTasks();
    case Verb::TasksShow: return showTask();
    case Verb::TasksAssign: {
        QJsonObject body;
        if (m_invocation.has(u"agent"_s))
            body.insert(u"agent"_s, m_invocation.value(u"agent"_s));
        if (m_invocation.has(u"wait"_s))
            body.insert(u"may_wait"_s, true);
        if (m_invocation.has(u"replace"_s))
            body.insert(u"may_replace"_s, true);
        return actOnTasks(u"assign"_s, body, u"assigned"_s);
    }
    case Verb::TasksCancel: {
        QJsonObject body;
        if (m_invocation.has(u"reason"_s))
            body.insert(u"reason"_s, m_invocation.value(u"reason"_s));
        return actOnTasks(u"cancel"_s, body, u"cancelled"_s);
    }
    case Verb::TasksUnassign: return actOnTasks(u"unassign"_s, {}, u"taken back"_s);
    case Verb::TasksRetry: return actOnTasks(u"retry"_s, {}, u"queued again"_s);
    case Verb::TasksAnswer:
        return actOnTasks(u"answer"_s, {{u"text"_s, m_invocation.arguments.value(1)}}, u"answered"_s);
    case Verb::AgentsList: return listAgents();
    case Verb::AgentsShow: return showAgent();
    case Verb::AgentsDrain: return drainAgent();
    case Verb::Seed: return seed(&m_client, m_invocation, m_access, m_console);
    case Verb::Report: return report();
    case Verb::Watch: return watch(&m_client, m_invocation, m_access, m_console);
    case Verb::Config: break;
    }
    return showConfig();
}

QCoro::Task<int> Commands::addTask()
{
    const auto task = newTask(m_invocation);
    if (!task)
        co_return m_console.fail(task.error(), m_access);
    // Even without a key of the caller's own: then a repeat below the HTTP layer makes no second task.
    const QString key = m_invocation.value(u"key"_s, u"ctl-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces));
    const QJsonObject body{{u"key"_s, key}, {u"task"_s, *task}}; // GCC 12 cannot have such a list beside co_await
    const auto answer = co_await m_client.post(u"/tasks"_s, body);
    if (!answer)
        co_return m_console.fail(answer.error(), m_access);
    const qint64 id = answer->value("id"_L1).toInteger();
    const bool isRepeated = answer->value("repeated"_L1).toBool();
    if (!m_invocation.has(u"wait"_s)) {
        m_console.answer(*answer, isRepeated ? u"task %1 was there already\n"_s.arg(id) : u"task %1 accepted\n"_s.arg(id));
        co_return ExitDone;
    }
    m_console.note(u"task %1 accepted; waiting for its end"_s.arg(id));
    co_return co_await waitFor(id);
}

QCoro::Task<int> Commands::waitFor(qint64 id)
{
    QString last;
    int looks = 0;
    while (true) {
        const auto detail = co_await m_client.get(u"/tasks/%1"_s.arg(id));
        if (!detail)
            co_return m_console.fail(detail.error(), m_access);
        const QJsonObject task = detail->value("task"_L1).toObject();
        const QString state = task.value("state"_L1).toString();
        // The state is known a moment before the attempt that made it is on disk and can be shown.
        const bool isTold = detail->value("attempts"_L1).toArray().size() >= task.value("attempt"_L1).toInteger();
        if (isFinalState(state) && (isTold || ++looks > kLooksForAttempt)) {
            m_console.answer(*detail, taskPage(*detail, now(), kLogLines, false));
            co_return state == "done"_L1 ? ExitDone : ExitFailed;
        }
        QString line = stateText(task);
        if (const QString wait = waitText(task.value("wait"_L1).toObject()); !wait.isEmpty())
            line += u": "_s + wait;
        if (state == "needs_input"_L1)
            line += u": %1 (answer with: skepctl tasks answer %2 TEXT)"_s.arg(cleanLine(task.value("question"_L1).toString()),
                                                                            QString::number(id));
        if (line != last)
            m_console.note(u"task %1: "_s.arg(id) + line);
        last = line;
        co_await QCoro::sleepFor(kLookEvery);
    }
}

QCoro::Task<int> Commands::listTasks()
{
    QUrlQuery query;
    const auto pass = [&](const QString &option, const QString &parameter) {
        if (m_invocation.has(option))
            query.addQueryItem(parameter, encoded(m_invocation.value(option)));
    };
    for (const QString &option : {u"state"_s, u"type"_s, u"project"_s, u"agent"_s, u"before"_s, u"limit"_s})
        pass(option, option);
    pass(u"search"_s, u"q"_s);
    const auto answer = co_await m_client.get(u"/tasks"_s, query);
    if (!answer)
        co_return m_console.fail(answer.error(), m_access);
    QString text = tasksTable(answer->value("items"_L1).toArray(), now());
    if (const QJsonValue next = answer->value("next"_L1); next.isDouble())
        text += u"There are more; the next page: --before %1\n"_s.arg(next.toInteger());
    m_console.answer(*answer, text);
    co_return ExitDone;
}

QCoro::Task<int> Commands::showTask()
{
    const auto detail = co_await m_client.get(u"/tasks/"_s + m_invocation.arguments.constFirst());
    if (!detail)
        co_return m_console.fail(detail.error(), m_access);
    const int lines = static_cast<int>(m_invocation.number(u"log"_s, kLogLines));
    m_console.answer(*detail, taskPage(*detail, now(), lines, m_invocation.has(u"full"_s)));
    co_return ExitDone;
}

QCoro::Task<int> Commands::actOnTasks(QString action, QJsonObject body, QString deed)
{
    const QStringList ids = m_invocation.verb == Verb::TasksAnswer ? m_invocation.arguments.first(1) : m_invocation.arguments;
    QJsonArray items;
    int exitCode = ExitDone;
    for (const QString &id : ids) {
        Result<QJsonObject> answer;
        if (m_invocation.verb == Verb::TasksUnassign) // GCC 12 cannot have two co_await in one conditional expression
            answer = co_await unassign(id);
        else
            answer = co_await m_client.post(u"/tasks/%1/%2"_s.arg(id, action), body);
        if (!answer && (ids.size() == 1 || client::isHubMissing(answer.error())))
            co_return m_console.fail(answer.error(), m_access);
        if (!answer) {
            exitCode = ExitFailed;
            m_console.note(u"skepctl: task %1: %2"_s.arg(id, explain(answer.error(), m_access)));
            QJsonObject item = errorJson(answer.error());
            item.insert(u"id"_s, id.toLongLong());
            items.append(item);
            continue;
        }
        items.append(*answer);
        const bool isAssigned = m_invocation.verb == Verb::TasksAssign;
        const QString line = u"task %1 %2\n"_s.arg(id, isAssigned ? assignmentText(*answer, m_invocation.value(u"agent"_s)) : deed);
        if (!m_console.isJson())
            m_console.write(line);
        else if (ids.size() == 1)
            m_console.answer(*answer, {});
    }
    if (m_console.isJson() && ids.size() > 1)
        m_console.answer({{u"items"_s, items}}, {});
    co_return exitCode;
}

// The assignment that is there now, whoever made it.
QCoro::Task<Result<QJsonObject>> Commands::unassign(QString id)
{
    const auto detail = co_await m_client.get(u"/tasks/"_s + id);
    if (!detail)
        co_return detail;
    const QJsonObject body{{u"fence"_s, detail->value("task"_L1).toObject().value("fence"_L1)}};
    co_return co_await m_client.post(u"/tasks/%1/unassign"_s.arg(id), body);
}

QCoro::Task<int> Commands::listAgents()
{
    const auto answer = co_await m_client.get(u"/agents"_s);
    if (!answer)
        co_return m_console.fail(answer.error(), m_access);
    QJsonArray shown;
    for (const QJsonValue &agent : answer->value("items"_L1).toArray())
        if (m_invocation.has(u"all"_s) || agent.toObject().value("state"_L1).toString() != "gone"_L1)
            shown.append(agent);
    m_console.answer({{u"items"_s, shown}}, agentsTable(shown, now()));
    co_return ExitDone;
}

QCoro::Task<int> Commands::showAgent()
{
    const auto answer = co_await m_client.get(u"/agents/"_s + encoded(m_invocation.arguments.constFirst()));
    if (!answer)
        co_return m_console.fail(answer.error(), m_access);
    m_console.answer(*answer, agentPage(*answer, now()));
    co_return ExitDone;
}

QCoro::Task<int> Commands::drainAgent()
{
    const QString name = m_invocation.arguments.constFirst();
    const bool isOn = !m_invocation.has(u"off"_s);
    const QJsonObject body{{u"on"_s, isOn}};
    const auto answer = co_await m_client.post(u"/agents/%1/drain"_s.arg(encoded(name)), body);
    if (!answer)
        co_return m_console.fail(answer.error(), m_access);
    m_console.answer(*answer, isOn ? u"%1 finishes what it holds and gets no more\n"_s.arg(cleanLine(name))
                                   : u"%1 takes tasks again\n"_s.arg(cleanLine(name)));
    co_return ExitDone;
}

QCoro::Task<int> Commands::report()
{
    const auto answer = co_await m_client.get(u"/report"_s);
    if (!answer)
        co_return m_console.fail(answer.error(), m_access);
    m_console.answer(*answer, reportPage(*answer));
    co_return ExitDone;
}

QCoro::Task<int> Commands::showConfig()
{
    const auto metrics = co_await m_client.get(u"/metrics"_s);
    QString state = u"answers"_s;
    if (!metrics)
        state = explain(metrics.error(), m_access);
    const QJsonObject json{{u"hub"_s, m_access.hub.url.toString()},
                           {u"answers"_s, metrics.has_value()},
                           {u"state"_s, state},
                           {u"data_dir"_s, m_invocation.dataDir},
                           {u"token_file"_s, m_access.tokenFile},
                           {u"token_from"_s, m_access.tokenFrom},
                           {u"version"_s, QStringLiteral(SKEP_VERSION)}};
    m_console.answer(json, u"hub:         %1\n             %2\ndata folder: %3\ntoken file:  %4\ntoken from:  %5\nskepctl:     %6\n"_s
                               .arg(m_access.hub.url.toString(), state, m_invocation.dataDir, m_access.tokenFile, m_access.tokenFrom,
                                    QStringLiteral(SKEP_VERSION)));
    co_return ExitDone;
}

} // namespace skep::ctl
