// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QAbstractButton;
class QVBoxLayout;

namespace skep::ui {

class NavigationButton;
struct Look;

/// The pages, with icon, word and count. Pages are added by the window; the order is theirs.
class Navigation final : public QWidget
{
    Q_OBJECT
public:
    explicit Navigation(const Look &look, QWidget *parent = nullptr);

    /// `icon` is a name under :/skep/icons.
    int addPage(const QString &icon, const QString &title);
    [[nodiscard]] int count() const { return static_cast<int>(m_buttons.size()); }
    /// A page without an entry leaves the one it was opened from marked.
    void setCurrent(int page);
    /// `words` say what the count means, to screen readers and under the mouse.
    void setCount(int page, const QString &count, bool isUrgent, const QString &words);
    void applyLook();
    [[nodiscard]] QVBoxLayout *foot() const { return m_foot; }
    [[nodiscard]] QAbstractButton *button(int page) const;

signals:
    void pageChosen(int page);

private:
    const Look &m_look;
    QVBoxLayout *m_pages;
    QVBoxLayout *m_foot;
    std::vector<NavigationButton *> m_buttons;
};

} // namespace skep::ui
