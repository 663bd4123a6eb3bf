// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop.h"

#include "app/folderreview.h"
#include "app/options.h"
#include "app/runsetup.h"
#include "app/screenshots.h"
#include "app/signals.h"
#include "app/singleinstance.h"
#include "client/dashlink.h"
#include "runtime/localgateway.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QUrl>

#include <spdlog/spdlog.h>

#include <cstdio>

namespace skep::app {
namespace {

constexpr std::chrono::milliseconds kLeaveDeadline{10'000};

/// Logs once that the window stands on the screen (tests/bench/start.mjs waits for it).
class FirstPaint final : public QObject
{
public:
    explicit FirstPaint(QWidget &window)
        : QObject(&window)
    {
        window.installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            // The next turn: by then the whole tree of widgets has been painted and flushed.
            QMetaObject::invokeMethod(this, [] { spdlog::info("window painted"); }, Qt::QueuedConnection);
        }
        return false;
    }
};

/// Lets the person's folder be reviewed and says in the window what came of it.
void wireFolderReview(FolderReview &review, ui::MainWindow &window)
{
    QObject::connect(&window, &ui::MainWindow::folderReviewWanted, &review, &FolderReview::start);
    QObject::connect(&review, &FolderReview::failed, &window, [&window](const Error &error) { window.tellFolderFailed(error); });
    QObject::connect(&review, &FolderReview::submitted, &window, [&window](const FolderPlan &plan, int accepted, const Error &refusal) {
        window.tellFolderSubmitted({QString::fromStdString(plan.project), accepted, plan.files, plan.tooLarge + plan.unreadable, plan.isCut}, refusal);
    });
}

ui::WindowOptions windowOptions(const Options &options)
{
    ui::WindowOptions window;
    window.settingsPath = QFileInfo(options.settingsPath).path() + QStringLiteral("/window.ini");
    if (options.connectUrl.isEmpty())
        window.tokenFile = QDir(options.dataDir).filePath(QStringLiteral("admin.token"));
    return window;
}

} // namespace

Desktop::Desktop(const Options &options)
    : m_options(options)
    , m_setup(options)
    , m_hub(std::make_unique<HubService>(m_setup.hub))
{
    if (options.demo)
        m_demonstration = std::make_unique<Demonstration>(*m_hub, m_setup.demo);
    m_window = std::make_unique<ui::MainWindow>(m_gateway, windowOptions(options));
    if (options.demo)
        m_window->setDemonstration(options.demoAgents);
    m_review = std::make_unique<FolderReview>(m_gateway);
    wireFolderReview(*m_review, *m_window);
}

Desktop::~Desktop()
{
    m_screenshots.reset();
    m_review.reset();
    m_window.reset();
    m_demonstration.reset();
    m_gateway.detach(); // done already when it left in order
    m_hub.reset();      // ends the engine thread
}

int Desktop::run()
{
    if (!begin())
        return ExitDone;
    connect(this, &Desktop::left, &QCoreApplication::quit);
    QCoreApplication::exec();
    return m_exitCode;
}

bool Desktop::begin()
{
    connect(m_hub.get(), &HubService::started, this, &Desktop::onStarted);
    connect(m_hub.get(), &HubService::failed, this, [this](int exitCode, const QString &text) {
        std::fprintf(stderr, "skep: %s\n", qPrintable(text));
        m_exitCode = exitCode;
        emit left();
    });
    connect(m_hub.get(), &HubService::stopped, this, [this](qulonglong lost) {
        if (lost > 0) {
            std::fprintf(stderr, "skep: %llu batches could not be written before leaving\n", lost);
            m_exitCode = ExitFailed;
        }
        emit left();
    });
    connect(m_window.get(), &ui::MainWindow::closed, this, &Desktop::leave);
    connect(m_window.get(), &ui::MainWindow::endDemonstrationWanted, this, &Desktop::leave);
    connect(m_window.get(), &ui::MainWindow::ownFleetWanted, this, [this] {
        if (QProcess::startDetached(QCoreApplication::applicationFilePath(), {}))
            leave();
        else
            m_window->tellStartFailed();
    });
    if (!m_options.demo) {
        m_instance = std::make_unique<SingleInstance>(m_options.dataDir);
        if (m_instance->raiseOther())
            return false;
        m_instance->listen();
        connect(m_instance.get(), &SingleInstance::raiseWanted, m_window.get(), &ui::MainWindow::raiseWindow);
    }
    onTermination(this, [this] { leave(); });
    QApplication::setQuitOnLastWindowClosed(false); // the hub leaves first
    new FirstPaint(*m_window);
    m_window->show();
    m_hub->start();
    return true;
}

void Desktop::onStarted(const QStringList &addresses)
{
    for (const QString &address : addresses)
        std::printf("skep: listening on http://%s\n", qPrintable(address));
    std::fflush(stdout);
    m_gateway.attach(*m_hub->host(), addresses.constFirst().toStdString());
    if (m_demonstration) {
        connect(m_demonstration.get(), &Demonstration::failed, this, [this](const QString &text) {
            std::fprintf(stderr, "skep: %s\n", qPrintable(text));
            m_exitCode = ExitFailed;
            leave();
        });
        m_demonstration->start(addresses.constFirst());
    } else if (m_options.templateTasks > 0) {
        seedTemplates(*m_hub, m_options.templateTasks, m_options.allowUnsandboxed, this, [](int, const Error &) {});
    }
    if (!m_options.screenshotDir.isEmpty()) {
        m_screenshots = std::make_unique<Screenshots>(*m_window, m_options.screenshotDir);
        connect(m_screenshots.get(), &Screenshots::finished, this, [this](bool isGood) {
            if (!isGood)
                m_exitCode = ExitFailed;
            leave();
        });
        m_screenshots->start();
    }
}

void Desktop::leave()
{
    if (std::exchange(m_isLeaving, true))
        return;
    m_window->hide();
    m_gateway.detach();
    const auto stopHub = [this] {
        if (m_hub->hasStarted())
            m_hub->stop(kLeaveDeadline);
        else
            emit left();
    };
    if (m_demonstration) {
        connect(m_demonstration.get(), &Demonstration::stopped, this, stopHub);
        m_demonstration->stop(std::chrono::milliseconds(3'000));
    } else {
        stopHub();
    }
}

namespace {

QString adminTokenFor(const Options &options)
{
    if (qEnvironmentVariableIsSet("SKEP_TOKEN"))
        return qEnvironmentVariable("SKEP_TOKEN");
    QFile file(options.dataDir + QStringLiteral("/admin.token"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().trimmed()) : QString();
}

int runRemote(const Options &options)
{
    client::DashLink link(QUrl(options.connectUrl), adminTokenFor(options));
    ui::MainWindow window(link, windowOptions(options));
    FolderReview review(link);
    wireFolderReview(review, window);
    onTermination(&window, [] { QCoreApplication::quit(); });
    QObject::connect(&window, &ui::MainWindow::closed, &window, [] { QCoreApplication::quit(); });
    window.show();
    link.start();
    return QCoreApplication::exec();
}

} // namespace

int runDesktop(const Options &options)
{
    if (!options.connectUrl.isEmpty())
        return runRemote(options);
    Desktop run(options);
    return run.run();
}

} // namespace skep::app
