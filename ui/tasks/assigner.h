// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QObject>
#include <QString>

#include <optional>

namespace skep::ui {

/// Gives a task to an agent and takes it back: sends the command with what the person saw, says what was committed and
/// why, and offers the way back as long as there is one. One at a time is remembered, the last. Window thread.
class Assigner final : public QObject
{
    Q_OBJECT
public:
    /// What can be done about what was said.
    enum class Offer { Undo, Cancel, Why, Other };
    struct Word
    {
        TaskId task = 0;
        QString text;
        QString reason; // why this agent; more than one line may hold
        std::vector<Offer> offers;
        QString other; // the agent of Offer::Other
        bool isTrouble = false;
    };

    explicit Assigner(ViewGateway &gateway, QObject *parent = nullptr);

    /// Without a choice: the engine's own best one.
    void assign(TaskId id, const std::optional<Choice> &choice, std::uint64_t decision);
    void take(Offer offer);
    /// Takes back what has not started, whoever assigned it.
    void takeBack(const TaskView &task);
    /// The task as it is now: after the start the way back is another one.
    void show(const TaskView &task);

signals:
    void pendingChanged(skep::TaskId id, const QString &text);
    void said(const skep::ui::Assigner::Word &word);
    void cancelWanted(skep::TaskId id);
    void whyWanted(skep::TaskId id);

private:
    struct Last // assignment
    {
        TaskId task = 0;
        Fence fence = 0;
        std::string agent;
        QString reason;
        bool waits = false;
        bool hasStarted = false;
    };

    void onAssigned(TaskId id, const std::optional<Choice> &choice, const CommandDone &done);
    void onRefused(TaskId id, const Error &error);
    void undo(const Last &last);
    void say(const QString &text, const QString &reason, std::vector<Offer> offers, bool isTrouble = false);

    ViewGateway &m_gateway;
    std::optional<Last> m_last;
    TaskId m_asked = 0;    // whose choice went stale
    std::string m_other;   // and who could have it instead
};

} // namespace skep::ui
