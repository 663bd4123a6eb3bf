// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

namespace skep {

/// A value that is nearly always absent: one pointer where there is none, else a value on the heap. Copies and compares
/// by value, as std::optional does.
template<typename T>
class Boxed
{
public:
    Boxed() = default;
    Boxed(T value)
        : m_value(std::make_unique<T>(std::move(value)))
    {
    }
    Boxed(const Boxed &other)
        : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr)
    {
    }
    Boxed(Boxed &&) noexcept = default;
    Boxed &operator=(Boxed other) noexcept
    {
        m_value = std::move(other.m_value);
        return *this;
    }
    ~Boxed() = default;

    [[nodiscard]] explicit operator bool() const { return m_value != nullptr; }
    [[nodiscard]] T &operator*() { return *m_value; }
    [[nodiscard]] const T &operator*() const { return *m_value; }
    [[nodiscard]] T *operator->() { return m_value.get(); }
    [[nodiscard]] const T *operator->() const { return m_value.get(); }
    void reset() { m_value.reset(); }

    friend bool operator==(const Boxed &a, const Boxed &b)
    {
        return a.m_value && b.m_value ? *a.m_value == *b.m_value : !a.m_value && !b.m_value;
    }

private:
    std::unique_ptr<T> m_value;
};

} // namespace skep
