// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/packedtask.h"

#include <concepts>
#include <cstring>
#include <type_traits>

namespace skep {
namespace {

// The texts of a search first, so that they are read without the rest. A new field of TaskView does not compile here
// until it is kept too.
template<typename View, typename Visit>
void eachField(View &view, Visit visit)
{
    auto &[id, type, title, project, agent, note, question, choices, error, waitArg, state, priority, origin, wait, lastOutcome, held,
           simulated, deadlineMissed, acknowledged, attempt, attemptsMax, score, waitCount, waitUntil, progressDone, progressOf, fence,
           created, updated, leaseDue, deadline] = view;
    const auto all = [&visit](auto &...fields) { (visit(fields), ...); };
    all(id, title, type, project, agent);
    all(note, question, choices, error, waitArg);
    all(state, priority, origin, wait, lastOutcome, held, simulated, deadlineMissed, acknowledged);
    all(attempt, attemptsMax, score, waitCount, waitUntil, progressDone, progressOf, fence, created, updated, leaseDue, deadline);
}

/// Seven bits a byte, lowest first; the sign is the lowest bit, so that small numbers of either sign are short.
class Packer
{
public:
    explicit Packer(std::string &out)
        : m_out(out)
    {
    }
    void operator()(const std::string &text)
    {
        bits(text.size());
        m_out += text;
    }
    void operator()(const std::vector<std::string> &texts)
    {
        bits(texts.size());
        for (const std::string &text : texts)
            (*this)(text);
    }
    template<typename Number>
        requires std::integral<Number> || std::is_enum_v<Number>
    void operator()(Number number)
    {
        const auto value = static_cast<std::int64_t>(number);
        bits((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }

private:
    void bits(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7)
            m_out += static_cast<char>(value | 0x80);
        m_out += static_cast<char>(value);
    }

    std::string &m_out;
};

class Unpacker
{
public:
    explicit Unpacker(const char *at)
        : m_at(at)
    {
    }
    void operator()(std::string_view &text)
    {
        const auto size = static_cast<std::size_t>(bits());
        text = {m_at, size};
        m_at += size;
    }
    void operator()(std::string &text)
    {
        std::string_view view;
        (*this)(view);
        text = view;
    }
    void operator()(std::vector<std::string> &texts)
    {
        texts.resize(static_cast<std::size_t>(bits()));
        for (std::string &text : texts)
            (*this)(text);
    }
    template<typename Number>
        requires std::integral<Number> || std::is_enum_v<Number>
    void operator()(Number &number)
    {
        const std::uint64_t value = bits();
        number = static_cast<Number>(static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1));
    }

private:
    std::uint64_t bits()
    {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(*m_at++);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
    }

    const char *m_at;
};

} // namespace

PackedTask::PackedTask(const TaskView &view)
{
    thread_local std::string room; // keeps what the longest task needed
    room.clear();
    eachField(view, Packer(room));
    m_bytes = std::make_unique_for_overwrite<char[]>(room.size());
    std::memcpy(m_bytes.get(), room.data(), room.size());
}

TaskView PackedTask::view() const
{
    TaskView view;
    if (m_bytes)
        eachField(view, Unpacker(m_bytes.get()));
    return view;
}

SearchTexts PackedTask::texts() const
{
    SearchTexts texts;
    if (!m_bytes)
        return texts;
    Unpacker unpack(m_bytes.get());
    unpack(texts.number);
    unpack(texts.title);
    unpack(texts.type);
    unpack(texts.project);
    unpack(texts.agent);
    return texts;
}

} // namespace skep
