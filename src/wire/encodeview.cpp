// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/encode.h"

namespace skep::wire {
namespace {

void encodeWait(JsonWriter &w, WaitReason reason, std::string_view arg, std::int64_t count, TimeMs until = 0)
{
    w.key("wait");
    if (reason == WaitReason::None) {
        w.null();
        return;
    }
    w.beginObject();
    w.field("reason", name(reason));
    w.field("arg", arg);
    w.field("count", count);
    if (until != 0)
        w.field("until_ms", until);
    w.endObject();
}

void candidateFields(JsonWriter &w, const Candidate &c)
{
    w.field("agent", c.agent);
    w.field("score", c.score);
    w.field("match", c.match);
    w.field("reliability", c.reliability);
    w.field("load", c.load);
}

void encodeCandidate(JsonWriter &w, const Candidate &c)
{
    w.beginObject();
    candidateFields(w, c);
    w.endObject();
}

void numberOrNull(JsonWriter &w, std::string_view key, std::int64_t value) // null: negative
{
    w.key(key);
    value < 0 ? w.null() : w.number(value);
}

void encodeChoice(JsonWriter &w, const Choice &c)
{
    w.beginObject();
    candidateFields(w, c);
    w.field("busy", c.busy);
    w.field("slots", c.slots);
    w.field("accepted", c.accepted);
    w.field("judged", c.judged);
    w.field("model", c.model);
    w.field("kind", c.kind);
    w.field("machine", c.machine);
    numberOrNull(w, "wait_ms", c.waitMs);
    w.endObject();
}

void encodeCandidates(JsonWriter &w, std::string_view key, const std::vector<Candidate> &all)
{
    w.key(key);
    w.beginArray();
    for (const Candidate &c : all)
        encodeCandidate(w, c);
    w.endArray();
}

template<typename Counted>
void couldNot(JsonWriter &w, const Counted &counted)
{
    w.field("busy", std::int64_t{counted.busy});
    w.field("draining", std::int64_t{counted.draining});
    w.field("incapable", std::int64_t{counted.incapable});
}

std::string_view markName(Check::Mark mark)
{
    switch (mark) {
    case Check::Mark::Passed: return "passed";
    case Check::Mark::Failed: return "failed";
    case Check::Mark::NotChecked: break;
    }
    return "not_checked";
}

void encodeVerdict(JsonWriter &w, const Verdict &verdict)
{
    w.beginObject();
    w.flagField("passed", verdict.passed);
    w.field("score", verdict.score);
    w.key("checks");
    w.beginArray();
    for (const Check &check : verdict.checks) {
        w.beginObject();
        w.field("name", check.name);
        w.field("mark", markName(check.mark));
        w.field("score", check.score);
        w.field("detail", check.detail);
        w.endObject();
    }
    w.endArray();
    w.endObject();
}

void encodeDecision(JsonWriter &w, const Decision &decision)
{
    w.beginObject();
    w.key("winner");
    encodeCandidate(w, decision.winner);
    encodeCandidates(w, "losers", decision.losers);
    couldNot(w, decision);
    w.field("by", decision.by);
    w.endObject();
}

void rawOrNull(JsonWriter &w, std::string_view key, std::string_view json)
{
    w.rawField(key, json.empty() ? std::string_view("null") : json);
}

void encodeLogLine(JsonWriter &w, TaskId id, const LogLine &line)
{
    w.beginObject();
    if (id != 0)
        w.field("id", id);
    w.field("at_ms", line.at);
    w.field("fence", line.fence);
    w.field("text", line.text);
    w.endObject();
}

} // namespace

void encodeView(JsonWriter &w, const TaskView &t)
{
    w.beginObject();
    w.field("id", t.id);
    w.field("type", t.type);
    w.field("title", t.title);
    w.field("project", t.project);
    w.field("priority", name(t.priority));
    w.field("origin", name(t.origin));
    w.field("state", name(t.state));
    encodeWait(w, t.wait, t.waitArg, t.waitCount, t.waitUntil);
    w.flagField("held", t.held);
    w.flagField("simulated", t.simulated);
    w.field("agent", t.agent);
    w.field("attempt", t.attempt);
    w.field("attempts", t.attemptsMax);
    w.key("score");
    t.score < 0 ? w.null() : w.number(t.score);
    w.key("progress");
    w.beginObject();
    w.field("done", t.progressDone);
    w.field("of", t.progressOf);
    w.field("note", t.note);
    w.endObject();
    w.field("question", t.question);
    w.texts("choices", t.choices);
    w.field("error", t.error);
    w.field("outcome", name(t.lastOutcome));
    w.field("fence", t.fence);
    w.field("created_ms", t.created);
    w.field("updated_ms", t.updated);
    w.field("lease_due_ms", t.leaseDue);
    w.field("deadline_ms", t.deadline);
    w.flagField("deadline_missed", t.deadlineMissed);
    w.flagField("acknowledged", t.acknowledged);
    w.endObject();
}

void encodeAgent(JsonWriter &w, const AgentView &a)
{
    w.beginObject();
    w.field("name", a.name);
    w.field("kind", a.kind);
    w.field("version", a.version);
    w.field("machine", a.machine);
    w.field("model", a.model);
    w.texts("capabilities", a.capabilities);
    w.field("state", name(a.state));
    w.field("slots", a.slots);
    w.field("busy", a.busy);
    w.field("waiting", a.waiting);
    w.field("last_task", a.lastTask);
    w.field("last_note", a.lastNote);
    w.field("cause", a.cause);
    w.field("done", a.done);
    w.field("failed", a.failed);
    w.key("reliability");
    a.reliabilityPermille < 0 ? w.null() : w.real(static_cast<double>(a.reliabilityPermille) / 1000);
    w.field("attempts", a.attempts);
    w.field("pid", a.pid);
    w.field("since_ms", a.since);
    w.field("last_seen_ms", a.lastSeen);
    w.field("sandbox", a.sandbox);
    w.endObject();
}

void encodeSpec(JsonWriter &w, const TaskSpec &task)
{
    w.beginObject();
    w.field("type", task.type);
    w.field("title", task.title);
    w.field("project", task.project);
    w.field("priority", name(task.priority));
    w.field("start", name(task.start));
    w.texts("requires", task.required);
    w.texts("wants", task.wants);
    w.key("after");
    w.beginArray();
    for (const TaskId id : task.after)
        w.number(static_cast<std::int64_t>(id));
    w.endArray();
    if (task.deadline != 0)
        w.field("deadline_ms", task.deadline);
    w.field("attempts", task.attemptsMax);
    w.rawField("params", task.params.empty() ? std::string_view("{}") : std::string_view(task.params));
    w.endObject();
}

void encodeExplanation(JsonWriter &w, const Explanation &why)
{
    w.beginObject();
    w.field("id", why.id);
    w.field("state", name(why.state));
    encodeWait(w, why.wait, why.waitArg, why.waitCount);
    numberOrNull(w, "ahead", why.ahead);
    numberOrNull(w, "wait_ms", why.waitMs);
    w.field("decision", why.decision);
    w.key("candidates");
    w.beginArray();
    for (const Choice &choice : why.candidates)
        encodeChoice(w, choice);
    w.endArray();
    couldNot(w, why);
    w.field("nearest_agent", why.nearestAgent);
    w.texts("missing", why.missing);
    w.endObject();
}

void encodeAttempt(JsonWriter &w, const AttemptInfo &a, bool withBodies)
{
    w.beginObject();
    w.field("fence", a.fence);
    w.field("attempt", a.attempt);
    w.field("outcome", name(a.outcome));
    w.flagField("simulated", a.simulated);
    w.field("began_ms", a.began);
    w.field("ended_ms", a.ended);
    w.field("agent", a.agent);
    rawOrNull(w, "result", withBodies ? std::string_view(a.result) : std::string_view());
    if (!withBodies)
        w.field("result_bytes", static_cast<std::int64_t>(a.result.size()));
    w.field("error", a.error);
    rawOrNull(w, "usage", a.usage);
    w.key("verdict");
    encodeVerdict(w, a.verdict);
    w.key("decision");
    encodeDecision(w, a.decision);
    w.endObject();
}

void detailFields(JsonWriter &w, const TaskDetail &detail, std::size_t bytesMax)
{
    const std::size_t start = w.out().size();
    const auto used = [&] { return w.out().size() - start; };
    w.key("task");
    encodeView(w, detail.view);
    w.key("spec");
    encodeSpec(w, detail.spec);
    w.field("key", detail.key);
    w.key("why");
    encodeExplanation(w, detail.why);
    w.key("artifacts");
    w.beginArray();
    for (const ArtifactInfo &a : detail.artifacts) {
        w.beginObject();
        w.field("fence", a.fence);
        w.field("name", a.name);
        w.field("mime", a.mime);
        w.field("sha256", a.sha256);
        w.field("bytes", a.bytes);
        w.endObject();
    }
    w.endArray();
    // The newest attempts are the ones looked at, so bodies are given from the end while there is room.
    std::size_t room = bytesMax > used() ? bytesMax - used() : 0;
    std::size_t firstWhole = detail.attempts.size();
    while (firstWhole > 0 && detail.attempts[firstWhole - 1].result.size() < room * 3 / 4)
        room -= detail.attempts[--firstWhole].result.size();
    w.key("attempts");
    w.beginArray();
    for (std::size_t i = 0; i < detail.attempts.size(); ++i)
        encodeAttempt(w, detail.attempts[i], i >= firstWhole || detail.attempts[i].result.empty());
    w.endArray();
    // Log lines likewise; escapes may double a line.
    room = bytesMax > used() ? bytesMax - used() : 0;
    std::size_t firstLine = detail.log.size();
    while (firstLine > 0 && detail.log[firstLine - 1].text.size() * 2 + 80 < room)
        room -= detail.log[--firstLine].text.size() * 2 + 80;
    w.key("log");
    w.beginArray();
    for (std::size_t i = firstLine; i < detail.log.size(); ++i)
        encodeLogLine(w, 0, detail.log[i]);
    w.endArray();
}

void encodeDelta(std::string &frame, const Delta &d, std::uint64_t seq, int part, bool last, const Watch &topics)
{
    JsonWriter w(frame);
    w.beginObject();
    w.field("type", name(part < 0 ? MessageType::Delta : MessageType::Snapshot));
    w.field("seq", seq);
    if (part >= 0) {
        w.field("part", part);
        w.flagField("last", last);
    }
    if (d.batch != 0)
        w.field("batch", d.batch);
    w.field("now_ms", d.now);
    if (topics.tasks && (part >= 0 || !d.tasks.empty())) {
        w.key("tasks");
        w.beginArray();
        for (const TaskView &t : d.tasks)
            encodeView(w, t);
        w.endArray();
    }
    if (topics.tasks && !d.tasksGone.empty()) {
        w.key("tasks_gone");
        w.beginArray();
        for (const TaskId id : d.tasksGone)
            w.number(static_cast<std::int64_t>(id));
        w.endArray();
    }
    if (topics.agents && !d.agents.empty()) {
        w.key("agents");
        w.beginArray();
        for (const AgentView &a : d.agents)
            encodeAgent(w, a);
        w.endArray();
    }
    if (topics.agents && !d.agentsGone.empty())
        w.texts("agents_gone", d.agentsGone);
    if (topics.counts) {
        w.key("counts");
        w.beginObject();
        countsFields(w, d.counts);
        w.endObject();
    }
    if (topics.log && !d.log.empty()) {
        w.key("log");
        w.beginArray();
        for (const auto &[id, line] : d.log)
            encodeLogLine(w, id, line);
        w.endArray();
    }
    w.flagField("store_ok", d.storeOk);
    w.field("last_commit_ms", d.lastCommit);
    w.endObject();
}

} // namespace skep::wire
