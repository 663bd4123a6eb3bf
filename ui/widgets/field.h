// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace skep::ui {

struct Look;

/// A control of a form with a place below it for what is wrong with what was filled in.
class Field final : public QWidget
{
    Q_OBJECT
public:
    Field(const Look &look, QWidget *control, QWidget *parent = nullptr);

    /// Empty: nothing is wrong.
    void setFault(const QString &sentence);
    [[nodiscard]] QString fault() const;
    [[nodiscard]] QWidget &control() const { return *m_control; }

private:
    const Look &m_look;
    QWidget *m_control;
    QLabel *m_fault;
};

} // namespace skep::ui
