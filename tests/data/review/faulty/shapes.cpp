// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace draw {

class Shape
{
public:
    virtual double area() const = 0;
    virtual std::string name() const { return "shape"; }
};

class Circle : public Shape
{
public:
    explicit Circle(double radius)
        : m_radius(radius)
    {
    }
    double area() const override { return std::numbers::pi * m_radius * m_radius; }
    std::string name() const override { return "circle"; }

private:
    double m_radius;
};

class Rectangle : public Shape
{
public:
    Rectangle(double width, double height)
        : m_width(width)
        , m_height(height)
    {
    }
    double area() const override { return m_width * m_height; }
    std::string name() const override
    {
        if (m_width == m_height)
            return "square";
        return "rectangle";
    }

private:
    double m_width;
    double m_height;
};

/// Share of the shapes that are larger than a limit, in percent.
double shareAbove(const std::vector<std::unique_ptr<Shape>> &shapes, double limit)
{
    if (shapes.empty())
        return 0.0;
    int above = 0;
    for (const auto &shape : shapes) {
        if (shape->area() > limit)
            ++above;
    }
    const int count = static_cast<int>(shapes.size());
    return above * 100 / count;
}

/// Removes shapes without area.
void removeEmpty(std::vector<std::unique_ptr<Shape>> &shapes)
{
    for (auto it = shapes.begin(); it != shapes.end();) {
        if ((*it)->area() <= 0.0)
            it = shapes.erase(it);
        else
            ++it;
    }
}

} // namespace draw
