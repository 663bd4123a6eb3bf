// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace skep::ui {

struct Look;

/// One attempt from its beginning to its verdict, as one of several columns beside each other.
class AttemptColumn final : public QFrame
{
    Q_OBJECT
public:
    static constexpr int kWidthMin = 270;

    AttemptColumn(const Look &look, const AttemptInfo &attempt, const TaskView &task, QWidget *parent = nullptr);

private:
    void addHead(QVBoxLayout *layout, const AttemptInfo &attempt);
    void addVerdict(QVBoxLayout *layout, const AttemptInfo &attempt);
    QLabel *addLine(QVBoxLayout *layout, const QString &text, bool isMuted);

    const Look &m_look;
};

} // namespace skep::ui
