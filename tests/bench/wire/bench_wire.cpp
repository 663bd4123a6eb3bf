// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What reading and writing the protocol costs: CPU nanoseconds an item.
#include "wire/clientcodec.h"
#include "wire/jsoncheck.h"
#include "wire/reader.h"

#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

namespace {

using namespace skep;
using namespace skep::wire;

constexpr double kSecondsPerCase = 0.5;

double cpuNs()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

std::string_view only; // cases whose name holds this text

template<typename Once>
void measure(const char *name, std::size_t items, std::size_t bytes, Once once)
{
    if (std::string_view(name).find(only) == std::string_view::npos)
        return;
    for (int i = 0; i < 100; ++i)
        once();
    const double start = cpuNs();
    double end = start;
    std::size_t rounds = 0;
    while (end - start < kSecondsPerCase * 1e9) {
        for (int i = 0; i < 100; ++i)
            once();
        rounds += 100;
        end = cpuNs();
    }
    const double ns = (end - start) / static_cast<double>(rounds) / static_cast<double>(items);
    std::printf("{\"case\":\"%s\",\"ns_per_item\":%.1f,\"bytes_per_item\":%.0f}\n", name, ns, static_cast<double>(bytes) / static_cast<double>(items));
}

void need(bool ok)
{
    if (!ok)
        std::abort();
}

TaskSpec task()
{
    TaskSpec spec;
    spec.type = "code-review";
    spec.priority = Priority::P1;
    spec.required = {"code-review"};
    spec.params = R"({"executor":"code-review","path":"src/app/main.cpp","repository":"skep","lines":[10,250],"note":"look at the error paths","strict":true})";
    return spec;
}

std::string submitFrame(std::size_t count)
{
    std::string frame;
    beginList(frame, MessageType::Submit);
    JsonWriter w(frame);
    const TaskSpec spec = task();
    for (std::size_t i = 0; i < count; ++i)
        encodeSubmit(w, "bench-key-" + std::to_string(i), spec);
    endList(frame);
    return frame;
}

std::string resultsFrame(std::size_t count)
{
    std::string frame;
    beginList(frame, MessageType::Results);
    JsonWriter w(frame);
    cmd::Finish finish;
    finish.ok = true;
    finish.result = R"({"findings":[{"line":12,"rule":"unused","text":"x is never read"}],"files":1,"lines":240})";
    finish.usage = R"({"wall_ms":12})";
    for (std::size_t i = 0; i < count; ++i) {
        finish.at = {0, i + 1, makeFence(1, static_cast<std::uint32_t>(i))};
        encodeResult(w, finish);
    }
    endList(frame);
    return frame;
}

void readCases(std::size_t count)
{
    Reader reader;
    const Source from{1, "bench", 1'000};
    const auto read = [&](const char *name, const std::string &frame) {
        measure((std::string(name) + "." + std::to_string(count)).c_str(), count, frame.size(), [&] {
            const auto parsed = reader.parse(frame, from);
            need(parsed && (*parsed)->commands.size() == count && (*parsed)->faults.empty());
        });
    };
    read("read.submit", submitFrame(count));
    read("read.results", resultsFrame(count));
    std::string renew;
    beginList(renew, MessageType::Renew);
    JsonWriter w(renew);
    for (std::size_t i = 0; i < count; ++i)
        encodeLease(w, i + 1, makeFence(1, static_cast<std::uint32_t>(i)));
    endList(renew);
    read("read.renew", renew);
}

void writeCases(std::size_t count)
{
    out::SendTask order{0, 12, makeFence(1, 7), limits::kLeaseMs, 1, 0, "code-review", {}, {}};
    const std::string params = task().params;
    std::string frame;
    const auto write = [&](const char *name, MessageType type, auto item) {
        const auto once = [&] {
            frame.clear();
            beginList(frame, type);
            JsonWriter w(frame);
            for (std::size_t i = 0; i < count; ++i)
                item(w, i);
            endList(frame);
        };
        once();
        measure((std::string(name) + "." + std::to_string(count)).c_str(), count, frame.size(), once);
    };
    write("write.tasks", MessageType::Tasks, [&](JsonWriter &w, std::size_t i) {
        order.id = i;
        encodeTask(w, order, params);
    });
    write("write.stored", MessageType::Stored, [&](JsonWriter &w, std::size_t i) { encodeLease(w, i, makeFence(1, 7)); });
    write("write.accepted", MessageType::Accepted, [&](JsonWriter &w, std::size_t i) { encodeAccepted(w, "bench-key-123", i, false); });
}

void viewCases()
{
    Delta delta;
    for (TaskId id = 1; id <= 200; ++id) {
        TaskView view;
        view.id = id;
        view.type = "code-review";
        view.title = "Review of src/app/main.cpp";
        view.agent = "nanobot-17";
        view.note = "reading";
        view.state = TaskState::Running;
        view.fence = makeFence(1, 7);
        view.created = view.updated = 1'767'225'600'000;
        delta.tasks.push_back(view);
    }
    std::string frame;
    encodeDelta(frame, delta, 1, -1, true, {});
    const std::size_t bytes = frame.size();
    measure("write.delta.200", 200, bytes, [&] {
        frame.clear();
        encodeDelta(frame, delta, 1, -1, true, {});
    });
    ClientReader reader;
    measure("client.read.delta.200", 200, bytes, [&] { need(reader.parse(frame).has_value()); });
}

// Bodies that are only carried are checked by our own validator; this is what simdjson's DOM would cost instead.
void checkCases()
{
    const std::string small = task().params;
    std::string large = R"({"items":[)";
    for (int i = 0; i < 1'000; ++i)
        large += (i > 0 ? "," : "") + small;
    large += "]}";
    simdjson::dom::parser dom;
    for (const std::string &json : {small, large}) {
        const std::string size = json.size() < 1'000 ? "small" : "large";
        simdjson::padded_string padded(json);
        measure(("check.own." + size).c_str(), 1, json.size(), [&] { need(checkJson(json, 60) == JsonKind::Object); });
        measure(("check.dom." + size).c_str(), 1, json.size(), [&] {
            simdjson::dom::element root;
            need(!dom.parse(padded).get(root));
        });
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1)
        only = argv[1];
    for (const std::size_t count : {std::size_t{1}, std::size_t{16}, std::size_t{64}}) {
        readCases(count);
        writeCases(count);
    }
    viewCases();
    checkCases();
    return 0;
}
