// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a link asks to read.
#include "hub/wslink.h"

namespace skep::hub {
namespace {

constexpr std::size_t kAnswerBytesMax = limits::kFrameBytesMax - 16 * 1024;

/// {"type","ref","ok", ...}: fields(w, *answer), or the error.
template<typename T, typename Fields>
std::string answerFrame(wire::MessageType type, std::uint64_t ref, const Result<T> &answer, Fields fields)
{
    std::string frame;
    wire::JsonWriter w(frame);
    w.beginObject();
    w.field("type", wire::name(type));
    w.field("ref", ref);
    w.flagField("ok", answer.has_value());
    if (answer) {
        fields(w, *answer);
    } else {
        w.key("error");
        wire::encodeError(w, answer.error());
    }
    w.endObject();
    return frame;
}

} // namespace

/// An answer that comes later, while the link may have gone.
template<typename T, typename Fields>
std::function<void(Result<T>)> WsLink::answerWith(wire::MessageType type, std::uint64_t ref, Fields fields)
{
    return [link = QPointer<WsLink>(this), type, ref, fields](const Result<T> &answer) {
        if (!link || link->m_isClosing)
            return;
        link->m_outbox.message(answerFrame(type, ref, answer, fields));
        link->checkLoad();
    };
}

void WsLink::onDetail(std::uint64_t ref, TaskId id)
{
    m_context.port.taskDetail(id, answerWith<TaskDetail>(wire::MessageType::Detail, ref, [](auto &w, const TaskDetail &detail) {
        wire::detailFields(w, detail, kAnswerBytesMax);
    }));
}

void WsLink::onReport(std::uint64_t ref)
{
    m_outbox.message(answerFrame(wire::MessageType::Report, ref, Result<DelegationReport>(m_context.port.report()),
                                 [](auto &w, const DelegationReport &report) { wire::reportFields(w, report); }));
}

void WsLink::onEvents(std::uint64_t ref, EventQuery query)
{
    const auto done = answerWith<EventPage>(wire::MessageType::Events, ref, [](auto &w, const EventPage &page) {
        wire::eventPageFields(w, page, kAnswerBytesMax / 2);
    });
    if (const auto ok = validate(query); !ok)
        return done(tl::unexpected(ok.error()));
    m_context.port.eventPage(std::move(query), done);
}

void WsLink::onSeries(std::uint64_t ref, const SeriesQuery &query)
{
    const auto done = answerWith<Series>(wire::MessageType::Series, ref,
                                         [](auto &w, const Series &series) { wire::seriesFields(w, series); });
    if (const auto ok = validate(query); !ok)
        return done(tl::unexpected(ok.error()));
    m_context.port.series(query, done);
}

} // namespace skep::hub
