// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/hubserver.h"
#include "support/fakehubport.h"

#include <QTest>

#include <memory>
#include <string>

namespace skep::test {

/// A hub over a FakeHubPort on a free port of the loopback, with a token per role: "admin-token", "agent-token", ...
class HubFixture
{
protected:
    /// A new port and hub with the options of every test.
    void startAfresh()
    {
        m_hub.reset();
        m_fake = std::make_unique<FakeHubPort>();
        m_options = {};
        m_options.listen = {"127.0.0.1:0"};
        m_options.sessionSecret = "secret";
        m_options.tokens = {{"admin-token", Role::Admin, {}}, {"agent-token", Role::Agent, {}}, {"viewer-token", Role::Viewer, {}},
                            {"operator-token", Role::Operator, {}}};
        m_options.timing.sweepMs = 20;
        start(m_options);
    }
    /// A new hub over the same port.
    void start(hub::HubOptions options)
    {
        m_hub.reset();
        m_hub = std::make_unique<hub::HubServer>(*m_fake, std::move(options));
        const auto ok = m_hub->listen();
        QVERIFY2(ok, ok ? "" : ok.error().detail.c_str());
        const std::string address = m_hub->addresses().at(0);
        m_port = static_cast<quint16>(std::stoi(address.substr(address.rfind(':') + 1)));
    }
    void stop()
    {
        m_hub.reset();
        m_fake.reset();
    }

    std::unique_ptr<FakeHubPort> m_fake;
    std::unique_ptr<hub::HubServer> m_hub;
    hub::HubOptions m_options;
    quint16 m_port = 0;
};

} // namespace skep::test
