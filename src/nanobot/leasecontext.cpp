// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/leasecontext.h"

#include "client/agentlink.h"
#include "nanobot/worker.h"

namespace skep::nanobot {

void LeaseContext::log(std::string line)
{
    post([fence = m_fence, line = std::move(line)](Worker &worker) mutable {
        std::vector<std::string> lines;
        lines.push_back(std::move(line));
        worker.m_link.progress(fence, 0, 0, {}, std::move(lines));
    });
}

void LeaseContext::progress(std::int64_t done, std::int64_t of, std::string note)
{
    post([fence = m_fence, done, of, note = std::move(note)](Worker &worker) mutable {
        worker.m_link.progress(fence, done, of, std::move(note), {});
    });
}

void LeaseContext::ask(std::string question, std::vector<std::string> choices, OnAnswer onAnswer)
{
    post([fence = m_fence, question = std::move(question), choices = std::move(choices),
          onAnswer = std::move(onAnswer)](Worker &worker) mutable {
        const auto found = worker.m_running.find(fence);
        if (found == worker.m_running.end())
            return;
        found->second.onAnswer = std::move(onAnswer);
        worker.m_link.ask(fence, std::move(question), std::move(choices));
    });
}

void LeaseContext::artifact(std::string name, std::string mime, std::string bytes)
{
    post([fence = m_fence, name = std::move(name), mime = std::move(mime), bytes = std::move(bytes)](
             Worker &worker) mutable { worker.onArtifact(fence, std::move(name), std::move(mime), std::move(bytes)); });
}

void LeaseContext::cancel()
{
    m_isCancelled.store(true, std::memory_order_relaxed);
    if (const auto handler = std::exchange(m_onCancel, {}))
        handler();
}

} // namespace skep::nanobot
