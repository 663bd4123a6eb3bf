// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/messages.h"

#include <memory>

namespace skep::wire {

/// Who sent a frame, as the hub knows it.
struct Source
{
    LinkId link = 0;
    std::string who; // for the audit: "admin@127.0.0.1"
    TimeMs now = 0;  // for relative deadlines
};

/// An item of faulty form, with what could be read of it.
struct ItemFault
{
    std::size_t index = 0;
    std::string key;
    TaskId id = 0;
    Fence fence = 0;
    std::uint64_t ref = 0;
    Error error;
};

/// One parsed frame. Only what belongs to `type` is set. `commands` have link, ref and who filled in and have
/// passed validate(); for hello it stays empty (the hub decides on Join).
struct Incoming
{
    MessageType type = MessageType::Bye;
    std::vector<Command> commands; // ready, submit, started ... artifact, command
    std::vector<std::size_t> indexes; // of commands in the frame's list
    std::vector<ItemFault> faults;
    Hello hello;
    Watch watch;
    std::string token;          // auth
    std::vector<TaskId> follow;
    EventQuery events;
    SeriesQuery series;
    std::uint64_t ref = 0;      // detail, report, events, series
    TaskId id = 0;              // detail
};

/// The server side of the protocol: bytes of one frame or request body to commands. Keeps its buffers for the next
/// frame. Not thread-safe.
class Reader
{
public:
    Reader();
    ~Reader();
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    /// Where to put the next frame's bytes to save a copy: `bytes` may be written. Valid until the next call.
    [[nodiscard]] char *buffer(std::size_t bytes);
    /// Parses the first `bytes` of buffer(). On an error nothing of the frame counts; its Fault names the field and,
    /// in `of`, the type where it was known.
    [[nodiscard]] tl::expected<const Incoming *, Fault> parseBuffered(std::size_t bytes, const Source &from);
    [[nodiscard]] tl::expected<const Incoming *, Fault> parse(std::string_view frame, const Source &from);
    /// As parse, for handing commands on by move.
    [[nodiscard]] Incoming &last();

    /// Body of POST /api/v1/tasks: one {key, task} or {items:[...]}. Commands are Submits; `isList` says which form.
    struct SubmitBody { std::vector<Command> commands; std::vector<std::size_t> indexes; std::vector<ItemFault> faults; bool isList = false; };
    [[nodiscard]] Result<SubmitBody> parseSubmitBody(std::string_view body, const Source &from);

    /// Body of an action: `name` is that of a command item, `id` or `agent` may come from the path. An empty body
    /// stands for {}.
    [[nodiscard]] Result<Command> parseAction(std::string_view name, std::string_view body, TaskId id,
                                              const std::string &agent, const Source &from, std::uint64_t ref);

    class Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace skep::wire
