// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of HubPort: answered from the engine at once, or from disk by the reader's thread.
#include "runtime/enginehost.h"

#include <algorithm>
#include <fstream>

namespace skep::runtime {
namespace {

Result<std::string> readFile(const std::string &path, std::size_t bytesMax)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file)
        return failField(ErrorCode::NotFound, "artifact", 0, "the artifact is not kept any more");
    const auto size = static_cast<std::uint64_t>(file.tellg());
    if (size > bytesMax)
        return failField(ErrorCode::TooLong, "artifact", static_cast<std::int64_t>(bytesMax));
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.seekg(0);
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size)))
        return failField(ErrorCode::Io, "artifact", 0, "the artifact could not be read");
    return bytes;
}

// What an ArtifactInfo says comes from agents and from afar: no path but one made of a hash is opened.
bool isHash(const std::string &text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

Counts EngineHost::counts()
{
    Counts counts = m_engine->counts();
    for (std::size_t i = 0; i < counts.byState.size(); ++i)
        counts.byState[i] += m_archived.counts.byState[i];
    counts.simulatedDone += m_archived.counts.simulatedDone;
    m_today.stamp(counts, now());
    return counts;
}

DelegationReport EngineHost::report()
{
    DelegationReport report = m_engine->report();
    report.batch = m_lastBatch;
    report.counts = counts();
    for (const auto &old : m_archived.types) {
        auto at = std::lower_bound(report.types.begin(), report.types.end(), old.type,
                                   [](const auto &line, const std::string &type) { return line.type < type; });
        if (at == report.types.end() || at->type != old.type)
            at = report.types.insert(at, {old.type});
        at->total += old.total;
        at->done += old.done;
        at->failed += old.failed;
        at->cancelled += old.cancelled;
        at->simulated += old.simulated;
    }
    return report;
}

std::vector<AgentView> EngineHost::agents()
{
    return m_engine->agents();
}

Explanation EngineHost::explain(TaskId id)
{
    return m_engine->explain(id);
}

Result<TaskView> EngineHost::task(TaskId id)
{
    return m_engine->view(id);
}

template<typename T>
void EngineHost::read(std::function<Result<T>(engine::ReadPort &)> query, std::function<void(Result<T>)> done)
{
    const auto shared = std::make_shared<std::function<void(Result<T>)>>(std::move(done));
    const bool isPosted = m_reader->post([this, query = std::move(query), shared](engine::ReadPort &port) {
        auto answer = std::make_shared<Result<T>>(query(port));
        m_inbox.push([shared, answer] { (*shared)(std::move(*answer)); });
    });
    if (!isPosted)
        (*shared)(fail(ErrorCode::RateLimited, "too many reads wait"));
}

void EngineHost::listTasks(TaskQuery query, std::function<void(Result<std::vector<TaskView>>)> done)
{
    // Queued and blocked are told apart by who is online, which the disk does not know: ask for both.
    const bool isWaiting = query.state == name(TaskState::Queued) || query.state == name(TaskState::Blocked);
    const std::string wanted = query.state;
    auto onDisk = [query, isWaiting](engine::ReadPort &port) -> Result<std::vector<TaskView>> {
        if (!isWaiting)
            return port.list(query);
        TaskQuery part = query;
        part.state = name(TaskState::Queued);
        auto queued = port.list(part);
        part.state = name(TaskState::Blocked);
        auto blocked = port.list(part);
        if (!queued || !blocked)
            return !queued ? queued : blocked;
        queued->insert(queued->end(), blocked->begin(), blocked->end());
        std::sort(queued->begin(), queued->end(), [](const auto &a, const auto &b) { return a.id > b.id; });
        return queued;
    };
    auto overlay = [this, wanted, limit = query.limit, done = std::move(done)](Result<std::vector<TaskView>> rows) {
        if (rows) {
            for (TaskView &row : *rows)
                if (auto live = m_engine->view(row.id))
                    row = std::move(*live);
            if (!wanted.empty())
                std::erase_if(*rows, [&](const TaskView &row) { return name(row.state) != wanted; });
            if (rows->size() > limit)
                rows->resize(limit);
        }
        done(std::move(rows));
    };
    read<std::vector<TaskView>>(std::move(onDisk), std::move(overlay));
}

void EngineHost::taskDetail(TaskId id, std::function<void(Result<TaskDetail>)> done)
{
    auto overlay = [this, id, done = std::move(done)](Result<TaskDetail> detail) {
        if (detail) {
            if (auto live = m_engine->view(id)) {
                detail->view = std::move(*live);
                detail->why = m_engine->explain(id);
            }
        }
        done(std::move(detail));
    };
    read<TaskDetail>([id](engine::ReadPort &port) { return port.detail(id); }, std::move(overlay));
}

void EngineHost::events(BatchNo after, std::size_t limit, std::function<void(Result<std::vector<AuditEvent>>)> done)
{
    read<std::vector<AuditEvent>>([after, limit](engine::ReadPort &port) { return port.events(after, limit); },
                                  std::move(done));
}

void EngineHost::eventPage(EventQuery query, std::function<void(Result<EventPage>)> done)
{
    read<EventPage>([query = std::move(query)](engine::ReadPort &port) { return port.eventPage(query); }, std::move(done));
}

void EngineHost::series(SeriesQuery query, std::function<void(Result<Series>)> done)
{
    read<Series>([query](engine::ReadPort &port) { return port.series(query); }, std::move(done));
}

void EngineHost::readArtifact(const std::string &sha256, std::size_t bytesMax, std::function<void(Result<std::string>)> done)
{
    if (!isHash(sha256))
        return done(failField(ErrorCode::BadValue, "sha256", 64, "64 hexadecimal digits are expected"));
    read<std::string>([path = artifactPath(sha256), bytesMax](engine::ReadPort &) { return readFile(path, bytesMax); },
                      std::move(done));
}

std::string EngineHost::artifactPath(const std::string &sha256) const
{
    return m_artifactDir + "/" + sha256.substr(0, 2) + "/" + sha256;
}

std::string EngineHost::artifactPartPath()
{
    return m_artifactDir + "/part-" + std::to_string(m_epoch) + "-" + std::to_string(++m_artifactParts);
}

HubPort::WatchId EngineHost::watch(std::function<void(const Delta &)> callback)
{
    const WatchId id = m_publisher->add(std::move(callback));
    armPublishing();
    return id;
}

void EngineHost::watchLog(WatchId id, std::vector<TaskId> logOf)
{
    m_publisher->follow(id, std::move(logOf));
}

void EngineHost::unwatch(WatchId id)
{
    m_publisher->remove(id);
    armPublishing();
}

std::vector<std::pair<std::string, double>> EngineHost::metrics()
{
    return {{"skep_turns_total", static_cast<double>(m_turns)},
            {"skep_commits_total", static_cast<double>(m_commits)},
            {"skep_commit_failures_total", static_cast<double>(m_commitFailures)},
            {"skep_committed_batches_total", static_cast<double>(m_committedBatches)},
            {"skep_uncommitted_bytes", static_cast<double>(m_uncommittedBytes)},
            {"skep_body_cache_bytes", static_cast<double>(m_bodies.bytes())},
            {"skep_body_reads_total", static_cast<double>(m_bodyReads)},
            {"skep_links", static_cast<double>(m_links.size())},
            {"skep_store_ok", isStoreOk() ? 1.0 : 0.0}};
}

} // namespace skep::runtime
