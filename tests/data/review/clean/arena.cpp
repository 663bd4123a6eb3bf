// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace memory {

/// Hands out memory from blocks and frees all of it at once.
class Arena final
{
public:
    explicit Arena(std::size_t blockBytes = 4096)
        : m_blockBytes(blockBytes)
    {
    }
    Arena(const Arena &) = delete;
    Arena &operator=(const Arena &) = delete;
    Arena(Arena &&other) noexcept
        : m_blockBytes(other.m_blockBytes)
        , m_used(std::exchange(other.m_used, 0))
        , m_blocks(std::move(other.m_blocks))
    {
        other.m_blocks.clear();
    }

    void *allocate(std::size_t bytes, std::size_t alignment = alignof(std::max_align_t))
    {
        const std::size_t begin = (m_used + alignment - 1) & ~(alignment - 1);
        if (m_blocks.empty() || begin + bytes > m_blockBytes) {
            m_blocks.push_back(std::make_unique<std::byte[]>(std::max(bytes, m_blockBytes)));
            m_used = bytes;
            return m_blocks.back().get();
        }
        m_used = begin + bytes;
        return m_blocks.back().get() + begin;
    }

    template<typename T, typename... Args>
    T *make(Args &&...args)
    {
        return new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    }

    std::size_t blocks() const { return m_blocks.size(); }

private:
    std::size_t m_blockBytes;
    std::size_t m_used = 0;
    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
};

/// Counts down with an unsigned index, the right way.
template<typename T>
std::size_t lastIndexOf(const std::vector<T> &values, const T &wanted)
{
    for (std::size_t i = values.size(); i-- > 0;) {
        if (values[i] == wanted)
            return i;
    }
    return values.size();
}

/// True where the value is no number; comparing it with itself is the test.
inline bool isNan(double value)
{
    return value != value;
}

std::uint32_t hash(const char *text)
{
    std::uint32_t value = 2166136261u;
    for (; *text != '\0'; ++text)
        value = (value ^ static_cast<unsigned char>(*text)) * 16777619u;
    return value;
}

} // namespace memory
