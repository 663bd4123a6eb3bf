// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/sandbox.h"
#include "client/agentlink.h"
#include "inference/chatclient.h"
#include "nanobot/artifactupload.h"
#include "nanobot/executors/codegeneration.h"
#include "nanobot/executors/codereview.h"
#include "nanobot/executors/documentation.h"
#include "nanobot/executors/simulate.h"
#include "nanobot/executors/testing.h"
#include "nanobot/options.h"
#include "nanobot/parentwatch.h"
#include "nanobot/stopsignals.h"
#include "nanobot/worker.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSysInfo>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

using namespace skep;
using namespace skep::nanobot;

constexpr std::chrono::milliseconds kLeaveWithin{10'000};
constexpr int kPoolThreadsMax = 8;

void logLine(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    const char *level = type == QtDebugMsg ? "debug"
        : type == QtInfoMsg                ? "info"
        : type == QtWarningMsg             ? "warning"
                                           : "error";
    std::fprintf(stderr, "skep-nanobot: %s: %s\n", level, text.toUtf8().constData());
}

bool needsTls(const Options &options)
{
    return options.hub.scheme() == QLatin1StringView("wss") || options.modelUrl.scheme() == QLatin1StringView("https");
}

void setLogLevel(const QString &level, bool withTls)
{
    const auto flag = [&](const char *lowest) {
        static const QStringList order{QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warn"),
                                       QStringLiteral("error")};
        return order.indexOf(level) <= order.indexOf(QString::fromLatin1(lowest)) ? QStringLiteral("true")
                                                                                  : QStringLiteral("false");
    };
    QString rules = QStringLiteral("*.debug=false\nskep.*.debug=%1\n*.info=%2\n*.warning=%3")
                        .arg(flag("debug"), flag("info"), flag("warn"));
    if (!withTls) // left out on purpose below; Qt says so at every turn
        rules += QStringLiteral("\nqt.network.ssl.warning=false");
    QLoggingCategory::setFilterRules(rules);
}

Worker::Executors makeExecutors(const Options &options, const sandbox::Sandbox &sandbox, QThreadPool &pool)
{
    Worker::Executors executors;
    const auto wanted = [&](const char *name) {
        return options.executors.isEmpty() || options.executors.contains(QString::fromLatin1(name));
    };
    if (wanted("code-review"))
        executors.push_back(std::make_unique<CodeReview>(pool, options.readRoots));
    if (wanted("documentation"))
        executors.push_back(std::make_unique<Documentation>(pool, options.readRoots));
    if (wanted("simulate"))
        executors.push_back(std::make_unique<Simulate>());
    // Where foreign code cannot be run, testing is offered only when it was asked for by name, and then says why not.
    if (wanted("testing") && (sandbox.canRun() || !options.executors.isEmpty()))
        executors.push_back(std::make_unique<Testing>(sandbox, pool, options.readRoots));
    // Without a model nobody offers the capability: the hub lets such tasks wait and says what is missing.
    if (wanted("code-generation") && !options.modelUrl.isEmpty()) {
        CodeGeneration::Settings settings;
        settings.model = options.model.toStdString();
        executors.push_back(std::make_unique<CodeGeneration>(
            std::make_shared<inference::ChatClient>(options.modelUrl, options.apiKey), std::move(settings), sandbox));
    }
    return executors;
}

client::AgentLinkOptions linkOptions(const Options &options, const sandbox::Sandbox &sandbox, const Worker::Executors &executors)
{
    client::AgentLinkOptions link;
    link.hub = options.hub;
    link.token = options.token.toStdString();
    link.seed = QRandomGenerator::global()->generate64();
    link.agent.name = options.name.toStdString();
    link.agent.version = SKEP_VERSION;
    link.agent.machine = QSysInfo::machineHostName().toStdString();
    link.agent.model = options.modelUrl.isEmpty() ? std::string()
        : options.model.isEmpty()                 ? options.modelUrl.host().toStdString()
                                                  : options.model.toStdString();
    link.agent.sandbox = sandbox::name(sandbox.mode());
    link.agent.pid = QCoreApplication::applicationPid();
    link.agent.slots = options.slotCount;
    link.agent.capabilities = Worker::capabilitiesOf(executors);
    for (const QString &extra : options.capabilities)
        if (const std::string name = extra.toStdString();
            std::find(link.agent.capabilities.begin(), link.agent.capabilities.end(), name)
            == link.agent.capabilities.end())
            link.agent.capabilities.push_back(name);
    return link;
}

void tellSandbox(const sandbox::Sandbox &sandbox)
{
    if (sandbox.mode() == sandbox::Mode::None)
        qInfo().noquote() << "no sandbox, foreign code is not run:" << sandbox.reason().c_str();
    else if (sandbox.mode() == sandbox::Mode::Unsandboxed)
        qWarning().noquote() << "foreign code is run without a sandbox:" << sandbox.reason().c_str();
}

int run(const Options &options)
{
    QThreadPool pool;
    pool.setMaxThreadCount(std::clamp(options.slotCount, 1, kPoolThreadsMax));
    pool.setExpiryTimeout(5'000); // an idle worker is one thread
    const sandbox::Sandbox sandbox = sandbox::Sandbox::detect({options.allowsUnsandboxed, {}});
    tellSandbox(sandbox);
    Worker::Executors executors = makeExecutors(options, sandbox, pool);
    client::AgentLink link(linkOptions(options, sandbox, executors));
    ArtifactUpload uploads(options.hub, options.token);
    Worker worker(link, std::move(executors), options.slotCount, &uploads);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &worker, [&worker] { worker.stop(kLeaveWithin); });
    QObject::connect(&worker, &Worker::finished, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
    QObject::connect(&link, &client::AgentLink::rejected, QCoreApplication::instance(), [](const Error &error) {
        std::fprintf(stderr, "skep-nanobot: the hub refused this agent: %s%s%s %s\n", errorName(error.code).data(),
                     error.field.empty() ? "" : " ", error.field.c_str(), error.detail.c_str());
        QCoreApplication::exit(1);
    });
    QObject::connect(&link, &client::AgentLink::online, QCoreApplication::instance(), [&options](bool resumed) {
        qInfo().noquote() << options.name << (resumed ? "resumed its session with" : "is connected to")
                          << options.hub.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    });
    link.start();
    const int code = QCoreApplication::exec();
    // Work that does not look at its cancel flag must not keep the process: its lease has been handed back.
    if (!pool.waitForDone(500))
        std::_Exit(code);
    return code;
}

} // namespace

int main(int argc, char **argv)
{
#ifdef __GLIBC__
    // Fleets of workers share a laptop; an arena per pool thread costs each of them megabytes.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024);
#endif
    qInstallMessageHandler(logLine);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skep-nanobot"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SKEP_VERSION));
    const auto options = parseOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "skep-nanobot: %s\nTry skep-nanobot --help.\n", options.error().detail.c_str());
        return 2;
    }
    if (options->deed == Options::Deed::ShowHelp) {
        std::fputs(helpText().toUtf8().constData(), stdout);
        return 0;
    }
    if (options->deed == Options::Deed::ShowVersion) {
        std::puts("skep-nanobot " SKEP_VERSION);
        return 0;
    }
    if (options->diesWithParent && !dieWithParent(options->parentPid))
        return 1;
    const bool withTls = needsTls(*options);
    setLogLevel(options->logLevel, withTls);
    // Plain ws and http have no use for the TLS libraries, and without them 26 workers take 35 MiB instead of 65 and
    // are there in 32 ms instead of 78.
    if (!withTls)
        QCoreApplication::setLibraryPaths({});
    return run(*options);
}
