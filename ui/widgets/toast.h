// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace skep::ui {

struct Look;

/// A few words at the foot of the window about what was just done, with what can be done about it. It goes by itself,
/// but not while the mouse or the focus is on it.
class Toast final : public QFrame
{
    Q_OBJECT
public:
    struct Action
    {
        QString text;
        std::function<void()> run;
    };

    Toast(const Look &look, QWidget *window);

    /// Takes the place of what was said before. The actions are gone with it.
    void tell(const QString &text, std::vector<Action> actions = {}, bool isTrouble = false);
    void applyLook();
    [[nodiscard]] QString text() const;
    [[nodiscard]] QPushButton *button(int i) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void leave();

    const Look &m_look;
    QLabel *m_text;
    QHBoxLayout *m_layout;
    std::vector<QPushButton *> m_buttons;
    QTimer m_timer;
    bool m_isTrouble = false;
};

} // namespace skep::ui
