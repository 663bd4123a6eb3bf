// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway.h"
#include "viewmodel/diffmodel.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace skep::ui {

struct Look;

/// The files that attempts left: a list, and the chosen one as text or as a diff, side by side where there is room.
class FilesView final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kSideBySideFrom = 1'100;

    FilesView(const Look &look, ViewGateway &gateway, QWidget *parent = nullptr);

    void show(const std::vector<ArtifactInfo> &files, const std::vector<AttemptInfo> &attempts);
    void applyLook();
    [[nodiscard]] DiffModel &diff() { return m_diff; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString message() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose(int row);
    void showBytes(const std::string &bytes);
    void saveAs();
    void tell(const QString &words, bool isTrouble);
    void fitColumns();

    const Look &m_look;
    ViewGateway &m_gateway;
    std::vector<ArtifactInfo> m_files;
    std::string m_shown; // hash of the file that is shown or being read
    std::string m_bytes;
    DiffModel m_diff;
    QListWidget *m_list;
    QLabel *m_message;
    QPushButton *m_save;
    QStackedLayout *m_stack;
    QPlainTextEdit *m_text;
    QTreeView *m_table;
};

} // namespace skep::ui
