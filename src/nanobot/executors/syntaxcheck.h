// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/sandbox/sandbox.h"
#include "checks/sandbox/sandboxrun.h"

#include <QJsonArray>
#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace skep::nanobot {

/// One file whose syntax is asked about.
struct CodeText
{
    std::string path; // its ending tells the language where `language` does not
    std::string language;
    std::string text;
};

/// Lets the languages' own compilers look at files, in the sandbox, without running them. Lives on one event loop.
class SyntaxCheck final : public QObject
{
    Q_OBJECT

public:
    enum class State { Passed, Failed, NotChecked };

    SyntaxCheck(const sandbox::Sandbox &sandbox, std::vector<CodeText> files);

    /// finished() follows, never from inside this call.
    void start();
    void cancel();

    /// After finished(): failed when one file failed, passed only when every file was looked at.
    [[nodiscard]] State state() const;
    /// "passed", "failed", or "not checked (why)".
    [[nodiscard]] std::string text() const;
    /// {path, state, message} for every file.
    [[nodiscard]] QJsonArray files() const;

Q_SIGNALS:
    void finished();

private:
    struct Looked
    {
        std::string path;
        State state = State::NotChecked;
        std::string message;
    };

    void onLine(const QByteArray &line);
    void onFinished();
    void leaveUnchecked(const std::string &why);

    sandbox::Sandbox m_sandbox;
    std::vector<CodeText> m_texts;
    std::vector<Looked> m_looked;
    std::unique_ptr<sandbox::SandboxRun> m_run;
    QByteArray m_words; // what the compiler said of the present file
};

} // namespace skep::nanobot
