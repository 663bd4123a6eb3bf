// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace skep::ui {

struct Look;

/// The live log of one task. It follows while its end is on the screen; scrolled up, it stays and counts what waits.
class LogView final : public QWidget
{
    Q_OBJECT
public:
    explicit LogView(const Look &look, QWidget *parent = nullptr);

    void clear();
    /// The lines known so far, oldest first. Live lines that came before are kept behind them, none twice.
    void setKnown(const std::vector<LogLine> &lines);
    void append(const std::vector<LogLine> &lines);
    void applyLook();
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] bool isFollowing() const;

private:
    void add(const LogLine &line);
    void showState();

    const Look &m_look;
    QLabel *m_state;
    QPushButton *m_jump;
    QPlainTextEdit *m_text;
    std::vector<LogLine> m_early; // live lines that came before the known ones
    bool m_isKnown = false;
    int m_count = 0;
    int m_unseen = 0;
};

} // namespace skep::ui
