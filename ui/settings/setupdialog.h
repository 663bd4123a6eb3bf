// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QVBoxLayout;

namespace skep::ui {

struct Look;

/// How to come from here to agents of one's own: the commands, ready to copy, with this hub's address in them.
class SetupDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `nanobot`: the command that starts one for this hub.
    SetupDialog(const Look &look, const QString &nanobot, bool isDemonstration, QWidget *parent = nullptr);

signals:
    /// Leave the demonstration and start a hub that keeps its data.
    void ownHubWanted();

private:
    void addStep(QVBoxLayout *layout, const QString &title, const QString &help, const QString &command);

    const Look &m_look;
};

} // namespace skep::ui
