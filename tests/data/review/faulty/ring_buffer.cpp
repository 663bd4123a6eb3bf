// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>

namespace media {

/// Samples of a sound stream, oldest first.
class RingBuffer
{
public:
    explicit RingBuffer(std::size_t capacity)
        : m_samples(new float[capacity])
        , m_capacity(capacity)
    {
    }

    RingBuffer(const RingBuffer &) = delete;
    RingBuffer &operator=(const RingBuffer &) = delete;

    ~RingBuffer()
    {
        delete m_samples;
    }

    bool push(float sample)
    {
        if (m_count == m_capacity)
            return false;
        m_samples[(m_begin + m_count) % m_capacity] = sample;
        ++m_count;
        return true;
    }

    float pop()
    {
        if (m_count == 0)
            throw std::underflow_error("no sample");
        const float sample = m_samples[m_begin];
        m_begin = (m_begin + 1) % m_capacity;
        --m_count;
        return sample;
    }

    /// Average of the waiting samples.
    float average() const
    {
        float sum = 0;
        for (std::size_t i = 0; i < m_count; ++i)
            sum += m_samples[(m_begin + i) % m_capacity];
        return m_count > 0 ? sum / static_cast<float>(m_count) : 0.0f;
    }

    const char *describe() const
    {
        std::string text = "ring of " + std::to_string(m_capacity);
        return text.c_str();
    }

    std::size_t count() const { return m_count; }

private:
    float *m_samples;
    std::size_t m_capacity;
    std::size_t m_begin = 0;
    std::size_t m_count = 0;
};

} // namespace media
