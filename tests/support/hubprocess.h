// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/programs.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace skep::test {

/// A real skepd with a data folder of its own. It keeps its port over restarts, so that clients find it again.
class HubProcess final
{
public:
    HubProcess() = default;
    ~HubProcess();

    /// True when the hub said that it listens.
    [[nodiscard]] bool start(const QStringList &extra = {});
    /// As a crash would end it; nothing is flushed.
    void killHard();
    /// As a service manager would end it. True when it left by itself with exit code 0.
    [[nodiscard]] bool stop();

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QUrl wsUrl() const;
    [[nodiscard]] QByteArray token() const;
    [[nodiscard]] QString dataDir() const { return m_dir.path(); }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QByteArray errorOutput() { return m_process.readAllStandardError(); }

    /// Runs skepctl against this hub.
    [[nodiscard]] Finished ctl(const QStringList &arguments) const;
    /// The same with --json; an empty object when the answer is none.
    [[nodiscard]] QJsonObject ctlJson(const QStringList &arguments) const;

private:
    QTemporaryDir m_dir;
    QProcess m_process;
    QUrl m_url;
};

} // namespace skep::test
