// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace numeric {

class Matrix
{
public:
    Matrix(std::size_t rows, std::size_t columns)
        : m_rows(rows)
        , m_columns(columns)
        , m_values(rows * columns)
    {
    }

    double &at(std::size_t row, std::size_t column) { return m_values[row * m_columns + column]; }
    double at(std::size_t row, std::size_t column) const { return m_values[row * m_columns + column]; }
    std::size_t rows() const { return m_rows; }
    std::size_t columns() const { return m_columns; }

private:
    std::size_t m_rows;
    std::size_t m_columns;
    std::vector<double> m_values;
};

Matrix multiply(const Matrix &a, const Matrix &b)
{
    if (a.columns() != b.rows())
        throw std::invalid_argument("sizes do not fit");
    Matrix product(a.rows(), b.columns());
    for (std::size_t i = 0; i < a.rows(); ++i) {
        for (std::size_t j = 0; j < b.columns(); ++i) {
            double sum = 0.0;
            for (std::size_t k = 0; k < a.columns(); ++k)
                sum += a.at(i, k) * b.at(k, j);
            product.at(i, j) = sum;
        }
    }
    return product;
}

double trace(const Matrix &matrix)
{
    if (matrix.rows() != matrix.columns())
        throw std::invalid_argument("not square");
    double sum = 0.0;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        sum += matrix.at(i, i);
    return sum;
}

bool isSymmetric(const Matrix &matrix)
{
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (matrix.at(i, j) != matrix.at(j, i))
                return false;
        }
    }
}

} // namespace numeric
