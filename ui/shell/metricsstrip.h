// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QWidget>

#include <array>

class QHelpEvent;
class QLabel;
class QLineEdit;
class QPushButton;

namespace skep::ui {

class Sparkline;
struct Look;

/// The figures over every page, the search and the way to a new task. Where there is no room for all of them in the
/// language shown, the line, the rate and the age go first: half a word would tell nothing.
class MetricsStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit MetricsStrip(const Look &look, QWidget *parent = nullptr);

    void apply(const Page &page);
    void tick(TimeMs now);
    void setStale(bool stale);
    [[nodiscard]] QLineEdit &search() { return *m_search; }
    [[nodiscard]] QString figure(int index) const;
    /// What is said under the mouse; empty where the words say it all. Made when somebody asks, not with every figure.
    [[nodiscard]] QString tip(int index) const;
    void addButton(QPushButton *button);

protected:
    bool event(QEvent *event) override;

private:
    enum Figure { Waiting, Working, Done, Failed, Rate, Oldest, FigureCount };
    QWidget *makeFigure(Figure figure, const QString &words);
    void setFigure(Figure figure, const QString &text);
    void fit();
    bool showTip(const QHelpEvent &event);

    const Look &m_look;
    std::array<QLabel *, FigureCount> m_figures{};
    Sparkline *m_sparkline;
    QLineEdit *m_search;
    TimeMs m_oldest = 0;
    std::int64_t m_doneInAll = 0;
    std::int64_t m_failedInAll = 0;
};

} // namespace skep::ui
