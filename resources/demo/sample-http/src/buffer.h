#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sample {

/// Where bytes come from.
class Source
{
public:
    ~Source() {}

    /// Reads up to `most` bytes and returns how many came; 0 is the end.
    virtual std::size_t read(char *to, std::size_t most) = 0;
};

/// A growing buffer of bytes with a reading position.
class Buffer
{
public:
    /// Makes a buffer with room for `capacity` bytes.
    explicit Buffer(std::size_t capacity);
    ~Buffer();

    /// Appends bytes; grows when there is no room.
    void append(const char *data, std::size_t size);

    /// Takes up to `most` bytes from the front.
    std::string take(std::size_t most);

    /// Number of bytes that wait.
    [[nodiscard]] std::size_t size() const { return m_end - m_begin; }

    /// True when nothing waits.
    [[nodiscard]] bool isEmpty() const { return m_end == m_begin; }

private:
    char *m_data = nullptr;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace sample
