// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace skep::ui {

struct Look;

/// A line of at most a minute of values, newest at the right, from zero. It has no axis: the number stands beside it.
class Sparkline final : public QWidget
{
    Q_OBJECT
public:
    explicit Sparkline(const Look &look, QWidget *parent = nullptr);

    void setValues(const std::vector<float> &values);
    [[nodiscard]] const std::vector<float> &values() const { return m_values; }
    [[nodiscard]] QSize sizeHint() const override { return {84, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    std::vector<float> m_values;
};

} // namespace skep::ui
