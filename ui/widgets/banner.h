// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace skep::ui {

struct Look;

/// A strip across the window for a condition that lasts: a demonstration, a lost hub, a full disk.
class Banner final : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Note, Trouble };

    Banner(const Look &look, Kind kind, QWidget *parent = nullptr);

    /// An empty text hides the strip.
    void setText(const QString &head, const QString &text);
    [[nodiscard]] QString text() const;
    QPushButton *addLink(const QString &text);
    /// What is added later stands at the right end.
    void addStretch();
    void applyLook();

private:
    const Look &m_look;
    const Kind m_kind;
    QLabel *m_head;
    QLabel *m_text;
    QHBoxLayout *m_layout;
};

} // namespace skep::ui
