// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/command.h"
#include "viewmodel/boardmoves.h"

#include <QFrame>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;

namespace skep {
class Marks;
class ViewGateway;
}

namespace skep::ui {

struct Look;

/// What can be done with all marked tasks at once. Each button names how many it is about; that set is fixed when it is
/// pressed, and what came of it is said in numbers, with the way back where there is one.
class BulkBar final : public QFrame
{
    Q_OBJECT
public:
    BulkBar(const Look &look, ViewGateway &gateway, Marks &marks, QWidget *parent = nullptr);

    /// Asks for the marked tasks as they are now.
    void ask();
    /// The answer to viewsWanted(), one for each.
    void setViews(const std::vector<TaskView> &views);
    void applyLook();
    [[nodiscard]] QString words() const;

signals:
    /// The values of these are wanted.
    void viewsWanted(const std::vector<skep::TaskId> &ids);

private:
    struct Button
    {
        BulkAction action = BulkAction::Cancel;
        QPushButton *button = nullptr;
        std::vector<TaskId> ids; // that it applies to
    };
    struct Run // of one press
    {
        BulkAction action = BulkAction::Cancel;
        std::size_t left = 0, good = 0;
        std::vector<TaskId> done;
        std::optional<Error> firstRefusal;
    };

    QPushButton *addButton(BulkAction action, const char *name);
    void onMarks();
    void refresh();
    void press(BulkAction action, Priority priority = Priority::P2);
    void send(const std::vector<TaskId> &ids, BulkAction action, Priority priority);
    void finish(const Run &run);
    [[nodiscard]] static Command commandFor(BulkAction action, TaskId id, Priority priority);
    [[nodiscard]] QString label(BulkAction action, int count) const;

    const Look &m_look;
    ViewGateway &m_gateway;
    Marks &m_marks;
    std::vector<Button> m_buttons;
    bool m_isBusy = false;
    int m_questions = 0; // not answered yet
    std::vector<TaskId> m_undo;
    BulkAction m_undoAction = BulkAction::Retry;
    QLabel *m_words;
    QLabel *m_result;
    QPushButton *m_undoButton;
};

} // namespace skep::ui
