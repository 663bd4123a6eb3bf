// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/seed.h"

#include "app/demo/demotasks.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace skep::ctl {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint64_t kTaskSeed = 6174; // the same list every time, so that keys and tasks agree
constexpr std::size_t kGroupMax = 100;
constexpr std::size_t kGroupBytesMax = limits::kHttpBodyBytesMax / 4; // room for what JSON adds to texts

QString resourceDir()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString &place : {program.filePath(u"../share/skep/demo"_s), QStringLiteral(SKEP_RESOURCE_DIR "/demo")})
        if (QFileInfo::exists(place + u"/templates.json"_s))
            return QDir::cleanPath(place);
    return {};
}

QJsonArray listJson(const std::vector<std::string> &words)
{
    QJsonArray list;
    for (const std::string &word : words)
        list.append(QString::fromStdString(word));
    return list;
}

QString nameText(std::string_view name)
{
    return QString::fromUtf8(name);
}

/// Positions of the list, from 1, become the ids that the hub gave; what was refused is not waited for.
void resolve(TaskSpec &task, const std::vector<TaskId> &ids)
{
    for (TaskId &position : task.after)
        position = position <= ids.size() ? ids[position - 1] : 0;
    std::erase(task.after, TaskId{0});
}

/// The body of one request: `size` tasks behind those that have ids.
QJsonObject groupJson(std::vector<TaskSpec> &tasks, const std::vector<TaskId> &ids, std::size_t size, const QString &prefix)
{
    QJsonArray items;
    for (std::size_t i = ids.size(); i < ids.size() + size; ++i) {
        resolve(tasks[i], ids);
        items.append(QJsonObject{{u"key"_s, u"%1-%2"_s.arg(prefix, QString::number(i + 1))}, {u"task"_s, taskJson(tasks[i])}});
    }
    return {{u"items"_s, items}};
}

/// True when some agent that is online runs tests; else they are played.
bool runsTests(const QJsonObject &answer)
{
    for (const QJsonValue &value : answer.value("items"_L1).toArray()) {
        const QString state = value.toObject().value("state"_L1).toString();
        if (state != "gone"_L1 && state != "lost"_L1 && value.toObject().value("capabilities"_L1).toArray().contains(u"testing"_s))
            return true;
    }
    return false;
}

} // namespace

QJsonObject taskJson(const TaskSpec &task)
{
    QJsonObject json{{u"type"_s, QString::fromStdString(task.type)},
                     {u"title"_s, QString::fromStdString(task.title)},
                     {u"project"_s, QString::fromStdString(task.project)},
                     {u"priority"_s, nameText(name(task.priority))},
                     {u"start"_s, nameText(name(task.start))},
                     {u"requires"_s, listJson(task.required)},
                     {u"wants"_s, listJson(task.wants)},
                     {u"attempts"_s, task.attemptsMax},
                     {u"params"_s, QJsonDocument::fromJson(QByteArray::fromStdString(task.params)).object()}};
    QJsonArray after;
    for (const TaskId id : task.after)
        after.append(static_cast<qint64>(id));
    if (!after.isEmpty())
        json.insert(u"after"_s, after);
    return json;
}

std::size_t groupSize(const std::vector<TaskSpec> &tasks, std::size_t first)
{
    std::size_t bytes = 0, count = 0;
    for (; first + count < tasks.size() && count < kGroupMax; ++count) {
        const TaskSpec &task = tasks[first + count];
        bytes += task.params.size();
        if (count > 0 && bytes > kGroupBytesMax)
            break;
        const auto isInGroup = [first](TaskId position) { return position > first; };
        if (std::any_of(task.after.begin(), task.after.end(), isInGroup))
            break;
    }
    return count;
}

QCoro::Task<int> seed(client::RestClient *client, Invocation invocation, Access access, Console console)
{
    const int count = static_cast<int>(invocation.number(u"count"_s, 10));
    const QString prefix = invocation.value(u"prefix"_s, u"seed"_s);
    const auto agents = co_await client->get(u"/agents"_s);
    if (!agents)
        co_return console.fail(agents.error(), access);
    const auto tests = runsTests(*agents) ? demo::TestWork::Real : demo::TestWork::Played;
    auto tasks = demo::makeTasks(count, kTaskSeed, resourceDir().toStdString(), tests);
    if (!tasks)
        co_return console.fail(tasks.error(), access);
    std::vector<TaskId> ids;
    int repeated = 0;
    while (ids.size() < tasks->size()) {
        const std::size_t size = groupSize(*tasks, ids.size());
        const auto answer = co_await client->post(u"/tasks"_s, groupJson(*tasks, ids, size, prefix));
        if (!answer)
            co_return console.fail(answer.error(), access);
        const QJsonArray answers = answer->value("items"_L1).toArray();
        for (std::size_t i = 0; i < size; ++i) {
            const QJsonObject item = answers.at(static_cast<qsizetype>(i)).toObject();
            ids.push_back(static_cast<TaskId>(item.value("id"_L1).toInteger()));
            repeated += item.value("repeated"_L1).toBool() ? 1 : 0;
            if (const auto error = client::errorIn(item))
                co_return console.fail(*error, access);
        }
    }
    const QJsonObject json{{u"submitted"_s, count}, {u"repeated"_s, repeated}};
    console.answer(json, u"%1 tasks: %2 new, %3 were there already\n"_s.arg(count).arg(count - repeated).arg(repeated));
    co_return ExitDone;
}

} // namespace skep::ctl
