// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/clientcodec.h"
#include "wire/clientparts_p.h"

#include <array>

namespace skep::wire {
namespace {

using namespace std::string_view_literals;

template<typename List, typename Read>
bool readItems(FieldReader &in, od::object &o, List &list, Read read)
{
    static constexpr std::array kNames{"items"sv};
    return in.fields(o, kNames, 1, [&](std::size_t, od::value &v) {
        return readList(in, v, list.items, [&](od::value &value, auto &item) { return read(in, value, item); });
    });
}

} // namespace

class ClientReader::Impl
{
public:
    bool message(od::object &o, MessageType type, HubMessage &out);
    /// read(object) over a whole body; every failure becomes an Error.
    template<typename Read>
    Result<void> body(std::string_view bytes, Read read)
    {
        m_in.reset();
        m_buffer.assign(bytes);
        od::document document;
        od::object o;
        if (!m_buffer.open(bytes.size(), document) || document.get_object().get(o))
            return fail(ErrorCode::BadFrame, "not a JSON object");
        if (!read(o))
            return tl::unexpected(m_in.error());
        return {};
    }

    FieldReader m_in;

private:
    FrameBuffer m_buffer;
};

bool ClientReader::Impl::message(od::object &o, MessageType type, HubMessage &out)
{
    switch (type) {
    case MessageType::Welcome: return readWelcome(m_in, o, out.emplace<Welcome>());
    case MessageType::Tasks: return readItems(m_in, o, out.emplace<TaskOrders>(), readOrder);
    case MessageType::Cancel: return readItems(m_in, o, out.emplace<Cancels>(), readLease);
    case MessageType::Answer: return readItems(m_in, o, out.emplace<Answers>(), readAnswer);
    case MessageType::Stored: return readItems(m_in, o, out.emplace<StoredList>(), readLease);
    case MessageType::Refused: return readItems(m_in, o, out.emplace<RefusedList>(), readRefusal);
    case MessageType::Accepted: return readItems(m_in, o, out.emplace<AcceptedList>(), readAccepted);
    case MessageType::Reply: return readItems(m_in, o, out.emplace<Replies>(), readReply);
    case MessageType::Error: return readFault(m_in, o, out.emplace<Fault>());
    case MessageType::Drain: {
        static constexpr std::array kNames{"on"sv};
        auto &drain = out.emplace<DrainWord>();
        return m_in.fields(o, kNames, 0, [&](std::size_t, od::value &v) { return m_in.flag(v, drain.on); });
    }
    case MessageType::Snapshot:
    case MessageType::Delta: {
        auto &picture = out.emplace<Picture>();
        picture.isSnapshot = type == MessageType::Snapshot;
        const bool ok = readPicture(m_in, o, picture);
        picture.delta.whole = picture.isSnapshot && picture.part == 0;
        return ok;
    }
    case MessageType::Detail: {
        Asked asked;
        TaskDetail detail;
        const bool ok = readDetail(m_in, o, asked, detail);
        out = DetailAnswer{asked.ref, asked.ok ? Result<TaskDetail>(std::move(detail)) : tl::unexpected(asked.error)};
        return ok;
    }
    case MessageType::Report: {
        Asked asked;
        DelegationReport report;
        const bool ok = readReport(m_in, o, asked, report);
        out = ReportAnswer{asked.ref, asked.ok ? Result<DelegationReport>(std::move(report)) : tl::unexpected(asked.error)};
        return ok;
    }
    case MessageType::Events: {
        Asked asked;
        EventPage page;
        const bool ok = readEventPage(m_in, o, asked, page);
        out = EventsAnswer{asked.ref, asked.ok ? Result<EventPage>(std::move(page)) : tl::unexpected(asked.error)};
        return ok;
    }
    case MessageType::Series: {
        Asked asked;
        Series series;
        const bool ok = readSeries(m_in, o, asked, series);
        out = SeriesAnswer{asked.ref, asked.ok ? Result<Series>(std::move(series)) : tl::unexpected(asked.error)};
        return ok;
    }
    default: return m_in.faultAt("type", ErrorCode::UnknownType);
    }
}

ClientReader::ClientReader() : m_impl(std::make_unique<Impl>()) {}
ClientReader::~ClientReader() = default;

Result<HubMessage> ClientReader::parse(std::string_view frame)
{
    HubMessage out;
    auto ok = m_impl->body(frame, [&](od::object &o) {
        od::value v;
        std::string text;
        FieldReader &in = m_impl->m_in;
        if (o.find_field_unordered("type").get(v))
            return in.faultAt("type", ErrorCode::MissingField);
        in.setField("type");
        if (!in.text(v, text))
            return false;
        for (int i = 0; i < kMessageTypeCount; ++i) {
            const auto type = static_cast<MessageType>(i);
            if (text == name(type))
                return !o.reset().error() && m_impl->message(o, type, out);
        }
        return in.faultAt("type", ErrorCode::UnknownType, 0, text);
    });
    if (!ok)
        return tl::unexpected(ok.error());
    return out;
}

Result<TaskDetail> ClientReader::parseDetail(std::string_view body)
{
    TaskDetail detail;
    Asked asked;
    if (auto ok = m_impl->body(body, [&](od::object &o) { return readDetail(m_impl->m_in, o, asked, detail); }); !ok)
        return tl::unexpected(ok.error());
    return detail;
}

Result<DelegationReport> ClientReader::parseReport(std::string_view body)
{
    DelegationReport report;
    Asked asked;
    if (auto ok = m_impl->body(body, [&](od::object &o) { return readReport(m_impl->m_in, o, asked, report); }); !ok)
        return tl::unexpected(ok.error());
    return report;
}

Result<std::vector<TaskView>> ClientReader::parseTaskList(std::string_view body, TaskId *next)
{
    static constexpr std::array kNames{"items"sv, "next"sv};
    std::vector<TaskView> tasks;
    TaskId more = 0;
    FieldReader &in = m_impl->m_in;
    auto ok = m_impl->body(body, [&](od::object &o) {
        return in.fields(o, kNames, 1, [&](std::size_t i, od::value &v) {
            return i == 1 ? in.id(v, more) : readList(in, v, tasks, [&](od::value &item, TaskView &t) { return readView(in, item, t); });
        });
    });
    if (!ok)
        return tl::unexpected(ok.error());
    if (next != nullptr)
        *next = more;
    return tasks;
}

Result<std::vector<AgentView>> ClientReader::parseAgentList(std::string_view body)
{
    static constexpr std::array kNames{"items"sv};
    std::vector<AgentView> agents;
    FieldReader &in = m_impl->m_in;
    auto ok = m_impl->body(body, [&](od::object &o) {
        return in.fields(o, kNames, 1, [&](std::size_t, od::value &v) {
            return readList(in, v, agents, [&](od::value &item, AgentView &a) { return readAgent(in, item, a); });
        });
    });
    if (!ok)
        return tl::unexpected(ok.error());
    return agents;
}

Error ClientReader::parseError(std::string_view body)
{
    static constexpr std::array kNames{"error"sv};
    Error error;
    FieldReader &in = m_impl->m_in;
    auto ok = m_impl->body(body, [&](od::object &o) {
        return in.fields(o, kNames, 1, [&](std::size_t, od::value &v) { return readError(in, v, error); });
    });
    return ok ? error : ok.error();
}

Result<ReplyItem> ClientReader::parseReplyBody(std::string_view body)
{
    ReplyItem reply;
    bool isOk = true;
    Error error;
    auto ok = m_impl->body(body, [&](od::object &o) {
        return m_impl->m_in.fields(o, kReplyNames, 0, [&](std::size_t i, od::value &v) {
            return takeReply(m_impl->m_in, i, v, reply, isOk, error);
        });
    });
    if (!ok)
        return tl::unexpected(ok.error());
    return reply;
}

Result<std::vector<Result<AcceptedTask>>> ClientReader::parseSubmitAnswer(std::string_view body)
{
    static constexpr std::array kNames{"items"sv};
    static constexpr std::array kItemNames{"key"sv, "id"sv, "repeated"sv, "error"sv};
    std::vector<Result<AcceptedTask>> all;
    FieldReader &in = m_impl->m_in;
    const auto readOne = [&](od::value &item, Result<AcceptedTask> &out) {
        AcceptedTask task;
        Error error;
        bool isFault = false;
        const bool good = in.object(item, kItemNames, 0, [&](std::size_t i, od::value &v) {
            switch (i) {
            case 0: return in.text(v, task.key);
            case 1: return in.id(v, task.id);
            case 2: return in.flag(v, task.repeated);
            default: isFault = true; return readError(in, v, error);
            }
        });
        out = isFault ? Result<AcceptedTask>(tl::unexpected(error)) : Result<AcceptedTask>(std::move(task));
        return good;
    };
    auto ok = m_impl->body(body, [&](od::object &o) {
        return in.fields(o, kNames, 1, [&](std::size_t, od::value &v) { return readList(in, v, all, readOne); });
    });
    if (!ok)
        return tl::unexpected(ok.error());
    return all;
}

} // namespace skep::wire
