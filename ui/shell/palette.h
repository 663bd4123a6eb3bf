// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/palettemodel.h"

#include <QFrame>

class QLineEdit;
class QListView;

namespace skep::ui {

class ActionRegistry;
struct Look;

/// What hangs under the search: commands, tasks and agents that match what is typed. The keys go to the line, arrows
/// walk over the answers, Enter takes one.
class Palette final : public QFrame
{
    Q_OBJECT
public:
    static constexpr std::size_t kTasksMax = 6;

    Palette(const Look &look, ActionRegistry &actions, QLineEdit &search, QWidget *window);

    void setFound(const Found &found);
    void applyLook();
    [[nodiscard]] PaletteModel &model() { return m_model; }
    [[nodiscard]] QListView &view() { return *m_view; }

signals:
    void taskChosen(skep::TaskId id);
    void agentChosen(const QString &name);
    /// Enter without a choice, or "all that match": the board shows them.
    void allWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] std::vector<PaletteModel::Line> commandsFor(const QString &text) const;
    bool onKey(int key);
    void take(const QModelIndex &index);
    void place();

    const Look &m_look;
    ActionRegistry &m_actions;
    QLineEdit &m_search;
    PaletteModel m_model;
    QListView *m_view;
};

} // namespace skep::ui
