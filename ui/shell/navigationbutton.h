// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace skep::ui {

struct Look;

/// One page in the navigation.
class NavigationButton final : public QAbstractButton
{
    Q_OBJECT
public:
    NavigationButton(const Look &look, const QString &icon, const QString &title, QWidget *parent = nullptr);

    void setCount(const QString &count, bool isUrgent, const QString &words);
    void applyLook();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    QString m_iconName;
    QString m_title;
    QString m_count;
    bool m_isUrgent = false;
    QPixmap m_plain;
    QPixmap m_chosen;
};

/// A monochrome icon of :/skep/icons in the given colour.
[[nodiscard]] QPixmap tintedIcon(const QString &name, const QColor &colour, int size, double ratio);

} // namespace skep::ui
