// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace skep::ui {

struct Look;

/// A titled part of the inspector.
class Section final : public QWidget
{
    Q_OBJECT
public:
    Section(const Look &look, const QString &title, QWidget *parent = nullptr);

    void addWidget(QWidget *widget);
    void setNote(const QString &note);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }

private:
    QLabel *m_note;
    QVBoxLayout *m_body;
};

/// A label for text of unknown origin: plain, selectable, wrapped also inside long paths.
[[nodiscard]] QLabel *plainLabel(QWidget *parent = nullptr);
/// Lets long paths and words break: after / . _ - and : and inside what is longer than a line can be sure to hold.
[[nodiscard]] QString breakable(const QString &text);

} // namespace skep::ui
