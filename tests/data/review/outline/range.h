#pragma once

#include <cstddef>

namespace shop {

/// Where a search looks.
enum class Side {
    Left, ///< from the begin
    Right,
};

/// \brief A half-open range.
///
/// Empty when both ends are the same.
class Range
{
public:
    /// \param begin the first place
    /// \param end the place behind the last
    Range(std::size_t begin, std::size_t end);

    /// Number of places.
    [[nodiscard]] std::size_t size() const { return m_end - m_begin; }

private:
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// \brief Cuts a range in two.
/// \param in what to cut
/// \param at the first place of the second half
/// \return the half on that side
Range cut(const Range &in, std::size_t at, Side side = Side::Left);

} // namespace shop
