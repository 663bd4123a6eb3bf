// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/reader.h"

#include "core/validate.h"
#include "wire/items_p.h"
#include "wire/jsoncheck.h"

#include <array>
#include <cstring>

namespace skep::wire {
namespace {

using namespace std::string_view_literals;

constexpr int kIncomingTypes = static_cast<int>(MessageType::Series) + 1;

constexpr std::array kListNames{"type"sv, "items"sv};
constexpr std::array kAuthNames{"type"sv, "token"sv};
constexpr std::array kHelloNames{"type"sv, "v"sv, "agent"sv, "kind"sv, "version"sv, "machine"sv, "model"sv, "pid"sv,
                                 "slots"sv, "capabilities"sv, "types"sv, "token"sv, "resume"sv, "sandbox"sv};
constexpr std::array kReadyNames{"type"sv, "slots"sv};
constexpr std::array kWatchNames{"type"sv, "topics"sv, "since"sv, "token"sv};
constexpr std::array kFollowNames{"type"sv, "tasks"sv};
constexpr std::array kDetailNames{"type"sv, "id"sv, "ref"sv};
constexpr std::array kReportNames{"type"sv, "ref"sv};
constexpr std::array kEventsNames{"type"sv, "ref"sv, "before"sv, "task"sv, "agent"sv, "kind"sv, "limit"sv};
constexpr std::array kSeriesNames{"type"sv, "ref"sv, "from"sv, "to"sv, "points"sv};
constexpr std::array kBareNames{"type"sv};

bool isAtEnd(od::document &document)
{
    const char *at = nullptr;
    return document.current_location().get(at) == simdjson::OUT_OF_BOUNDS;
}

struct Shape
{
    Names names;
    Bits required; // bits of names
};

Shape shapeOf(MessageType type)
{
    switch (type) {
    case MessageType::Auth: return {kAuthNames, 3};
    case MessageType::Hello: return {kHelloNames, 7};
    case MessageType::Ready: return {kReadyNames, 3};
    case MessageType::Watch: return {kWatchNames, 1};
    case MessageType::Follow: return {kFollowNames, 3};
    case MessageType::Detail: return {kDetailNames, 3};
    case MessageType::Report: return {kReportNames, 1};
    case MessageType::Events: return {kEventsNames, 1};
    case MessageType::Series: return {kSeriesNames, 1 | 4 | 8};
    case MessageType::Bye:
    case MessageType::Unwatch: return {kBareNames, 1};
    default: return {kListNames, 3};
    }
}

} // namespace

class Reader::Impl
{
public:
    Result<void> frame(std::size_t bytes, const Source &source);
    Result<void> submitBody(std::string_view body, const Source &source, SubmitBody &out);
    Result<Command> action(std::string_view body, Action &action, const Source &source);

    FrameBuffer m_buffer;
    Incoming m_message;
    bool m_isTypeKnown = false;

private:
    bool readType(od::value &v);
    bool walk(od::object &o, const Source &source);
    bool take(std::size_t i, od::value &v, const Source &source);
    bool items(od::value &v, const Source &source);
    bool hello(std::size_t i, od::value &v);
    bool ready(od::value &v, const Source &source);
    Error faultOf(std::size_t bytes) const;
    void clear();

    FieldReader m_in;
    bool m_needsKey = true; // submissions over a link are told apart by their keys
};

void Reader::Impl::clear()
{
    m_in.reset();
    m_isTypeKnown = false;
    m_needsKey = true;
    m_message.commands.clear();
    m_message.indexes.clear();
    m_message.faults.clear();
    m_message.follow.clear();
    m_message.events = {};
    m_message.series = {};
    m_message.ref = 0;
    m_message.id = 0;
}

// On-demand parsing sees only what it walks over. Where it stopped early, the rest of the frame decides whether it
// was JSON at all: a frame that is none changes nothing.
Error Reader::Impl::faultOf(std::size_t bytes) const
{
    switch (checkJson(m_buffer.view(bytes), kJsonDepthMax)) {
    case JsonKind::TooDeep: return Error{ErrorCode::OutOfRange, {}, kJsonDepthMax, "nests too deep"};
    case JsonKind::Object: return m_in.error();
    default: return Error{ErrorCode::BadFrame, {}, 0, "not a JSON object"};
    }
}

Result<void> Reader::Impl::frame(std::size_t bytes, const Source &source)
{
    clear();
    od::document document;
    od::object o;
    if (!m_buffer.open(bytes, document) || document.get_object().get(o))
        return fail(ErrorCode::BadFrame, "not a JSON object");
    if (!walk(o, source))
        return tl::unexpected(faultOf(bytes));
    if (!isAtEnd(document))
        return fail(ErrorCode::BadFrame, "more than one JSON value");
    if (!m_message.faults.empty())
        if (const Error error = faultOf(bytes); error.code == ErrorCode::BadFrame || error.limit == kJsonDepthMax)
            return tl::unexpected(error);
    return {};
}

bool Reader::Impl::readType(od::value &v)
{
    std::string text;
    m_in.setField("type");
    if (!m_in.text(v, text))
        return false;
    for (int i = 0; i < kIncomingTypes; ++i) {
        m_message.type = static_cast<MessageType>(i);
        if (text == name(m_message.type)) {
            m_isTypeKnown = true;
            return true;
        }
    }
    cutText(text, 64);
    return m_in.fault(ErrorCode::UnknownType, 0, text);
}

bool Reader::Impl::walk(od::object &o, const Source &source)
{
    // Nearly every writer puts the type first, where it is found at once.
    od::value type;
    if (o.find_field_unordered("type").get(type))
        return m_in.faultAt("type", ErrorCode::MissingField);
    if (!readType(type))
        return false;
    if (o.reset().error())
        return m_in.broken();
    const Shape shape = shapeOf(m_message.type);
    if (m_message.type == MessageType::Hello)
        m_message.hello = {};
    else if (m_message.type == MessageType::Watch)
        m_message.watch = {};
    return m_in.fields(o, shape.names, shape.required,
                       [&](std::size_t i, od::value &v) { return i == 0 || take(i, v, source); });
}

bool Reader::Impl::take(std::size_t i, od::value &v, const Source &source)
{
    switch (m_message.type) {
    case MessageType::Auth: return m_in.text(v, m_message.token);
    case MessageType::Hello: return hello(i, v);
    case MessageType::Ready: return ready(v, source);
    case MessageType::Watch: return readWatch(m_in, i, v, m_message.watch);
    case MessageType::Follow: return m_in.ids(v, m_message.follow, kFollowedTasksMax);
    case MessageType::Detail: return m_in.id(v, i == 1 ? m_message.id : m_message.ref);
    case MessageType::Report: return m_in.id(v, m_message.ref);
    case MessageType::Events: return i == 1 ? m_in.id(v, m_message.ref) : readEventQuery(m_in, i, v, m_message.events);
    case MessageType::Series: return i == 1 ? m_in.id(v, m_message.ref) : readSeriesQuery(m_in, i, v, m_message.series);
    case MessageType::Bye:
    case MessageType::Unwatch: return true;
    default: return items(v, source);
    }
}

bool Reader::Impl::ready(od::value &v, const Source &source)
{
    cmd::Ready word{source.link, 0};
    if (!m_in.number(v, word.slots, 0, limits::kSlotsMax))
        return false;
    m_message.commands.emplace_back(word);
    m_message.indexes.push_back(0);
    return true;
}

bool Reader::Impl::hello(std::size_t i, od::value &v)
{
    Hello &h = m_message.hello;
    switch (i) {
    case 1: return m_in.number(v, h.v, kProtocolVersion, kProtocolVersion);
    case 2: return m_in.text(v, h.agent.name);
    case 3: return m_in.text(v, h.agent.kind);
    case 4: return m_in.text(v, h.agent.version);
    case 5: return m_in.text(v, h.agent.machine);
    case 6: return m_in.text(v, h.agent.model);
    case 7: return m_in.integer(v, h.agent.pid, 0);
    case 8: return m_in.number(v, h.agent.slots, 1, limits::kSlotsMax);
    case 9: return m_in.texts(v, h.agent.capabilities, limits::kCapabilitiesMax);
    case 10: return m_in.texts(v, h.agent.types, limits::kCapabilitiesMax);
    case 11: return m_in.text(v, h.token);
    case 12: return m_in.text(v, h.resume);
    default: return m_in.text(v, h.agent.sandbox);
    }
}

bool Reader::Impl::items(od::value &v, const Source &source)
{
    return m_in.array(v, limits::kItemsPerFrameMax, [&](std::size_t index, od::value &value) {
        ItemFault partial;
        Command &command = m_message.commands.emplace_back();
        m_in.setField("items");
        if (readItem(m_in, m_message.type, value, source, m_needsKey, command, partial)) {
            m_message.indexes.push_back(index);
            return true;
        }
        m_message.commands.pop_back();
        if (m_in.isBroken())
            return false;
        partial.index = index;
        partial.error = m_in.error();
        m_message.faults.push_back(std::move(partial));
        return true;
    });
}

Result<void> Reader::Impl::submitBody(std::string_view body, const Source &source, SubmitBody &out)
{
    static constexpr std::array kNames{"key"sv, "task"sv, "items"sv};
    clear();
    m_buffer.assign(body);
    od::document document;
    od::object o;
    if (!m_buffer.open(body.size(), document) || document.get_object().get(o))
        return fail(ErrorCode::BadFrame, "not a JSON object");
    m_message.type = MessageType::Submit;
    cmd::Submit one;
    one.link = source.link;
    bool hasTask = false, hasKey = false;
    const bool ok = m_in.fields(o, kNames, 0, [&](std::size_t i, od::value &v) {
        if (i == 0) {
            hasKey = true;
            return m_in.text(v, one.key);
        }
        if (i == 1) {
            hasTask = true;
            return readSpec(m_in, v, source.now, one.task);
        }
        out.isList = true;
        m_needsKey = false;
        return items(v, source);
    });
    if (!ok)
        return tl::unexpected(faultOf(body.size()));
    if (!isAtEnd(document))
        return fail(ErrorCode::BadFrame, "more than one JSON value");
    if (out.isList == (hasTask || hasKey))
        return failField(out.isList ? ErrorCode::BadValue : ErrorCode::MissingField, "task", 0, "either task or items");
    if (!out.isList && !hasTask)
        return failField(ErrorCode::MissingField, "task");
    if (!out.isList) {
        m_message.commands.emplace_back(std::move(one));
        m_message.indexes.push_back(0);
        if (auto good = validate(m_message.commands.front()); !good)
            return good;
    }
    if (!m_message.faults.empty())
        if (const Error error = faultOf(body.size()); error.code == ErrorCode::BadFrame || error.limit == kJsonDepthMax)
            return tl::unexpected(error);
    out.commands = std::move(m_message.commands);
    out.indexes = std::move(m_message.indexes);
    out.faults = std::move(m_message.faults);
    return {};
}

Result<Command> Reader::Impl::action(std::string_view body, Action &action, const Source &source)
{
    clear();
    Command command;
    if (!body.empty()) {
        m_buffer.assign(body);
        od::document document;
        od::object o;
        const TaskId id = action.id;
        const std::string name = action.name;
        const std::string agent = action.agent;
        const std::uint64_t ref = action.ref;
        if (!m_buffer.open(body.size(), document) || document.get_object().get(o))
            return fail(ErrorCode::BadFrame, "not a JSON object");
        if (!readAction(m_in, o, action))
            return tl::unexpected(faultOf(body.size()));
        if (!isAtEnd(document))
            return fail(ErrorCode::BadFrame, "more than one JSON value");
        // What the path says cannot be said otherwise in the body.
        action.name = name;
        action.ref = ref;
        if (id != 0)
            action.id = id;
        if (!agent.empty())
            action.agent = agent;
    }
    action.hasId = action.id != 0;
    action.hasAgent = !action.agent.empty();
    if (!makeAction(m_in, action, source, command))
        return tl::unexpected(m_in.error());
    return command;
}

Reader::Reader() : m_impl(std::make_unique<Impl>()) {}
Reader::~Reader() = default;

char *Reader::buffer(std::size_t bytes)
{
    return m_impl->m_buffer.reserve(bytes);
}

tl::expected<const Incoming *, Fault> Reader::parseBuffered(std::size_t bytes, const Source &from)
{
    if (bytes > limits::kFrameBytesMax)
        return tl::unexpected(Fault{Error{ErrorCode::TooLong, "frame", limits::kFrameBytesMax, {}}, {}, false});
    if (auto ok = m_impl->frame(bytes, from); !ok) {
        Fault fault{std::move(ok.error()), {}, false};
        if (m_impl->m_isTypeKnown && fault.error.code != ErrorCode::BadFrame)
            fault.of = name(m_impl->m_message.type);
        return tl::unexpected(std::move(fault));
    }
    return &m_impl->m_message;
}

tl::expected<const Incoming *, Fault> Reader::parse(std::string_view frame, const Source &from)
{
    if (frame.size() <= limits::kFrameBytesMax)
        m_impl->m_buffer.assign(frame);
    return parseBuffered(frame.size(), from);
}

Incoming &Reader::last()
{
    return m_impl->m_message;
}

Result<Reader::SubmitBody> Reader::parseSubmitBody(std::string_view body, const Source &from)
{
    SubmitBody out;
    if (auto ok = m_impl->submitBody(body, from, out); !ok)
        return tl::unexpected(ok.error());
    return out;
}

Result<Command> Reader::parseAction(std::string_view name, std::string_view body, TaskId id, const std::string &agent,
                                    const Source &from, std::uint64_t ref)
{
    Action action;
    action.name = name;
    action.id = id;
    action.agent = agent;
    action.ref = ref;
    return m_impl->action(body, action, from);
}

} // namespace skep::wire
