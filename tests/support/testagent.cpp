// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testagent.h"

namespace skep::test {
namespace {

using namespace Qt::StringLiterals;

QJsonObject leaseItem(const TestAgent::Lease &lease)
{
    return {{u"id"_s, lease.first}, {u"fence"_s, lease.second}};
}

QJsonObject goodWord(const TestAgent::Lease &lease)
{
    QJsonObject word = leaseItem(lease);
    word.insert(u"ok"_s, true);
    word.insert(u"result"_s, QJsonObject{{u"summary"_s, u"The errand was run; three letters were brought to the post office."_s}});
    return word;
}

TestAgent::Lease leaseOf(const QJsonObject &item)
{
    return {item.value("id"_L1).toInteger(), item.value("fence"_L1).toInteger()};
}

} // namespace

TestAgent::TestAgent(QUrl url, QByteArray token, QString name, int slotCount, Manner manner, QObject *parent)
    : QObject(parent)
    , m_link(std::move(url), std::move(token))
    , m_name(std::move(name))
    , m_slotCount(slotCount)
    , m_manner(manner)
{
    connect(&m_link, &WireLink::opened, this, &TestAgent::onOpened);
    connect(&m_link, &WireLink::lost, this, [this] { m_isOnline = false; });
    connect(&m_link, &WireLink::received, this, &TestAgent::onFrame);
    connect(&m_renew, &QTimer::timeout, this, [this] {
        QJsonArray items;
        for (const Lease &lease : std::as_const(m_held))
            items.append(leaseItem(lease));
        m_link.send(u"renew"_s, items);
    });
}

void TestAgent::start()
{
    m_link.open();
}

void TestAgent::finish(Lease lease)
{
    say(lease, goodWord(lease));
}

void TestAgent::failTask(Lease lease, const QString &error)
{
    QJsonObject word = leaseItem(lease);
    word.insert(u"ok"_s, false);
    word.insert(u"error"_s, error);
    say(lease, word);
}

void TestAgent::ask(Lease lease, const QString &question)
{
    QJsonObject word = leaseItem(lease);
    word.insert(u"question"_s, question);
    m_link.send(u"ask"_s, {word});
}

void TestAgent::say(Lease lease, const QJsonObject &result)
{
    m_held.removeAll(lease);
    m_unsettled.insert(lease, result);
    m_link.send(u"results"_s, {result});
}

void TestAgent::onOpened()
{
    QJsonObject hello{{u"type"_s, u"hello"_s}, {u"v"_s, 1}, {u"agent"_s, m_name}, {u"kind"_s, u"test"_s}, {u"slots"_s, m_slotCount},
                      {u"capabilities"_s, QJsonArray::fromStringList(m_capabilities)}};
    if (!m_session.isEmpty())
        hello.insert(u"resume"_s, m_session);
    m_link.send(hello);
}

void TestAgent::onFrame(const QString &type, const QJsonObject &frame)
{
    const QJsonArray items = frame.value("items"_L1).toArray();
    if (type == "welcome"_L1)
        onWelcome(frame);
    else if (type == "tasks"_L1)
        onTasks(items);
    else if (type == "stored"_L1 || type == "refused"_L1)
        settle(items, type == "stored"_L1);
    else if (type == "answer"_L1)
        for (const QJsonValue &item : items)
            m_answers << item.toObject().value("text"_L1).toString();
    else if (type == "cancel"_L1)
        for (const QJsonValue &item : items) {
            m_held.removeAll(leaseOf(item.toObject()));
            m_link.send(u"cancelled"_s, {leaseItem(leaseOf(item.toObject()))});
        }
    Q_EMIT received(type, frame);
}

void TestAgent::onWelcome(const QJsonObject &frame)
{
    m_session = frame.value("session"_L1).toString();
    m_isOnline = true;
    if (frame.value("resumed"_L1).toBool())
        ++m_resumptions;
    else
        m_held.clear();
    QJsonArray again;
    for (const QJsonObject &word : std::as_const(m_unsettled))
        again.append(word);
    m_link.send(u"results"_s, again);
    m_link.send({{u"type"_s, u"ready"_s}, {u"slots"_s, m_slotCount}});
    m_renew.start(static_cast<int>(frame.value("renew_ms"_L1).toInteger(5'000)));
}

void TestAgent::onTasks(const QJsonArray &items)
{
    QJsonArray results, started;
    for (const QJsonValue &item : items) {
        const Lease lease = leaseOf(item.toObject());
        m_sent << lease;
        if (m_manner != Manner::Finish) {
            m_held << lease;
            started.append(leaseItem(lease));
            continue;
        }
        const QJsonObject word = goodWord(lease);
        m_unsettled.insert(lease, word);
        results.append(word);
    }
    if (m_manner == Manner::Start && !started.isEmpty())
        m_link.send(u"started"_s, started);
    m_link.send(u"results"_s, results);
}

void TestAgent::settle(const QJsonArray &items, bool isStored)
{
    for (const QJsonValue &item : items) {
        const QJsonObject word = m_unsettled.take(leaseOf(item.toObject()));
        if (isStored && word.value("ok"_L1).toBool())
            m_stored << item.toObject().value("id"_L1).toInteger();
    }
}

} // namespace skep::test
