// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QTextCharFormat>
#include <QWidget>

#include <map>

class QVBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace skep {
struct AnsiRun;
}

namespace skep::ui {

struct Look;

/// The live log of one task, with who said each line. It follows while its end is on the screen; scrolled up, it stays
/// and counts what waits. Its search marks all places and walks over them.
class LogView final : public QWidget
{
    Q_OBJECT
public:
    explicit LogView(const Look &look, QWidget *parent = nullptr);

    void clear();
    /// The agents of the attempts, by fence: they are named before their lines.
    void setActors(const std::vector<AttemptInfo> &attempts);
    /// The lines known so far, oldest first. Live lines that came before are kept behind them, none twice.
    void setKnown(const std::vector<LogLine> &lines);
    void append(const std::vector<LogLine> &lines);
    void applyLook();
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] bool isFollowing() const;
    [[nodiscard]] QString matchText() const;
    [[nodiscard]] QLineEdit &search() { return *m_search; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHead(QVBoxLayout *layout);
    void add(const LogLine &line);
    void redraw();
    void showState();
    void find();
    void step(int by);
    void showMatch();
    [[nodiscard]] QTextCharFormat formatOf(const AnsiRun &run) const;

    const Look &m_look;
    QLabel *m_state;
    QPushButton *m_jump;
    QLineEdit *m_search;
    QLabel *m_match;
    QPlainTextEdit *m_text;
    std::vector<LogLine> m_lines; // newest limits::kLiveLogLinesMax
    std::vector<LogLine> m_early; // live lines that came before the known ones
    std::map<Fence, QString> m_actors;
    std::vector<int> m_matches;   // positions in the text
    int m_current = -1;           // of the matches
    bool m_isKnown = false;
    int m_unseen = 0;
};

} // namespace skep::ui
