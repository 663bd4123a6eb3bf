// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logcodec.h"

#include <algorithm>
#include <concepts>
#include <cstring>
#include <limits>
#include <type_traits>

namespace skep {
namespace {

constexpr unsigned char kPlain = 1;        // the version of a batch ...
constexpr unsigned char kWithAssigned = 2; // ... in which a row has Assigned; any other batch stays as it always was

// Both directions walk a value through one description (the `fields` functions below), so that they cannot come
// to differ.

/// Appends to the bytes, through a buffer: most fields are a byte or two, and a call to the string for each took
/// half of the time.
class Encoder
{
public:
    explicit Encoder(std::string &out, TimeMs now)
        : m_out(out)
        , m_now(now)
    {
    }
    ~Encoder() { flush(); }
    Encoder(const Encoder &) = delete;
    Encoder &operator=(const Encoder &) = delete;

    template<std::unsigned_integral T>
    void number(T value)
    {
        makeRoom(kNumberBytesMax);
        std::uint64_t rest = value;
        while (rest >= 0x80) {
            m_buffer[m_used++] = static_cast<char>(rest | 0x80);
            rest >>= 7;
        }
        m_buffer[m_used++] = static_cast<char>(rest);
    }
    template<std::signed_integral T>
    void number(T value) // zigzag: small negatives stay short
    {
        const auto wide = static_cast<std::int64_t>(value);
        number((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
    }
    void byte(std::size_t value)
    {
        makeRoom(1);
        m_buffer[m_used++] = static_cast<char>(value);
    }
    void flag(bool value) { byte(value ? 1 : 0); }
    template<typename Enum>
    void choice(Enum value, Enum /*last*/)
    {
        byte(static_cast<std::size_t>(value));
    }
    /// Near the batch's own time, mostly; wraps instead of overflowing.
    void time(TimeMs value)
    {
        number(static_cast<std::int64_t>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(m_now)));
    }
    void text(const std::string &value)
    {
        number(value.size());
        if (value.size() > kBufferBytes / 2) {
            flush();
            m_out.append(value);
            return;
        }
        makeRoom(value.size());
        std::memcpy(m_buffer + m_used, value.data(), value.size());
        m_used += value.size();
    }
    void body(const std::string &value) { number(value.size()); }

    template<typename Range, typename Each>
    void list(const Range &values, Each each)
    {
        number(values.size());
        for (const auto &value : values)
            each(value);
    }

private:
    static constexpr std::size_t kBufferBytes = 1024;
    static constexpr std::size_t kNumberBytesMax = 10;

    void makeRoom(std::size_t bytes)
    {
        if (m_used + bytes > kBufferBytes)
            flush();
    }
    void flush()
    {
        m_out.append(m_buffer, m_used);
        m_used = 0;
    }

    std::string &m_out;
    TimeMs m_now;
    std::size_t m_used = 0;
    char m_buffer[kBufferBytes];
};

/// Reads from bytes nobody vouches for: every step checks what is left; after the first fault all reads give
/// nothing and `failed()` stays true.
class Decoder
{
public:
    Decoder(std::string_view bytes, std::vector<std::uint64_t> *bodyBytes)
        : m_rest(bytes)
        , m_bodyBytes(bodyBytes)
    {
    }

    void setNow(TimeMs now) { m_now = now; }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

    template<std::unsigned_integral T>
    void number(T &value)
    {
        const std::uint64_t wide = varint();
        if (wide > std::numeric_limits<T>::max())
            fault();
        else
            value = static_cast<T>(wide);
    }
    template<std::signed_integral T>
    void number(T &value)
    {
        const std::uint64_t raw = varint();
        const auto wide = static_cast<std::int64_t>((raw >> 1) ^ (~(raw & 1) + 1));
        if (wide < std::numeric_limits<T>::min() || wide > std::numeric_limits<T>::max())
            fault();
        else
            value = static_cast<T>(wide);
    }
    void flag(bool &value)
    {
        const unsigned char b = byte();
        if (b > 1)
            fault();
        value = b == 1;
    }
    template<typename Enum>
    void choice(Enum &value, Enum last)
    {
        const unsigned char b = byte();
        if (b > static_cast<unsigned char>(last))
            fault();
        else
            value = static_cast<Enum>(b);
    }
    void time(TimeMs &value)
    {
        std::int64_t difference = 0;
        number(difference);
        value = static_cast<TimeMs>(static_cast<std::uint64_t>(difference) + static_cast<std::uint64_t>(m_now));
    }
    void text(std::string &value)
    {
        const std::uint64_t size = varint();
        if (size > m_rest.size()) {
            fault();
            return;
        }
        value.assign(m_rest.data(), static_cast<std::size_t>(size));
        m_rest.remove_prefix(static_cast<std::size_t>(size));
    }
    void body(std::string &value)
    {
        value.clear();
        const std::uint64_t size = varint();
        if (m_bodyBytes && !m_failed)
            m_bodyBytes->push_back(size);
    }
    // No reserve: a false count must not allocate. Each element takes a byte at least, so the loop ends.
    template<typename T, typename Each>
    void list(std::vector<T> &values, Each each)
    {
        const std::uint64_t count = varint();
        if (count > m_rest.size()) {
            fault();
            return;
        }
        values.clear();
        for (std::uint64_t i = 0; i < count && !m_failed; ++i)
            each(values.emplace_back());
    }

    unsigned char byte()
    {
        if (m_rest.empty()) {
            fault();
            return 0;
        }
        const auto b = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return b;
    }
    void fault()
    {
        m_failed = true;
        m_rest = {};
    }

private:
    // Refuses what does not fit 64 bits, and longer forms than needed: there is one way to write a number.
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const unsigned char b = byte();
            if (m_failed)
                return 0;
            if ((shift == 63 && b > 1) || (shift > 0 && b == 0)) {
                fault();
                return 0;
            }
            value |= static_cast<std::uint64_t>(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        fault();
        return 0;
    }

    std::string_view m_rest;
    std::vector<std::uint64_t> *m_bodyBytes;
    TimeMs m_now = 0;
    bool m_failed = false;
};

// `T` is the value or the const value, by direction.
template<typename T, typename Plain>
concept Of = std::same_as<std::remove_const_t<T>, Plain>;

template<typename C>
void texts(C &c, auto &values)
{
    c.list(values, [&](auto &value) { c.text(value); });
}

void fields(auto &c, Of<Candidate> auto &v)
{
    c.text(v.agent);
    c.number(v.score);
    c.number(v.match);
    c.number(v.reliability);
    c.number(v.load);
}
void fields(auto &c, Of<Decision> auto &v)
{
    fields(c, v.winner);
    c.list(v.losers, [&](auto &loser) { fields(c, loser); });
    c.number(v.busy);
    c.number(v.draining);
    c.number(v.incapable);
    c.text(v.by);
}
void fields(auto &c, Of<Verdict> auto &v)
{
    c.flag(v.passed);
    c.number(v.score);
    c.list(v.checks, [&](auto &check) {
        c.text(check.name);
        c.choice(check.mark, Check::Mark::NotChecked);
        c.number(check.score);
        c.text(check.detail);
    });
}
void fields(auto &c, Of<TaskSpec> auto &v)
{
    c.text(v.type);
    c.text(v.title);
    c.text(v.project);
    c.choice(v.priority, Priority::P3);
    c.choice(v.start, StartPolicy::Held);
    c.choice(v.origin, Origin::Hive);
    texts(c, v.required);
    texts(c, v.wants);
    c.list(v.after, [&](auto &id) { c.number(id); });
    c.number(v.deadline);
    c.number(v.attemptsMax);
    c.body(v.params);
}
void fields(auto &c, Of<AgentSpec> auto &v)
{
    c.text(v.name);
    c.text(v.kind);
    c.text(v.version);
    c.text(v.machine);
    c.text(v.model);
    c.number(v.pid);
    c.number(v.slots);
    texts(c, v.capabilities);
    texts(c, v.types);
}
void fields(auto &c, Of<TaskRow> auto &v)
{
    c.number(v.id);
    c.choice(v.state, TaskState::Cancelled);
    c.choice(v.priority, Priority::P3);
    c.flag(v.held);
    c.flag(v.simulated);
    c.flag(v.deadlineMissed);
    c.flag(v.acknowledged);
    c.choice(v.wait, kWaitReasonLast);
    c.choice(v.lastOutcome, Outcome::Throttled);
    c.number(v.attempt);
    c.number(v.attemptsMax);
    c.number(v.score);
    c.number(v.fence);
    c.text(v.agent);
    c.time(v.created);
    c.time(v.updated);
    c.number(v.notBefore);
    c.number(v.deadline);
}

void fields(auto &c, Of<Assigned> auto &v)
{
    c.text(v.by);
    c.text(v.nextFor);
    c.text(v.nextBy);
    c.number(v.nextUpdated);
    c.flag(v.wasNext);
    c.number(v.fence);
    c.text(v.agent);
    c.number(v.score);
    c.flag(v.simulated);
    c.number(v.updated);
}

void fields(auto &c, Of<ev::Submitted> auto &v)
{
    c.number(v.id);
    c.text(v.key);
    fields(c, v.task);
}
void fields(auto &c, Of<ev::Leased> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.number(v.attempt);
    c.time(v.due);
    c.text(v.agent);
    fields(c, v.decision);
}
void fields(auto &c, Of<ev::Started> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.flag(v.simulated);
}
void fields(auto &c, Of<ev::Asked> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.text(v.question);
    texts(c, v.choices);
}
void fields(auto &c, Of<ev::Answered> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.text(v.text);
    c.text(v.by);
}
void fields(auto &c, Of<ev::ArtifactKept> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.text(v.name);
    c.text(v.mime);
    c.text(v.sha256);
    c.number(v.bytes);
}
void fields(auto &c, Of<ev::AttemptEnded> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.number(v.attempt);
    c.choice(v.outcome, Outcome::Throttled);
    c.flag(v.simulated);
    c.time(v.began);
    c.text(v.agent);
    c.body(v.result);
    c.text(v.error);
    c.text(v.usage);
    fields(c, v.verdict);
    fields(c, v.decision);
}
void fields(auto &c, Of<ev::Changed> auto &v)
{
    c.number(v.id);
    c.choice(v.state, TaskState::Cancelled);
    c.choice(v.wait, kWaitReasonLast);
    c.text(v.by);
    c.text(v.reason);
}
void fields(auto &c, Of<ev::DeadlineMissed> auto &v)
{
    c.number(v.id);
    c.number(v.deadline);
}
void fields(auto &c, Of<ev::AgentJoined> auto &v)
{
    fields(c, v.agent);
    c.flag(v.resumed);
}
void fields(auto &c, Of<ev::AgentLeft> auto &v)
{
    c.text(v.agent);
    c.text(v.cause);
}
void fields(auto &c, Of<ev::AgentDrain> auto &v)
{
    c.text(v.agent);
    c.flag(v.on);
    c.text(v.by);
}
void fields(auto &c, Of<ev::Paused> auto &v)
{
    c.text(v.project);
    c.flag(v.on);
    c.text(v.by);
}

void fields(auto &c, Of<ev::Reserved> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.text(v.agent);
    c.text(v.by);
}
void fields(auto &c, Of<ev::Unassigned> auto &v)
{
    c.number(v.id);
    c.number(v.fence);
    c.text(v.agent);
    c.text(v.by);
}

template<std::size_t I = 0>
void decodeAlternative(Decoder &decoder, std::size_t index, Event &event)
{
    if constexpr (I < std::variant_size_v<Event>) {
        if (index == I)
            fields(decoder, event.emplace<I>());
        else
            decodeAlternative<I + 1>(decoder, index, event);
    } else {
        decoder.fault();
    }
}

} // namespace

void encodeBatch(const Batch &batch, std::string &bytes)
{
    encodeBatch(batch.no, batch.now, batch.events, batch.rows, bytes);
}

void encodeBatch(BatchNo no, TimeMs now, std::span<const Event> events, std::span<const TaskRow> rows,
                 std::string &bytes)
{
    const bool withAssigned = std::any_of(rows.begin(), rows.end(), [](const TaskRow &row) { return static_cast<bool>(row.assigned); });
    Encoder encoder(bytes, now);
    encoder.byte(withAssigned ? kWithAssigned : kPlain);
    encoder.number(no);
    encoder.number(now);
    encoder.list(events, [&](const Event &event) {
        encoder.byte(event.index());
        std::visit([&](const auto &alternative) { fields(encoder, alternative); }, event);
    });
    encoder.list(rows, [&](const TaskRow &row) {
        fields(encoder, row);
        if (!withAssigned)
            return;
        encoder.flag(static_cast<bool>(row.assigned));
        if (row.assigned)
            fields(encoder, *row.assigned);
    });
}

Result<Batch> decodeBatch(std::string_view bytes, std::vector<std::uint64_t> *bodyBytes)
{
    Decoder decoder(bytes, bodyBytes);
    const unsigned char version = decoder.byte();
    if (version != kPlain && version != kWithAssigned)
        return fail(ErrorCode::BadFrame, "log: unknown version of a batch");
    Batch batch;
    decoder.number(batch.no);
    decoder.number(batch.now);
    decoder.setNow(batch.now);
    decoder.list(batch.events, [&](Event &event) { decodeAlternative(decoder, decoder.byte(), event); });
    bool anyAssigned = false;
    decoder.list(batch.rows, [&](TaskRow &row) {
        fields(decoder, row);
        bool isAssigned = false;
        if (version == kWithAssigned)
            decoder.flag(isAssigned);
        if (isAssigned) {
            row.assigned = Assigned();
            fields(decoder, *row.assigned);
        }
        anyAssigned = anyAssigned || isAssigned;
    });
    if (anyAssigned != (version == kWithAssigned))
        decoder.fault(); // there is one way to write a batch
    if (decoder.failed() || !decoder.atEnd())
        return fail(ErrorCode::BadFrame, "log: damaged batch");
    return batch;
}

void encodeAssigned(const Assigned &assigned, std::string &bytes)
{
    Encoder encoder(bytes, 0);
    fields(encoder, assigned);
}

Result<Assigned> decodeAssigned(std::string_view bytes)
{
    Decoder decoder(bytes, nullptr);
    Assigned assigned;
    fields(decoder, assigned);
    if (decoder.failed() || !decoder.atEnd())
        return fail(ErrorCode::BadFrame, "log: damaged assignment");
    return assigned;
}

void bodiesOf(const Batch &batch, std::vector<std::string_view> &bodies)
{
    for (const Event &event : batch.events) {
        if (const auto *submitted = std::get_if<ev::Submitted>(&event))
            bodies.emplace_back(submitted->task.params);
        else if (const auto *ended = std::get_if<ev::AttemptEnded>(&event))
            bodies.emplace_back(ended->result);
    }
}

} // namespace skep
