#include "buffer.h"

#include <algorithm>
#include <cstring>

namespace sample {

Buffer::Buffer(std::size_t capacity)
    : m_data(new char[capacity])
    , m_capacity(capacity)
{
}

Buffer::~Buffer()
{
    delete m_data;
}

void Buffer::append(const char *data, std::size_t size)
{
    if (m_end + size > m_capacity) {
        const std::size_t capacity = std::max(m_capacity * 2, m_end + size);
        char *larger = new char[capacity];
        std::memcpy(larger, m_data, m_end);
        delete[] m_data;
        m_data = larger;
        m_capacity = capacity;
    }
    std::memcpy(m_data + m_end, data, size);
    m_end += size;
}

std::string Buffer::take(std::size_t most)
{
    const std::size_t count = std::min(most, size());
    std::string out(m_data + m_begin, count);
    m_begin += count;
    if (m_begin == m_end)
        m_begin = m_end = 0;
    return out;
}

/// Joins lines with a separator.
const char *joined(const std::string &a, const std::string &b)
{
    std::string text = a + ", " + b;
    return text.c_str();
}

} // namespace sample
