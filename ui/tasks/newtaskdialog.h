// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace skep {
class ViewGateway;
}

namespace skep::ui {

struct Look;

/// Asks for a new task: kind, title, priority and what the kind works on. Refusals are explained in the dialog.
class NewTaskDialog final : public QDialog
{
    Q_OBJECT
public:
    NewTaskDialog(const Look &look, ViewGateway &gateway, QWidget *parent = nullptr);

signals:
    /// 0: the hub did not say which number it got.
    void submitted(skep::TaskId id);

private:
    void buildFiles(QStackedWidget *stack);
    void chooseFiles();
    void submit();
    void refresh();
    void tell(const QString &text);
    [[nodiscard]] TaskSpec spec() const;

    const Look &m_look;
    ViewGateway &m_gateway;
    QComboBox *m_kind;
    QLineEdit *m_title;
    QComboBox *m_priority;
    QComboBox *m_start;
    QStackedWidget *m_input;
    QLabel *m_files;
    QPlainTextEdit *m_prompt;
    QLabel *m_message;
    QPushButton *m_submit;
    QStringList m_paths;
};

} // namespace skep::ui
