// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/storereader.h"

#include "runtime/threadname.h"

#include <spdlog/spdlog.h>

namespace skep::runtime {
namespace {

constexpr std::size_t kJobsMax = 10'000;

} // namespace

StoreReader::StoreReader(std::unique_ptr<engine::ReadPort> port)
    : m_port(std::move(port))
    , m_jobs(kJobsMax)
    , m_thread([this] { run(); })
{
}

StoreReader::~StoreReader()
{
    stop();
}

bool StoreReader::post(Job job)
{
    return m_jobs.tryPush(std::move(job));
}

void StoreReader::checkpointSoon()
{
    (void)post([](engine::ReadPort &port) {
        if (const auto ok = port.checkpointIfDue(); !ok)
            spdlog::warn("store: checkpoint failed: {}", ok.error().detail);
    });
}

void StoreReader::stop()
{
    if (!m_thread.joinable())
        return;
    m_jobs.close();
    m_thread.join();
}

void StoreReader::run()
{
    nameThisThread("store reader");
    for (;;) {
        const std::vector<Job> jobs = m_jobs.waitTake();
        if (jobs.empty())
            return;
        for (const Job &job : jobs)
            job(*m_port);
    }
}

} // namespace skep::runtime
