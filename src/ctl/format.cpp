// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/format.h"

#include "ctl/text.h"

#include <algorithm>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;
using Align = Table::Align;

QString textOf(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toString();
}

qint64 numberOf(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toInteger();
}

QString numberText(const QJsonObject &object, QLatin1StringView key)
{
    return QString::number(numberOf(object, key));
}

QString titleOf(const QJsonObject &task)
{
    const QString title = textOf(task, "title"_L1);
    return title.isEmpty() ? textOf(task, "type"_L1) : title;
}

QString listText(const QJsonValue &list)
{
    QStringList words;
    for (const QJsonValue &word : list.toArray())
        words << word.toString();
    return words.join(u", "_s);
}

QString shareText(const QJsonValue &share)
{
    return share.isDouble() ? u"%1 %"_s.arg(qRound(share.toDouble() * 100)) : u"-"_s;
}

/// What a card says beside the state: the question, the fault, the last note.
QString remarkOf(const QJsonObject &task)
{
    const QString state = textOf(task, "state"_L1);
    if (state == "needs_input"_L1)
        return textOf(task, "question"_L1);
    if (const QString error = textOf(task, "error"_L1); !error.isEmpty() && state != "done"_L1)
        return error;
    return task.value("progress"_L1).toObject().value("note"_L1).toString();
}

} // namespace

QString waitText(const QJsonObject &wait)
{
    const QString reason = textOf(wait, "reason"_L1);
    const qint64 count = numberOf(wait, "count"_L1);
    const QString arg = cleanLine(textOf(wait, "arg"_L1));
    if (reason.isEmpty() || reason == "none"_L1)
        return {};
    if (reason == "agents_busy"_L1)
        return count == 1 ? u"the only able agent is busy"_s : u"all %1 able agents are busy"_s.arg(count);
    if (reason == "missing_capability"_L1)
        return u"nobody online offers %1"_s.arg(arg);
    if (reason == "no_agents"_L1)
        return u"no agent is online"_s;
    if (reason == "dependency"_L1)
        return count == 1 ? u"one other task must be done first"_s : u"%1 other tasks must be done first"_s.arg(count);
    if (reason == "held"_L1)
        return u"held: starts when assigned"_s;
    if (reason == "paused"_L1)
        return arg.isEmpty() ? u"the queue is paused"_s : u"project %1 is paused"_s.arg(arg);
    if (reason == "backoff"_L1)
        return u"next attempt in %1"_s.arg(durationText(count));
    if (reason == "draining"_L1)
        return u"every able agent is draining"_s;
    if (reason == "next_for"_L1)
        return count > 1 ? u"next for %1, behind %2"_s.arg(arg).arg(count - 1) : u"next for %1"_s.arg(arg);
    if (reason == "agent_lost"_L1)
        return u"the connection to %1 is lost"_s.arg(arg);
    return cleanLine(reason);
}

QString stateText(const QJsonObject &task)
{
    QString text = textOf(task, "state"_L1);
    const QJsonObject progress = task.value("progress"_L1).toObject();
    if (text == "running"_L1 && numberOf(progress, "of"_L1) > 0)
        text += u" %1/%2"_s.arg(numberOf(progress, "done"_L1)).arg(numberOf(progress, "of"_L1));
    if (task.value("simulated"_L1).toBool())
        text += u" (simulated)"_s;
    return cleanLine(text);
}

QString assignmentText(const QJsonObject &answer, const QString &asked)
{
    const QString agent = cleanLine(textOf(answer, "agent"_L1));
    const QString reason = cleanLine(textOf(answer, "reason"_L1));
    if (answer.value("waits"_L1).toBool())
        return u"is next for %1"_s.arg(agent);
    if (agent.isEmpty())
        return u"assigned"_s;
    if (reason.isEmpty() || asked.isEmpty())
        return u"assigned to %1"_s.arg(agent);
    return u"assigned to %1 (%2 is %3)"_s.arg(agent, cleanLine(asked), reason);
}

QString tasksTable(const QJsonArray &tasks, qint64 nowMs)
{
    Table table;
    table.addColumn(u"ID"_s, Align::Right);
    table.addColumn(u"STATE"_s);
    table.addColumn(u"PRI"_s);
    table.addColumn(u"TYPE"_s, Align::Left, 20);
    table.addColumn(u"TITLE"_s, Align::Left, 44);
    table.addColumn(u"AGENT"_s, Align::Left, 20);
    table.addColumn(u"TRY"_s, Align::Right);
    table.addColumn(u"SCORE"_s, Align::Right);
    table.addColumn(u"AGE"_s, Align::Right);
    table.addColumn(u"REMARK"_s, Align::Left, 60);
    for (const QJsonValue &value : tasks) {
        const QJsonObject task = value.toObject();
        const QString wait = waitText(task.value("wait"_L1).toObject());
        const QJsonValue score = task.value("score"_L1);
        table.addRow({numberText(task, "id"_L1), stateText(task), textOf(task, "priority"_L1), textOf(task, "type"_L1),
                      titleOf(task), textOf(task, "agent"_L1),
                      u"%1/%2"_s.arg(numberOf(task, "attempt"_L1)).arg(numberOf(task, "attempts"_L1)),
                      score.isDouble() ? QString::number(score.toInteger()) : u"-"_s,
                      ageText(numberOf(task, "created_ms"_L1), nowMs), wait.isEmpty() ? remarkOf(task) : wait});
    }
    return table.isEmpty() ? u"No tasks.\n"_s : table.text();
}

QString agentsTable(const QJsonArray &agents, qint64 nowMs)
{
    Table table;
    table.addColumn(u"NAME"_s, Align::Left, 32);
    table.addColumn(u"STATE"_s);
    table.addColumn(u"LOAD"_s, Align::Right);
    table.addColumn(u"DONE"_s, Align::Right);
    table.addColumn(u"FAILED"_s, Align::Right);
    table.addColumn(u"RELIABILITY"_s, Align::Right);
    table.addColumn(u"SEEN"_s, Align::Right);
    table.addColumn(u"LAST TASK"_s, Align::Right);
    table.addColumn(u"NOTE"_s, Align::Left, 48);
    for (const QJsonValue &value : agents) {
        const QJsonObject agent = value.toObject();
        const QString cause = textOf(agent, "cause"_L1);
        table.addRow({textOf(agent, "name"_L1), textOf(agent, "state"_L1),
                      u"%1/%2"_s.arg(numberOf(agent, "busy"_L1)).arg(numberOf(agent, "slots"_L1)),
                      numberText(agent, "done"_L1), numberText(agent, "failed"_L1),
                      shareText(agent.value("reliability"_L1)), ageText(numberOf(agent, "last_seen_ms"_L1), nowMs),
                      numberOf(agent, "last_task"_L1) == 0 ? u"-"_s : numberText(agent, "last_task"_L1),
                      cause.isEmpty() ? textOf(agent, "last_note"_L1) : cause});
    }
    return table.isEmpty() ? u"No agents.\n"_s : table.text();
}

QString agentPage(const QJsonObject &agent, qint64 nowMs)
{
    const QString name = cleanLine(textOf(agent, "name"_L1));
    QString text = u"%1: %2 for %3\n"_s.arg(name, textOf(agent, "state"_L1), ageText(numberOf(agent, "since_ms"_L1), nowMs));
    const auto line = [&text](const QString &label, const QString &value) {
        if (!value.isEmpty())
            text += u"  %1 %2\n"_s.arg((label + u':').leftJustified(13), cleanLine(value));
    };
    line(u"kind"_s, textOf(agent, "kind"_L1) + u' ' + textOf(agent, "version"_L1));
    line(u"machine"_s, textOf(agent, "machine"_L1)
             + (numberOf(agent, "pid"_L1) > 0 ? u", process %1"_s.arg(numberOf(agent, "pid"_L1)) : QString()));
    line(u"model"_s, textOf(agent, "model"_L1));
    line(u"can"_s, listText(agent.value("capabilities"_L1)));
    line(u"places"_s, u"%1 of %2 busy, %3 waiting for a person"_s.arg(numberOf(agent, "busy"_L1))
                          .arg(numberOf(agent, "slots"_L1)).arg(numberOf(agent, "waiting"_L1)));
    line(u"done"_s, u"%1, failed %2"_s.arg(numberOf(agent, "done"_L1)).arg(numberOf(agent, "failed"_L1)));
    line(u"reliability"_s, u"%1 of %2 attempts"_s.arg(shareText(agent.value("reliability"_L1))).arg(numberOf(agent, "attempts"_L1)));
    line(u"last seen"_s, ageText(numberOf(agent, "last_seen_ms"_L1), nowMs) + u" ago"_s);
    line(u"cause"_s, textOf(agent, "cause"_L1));
    return text;
}

QString countsLine(const QJsonObject &counts)
{
    const QJsonObject tasks = counts.value("tasks"_L1).toObject();
    const QJsonObject agents = counts.value("agents"_L1).toObject();
    const qint64 simulated = numberOf(counts, "simulated_done"_L1);
    const qint64 needed = numberOf(tasks, "needs_input"_L1);
    return u"%1 waiting, %2 %3 you, %4 working, %5 done%6, %7 failed, %8 cancelled; %9 agents online"_s
        .arg(numberOf(tasks, "queued"_L1) + numberOf(tasks, "blocked"_L1))
        .arg(needed)
        .arg(needed == 1 ? u"needs"_s : u"need"_s)
        .arg(numberOf(tasks, "leased"_L1) + numberOf(tasks, "running"_L1) + numberOf(tasks, "checking"_L1))
        .arg(numberOf(tasks, "done"_L1))
        .arg(simulated > 0 ? u" (%1 simulated)"_s.arg(simulated) : QString())
        .arg(numberOf(tasks, "failed"_L1))
        .arg(numberOf(tasks, "cancelled"_L1))
        .arg(u"%1 of %2"_s.arg(numberOf(agents, "online"_L1)).arg(numberOf(agents, "total"_L1)));
}

QString reportPage(const QJsonObject &report)
{
    const QJsonObject tasks = report.value("tasks"_L1).toObject();
    QString text = u"%1 tasks: %2\n"_s.arg(numberOf(tasks, "total"_L1)).arg(countsLine(report));
    if (const QJsonObject today = report.value("today"_L1).toObject(); !today.isEmpty()) // an older hub says nothing of it
        text += u"today: %1 done, %2 failed\n"_s.arg(numberOf(today, "done"_L1)).arg(numberOf(today, "failed"_L1));
    Table types;
    types.addColumn(u"TYPE"_s);
    for (const auto &title : {u"TOTAL"_s, u"OPEN"_s, u"DONE"_s, u"SIMULATED"_s, u"FAILED"_s, u"CANCELLED"_s})
        types.addColumn(title, Align::Right);
    for (const QJsonValue &value : report.value("types"_L1).toArray()) {
        const QJsonObject type = value.toObject();
        types.addRow({textOf(type, "type"_L1), numberText(type, "total"_L1), numberText(type, "open"_L1), numberText(type, "done"_L1),
                      numberText(type, "simulated"_L1), numberText(type, "failed"_L1), numberText(type, "cancelled"_L1)});
    }
    if (!types.isEmpty())
        text += u'\n' + types.text();
    Table agents;
    agents.addColumn(u"AGENT"_s);
    for (const auto &title : {u"TAKEN"_s, u"ACCEPTED"_s, u"SIMULATED"_s, u"REJECTED"_s, u"FAILED"_s, u"EXPIRED"_s})
        agents.addColumn(title, Align::Right);
    for (const QJsonValue &value : report.value("agents_detail"_L1).toArray()) {
        const QJsonObject agent = value.toObject();
        agents.addRow({textOf(agent, "agent"_L1), numberText(agent, "leased"_L1), numberText(agent, "accepted"_L1),
                       numberText(agent, "simulated"_L1), numberText(agent, "rejected"_L1), numberText(agent, "failed"_L1),
                       numberText(agent, "expired"_L1)});
    }
    if (!agents.isEmpty())
        text += u'\n' + agents.text();
    return text;
}

QString errorText(const Error &error)
{
    QString text = QString::fromUtf8(errorName(error.code));
    text.replace(u'_', u' ');
    if (!error.field.empty())
        text += u": "_s + cleanLine(QString::fromStdString(error.field));
    if (error.limit != 0)
        text += u" (limit %1)"_s.arg(error.limit);
    if (!error.detail.empty())
        text += u": "_s + cleanLine(QString::fromStdString(error.detail));
    return text;
}

QJsonObject errorJson(const Error &error)
{
    QJsonObject body{{u"code"_s, QString::fromStdString(std::string(errorName(error.code)))},
                     {u"detail"_s, QString::fromStdString(error.detail)}};
    if (!error.field.empty())
        body.insert(u"field"_s, QString::fromStdString(error.field));
    if (error.limit != 0)
        body.insert(u"limit"_s, static_cast<qint64>(error.limit));
    if (!error.arg.empty())
        body.insert(u"arg"_s, QString::fromStdString(error.arg));
    return {{u"error"_s, body}};
}

} // namespace skep::ctl
