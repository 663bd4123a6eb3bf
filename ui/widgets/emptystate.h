// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace skep::ui {

struct Look;

/// What a list shows when it is empty: what will be here, and the one action that fills it.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Look &look, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &text, const QString &action = {});

signals:
    void triggered();

private:
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace skep::ui
