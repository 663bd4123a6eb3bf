// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

#include <QDir>
#include <QFile>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace skep::app {
namespace {

constexpr std::size_t kFileBytes = 5 * 1024 * 1024;
constexpr std::size_t kFiles = 5;

void onQtMessage(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    const std::string line = text.toStdString();
    switch (type) {
    case QtDebugMsg: spdlog::debug("qt: {}", line); break;
    case QtInfoMsg: spdlog::info("qt: {}", line); break;
    case QtWarningMsg: spdlog::warn("qt: {}", line); break;
    case QtCriticalMsg: spdlog::error("qt: {}", line); break;
    case QtFatalMsg: spdlog::critical("qt: {}", line); break;
    }
}

} // namespace

void startLogging(const QString &level, const QString &dataDir)
{
    std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_color_sink_mt>()};
    std::string fileError;
    if (!dataDir.isEmpty() && QDir().mkpath(dataDir + QStringLiteral("/log"))) {
        try {
            sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                QFile::encodeName(dataDir + QStringLiteral("/log/skep.log")).toStdString(), kFileBytes, kFiles));
        } catch (const spdlog::spdlog_ex &error) { // a full or read-only disk must not stop the hub
            fileError = error.what();
        }
    }
    auto logger = std::make_shared<spdlog::logger>("skep", sinks.begin(), sinks.end());
    logger->set_level(spdlog::level::from_str(level.toStdString()));
    logger->flush_on(spdlog::level::info);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
    spdlog::set_default_logger(std::move(logger));
    qInstallMessageHandler(onQtMessage);
    if (!fileError.empty())
        spdlog::warn("log file: {}", fileError);
}

} // namespace skep::app
