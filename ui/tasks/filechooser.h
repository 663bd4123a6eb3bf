// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/sourcefiles.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace skep::ui {

struct Look;

/// Asks for the files, or the folder, that a task works on, and reads them beside the window thread. What cannot be
/// read is named: of files that were chosen one by one it has to be left out by hand, of a folder it is told.
class FileChooser final : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t kFilesMax = 2'000; // as many as an agent takes; more are refused

    explicit FileChooser(const Look &look, QWidget *parent = nullptr);

    /// Of a folder only files in languages that can be reviewed; else all its texts.
    void setOnlySources(bool only);
    /// Reads all of it as it is now; changed() tells when that ended.
    void read();
    [[nodiscard]] bool isEmpty() const { return m_paths.isEmpty() && m_folder.isEmpty(); }
    [[nodiscard]] bool isReading() const { return m_isReading; }
    /// As last read.
    [[nodiscard]] const QJsonArray &files() const { return m_found.texts.files; }
    /// What is wrong with the choice, in a sentence; empty: nothing.
    [[nodiscard]] QString fault() const;
    [[nodiscard]] QPushButton &filesButton() const { return *m_chooseFiles; }

signals:
    void changed();

private:
    struct Found
    {
        FilesRead texts;
        std::size_t count = 0;
        WalkCut cut = WalkCut::None; // Taker: more files than are allowed
        bool isGone = false; // the folder
    };

    void chooseFiles();
    void chooseFolder();
    void leaveOut();
    void take(Found found);
    void refresh();
    [[nodiscard]] QString cutWords() const;
    [[nodiscard]] static Found look(const QStringList &paths, const QString &folder, bool onlySources);

    QPushButton *m_chooseFiles;
    QPushButton *m_chooseFolder;
    QPushButton *m_leaveOut;
    QLabel *m_words;
    QStringList m_paths; // either these ...
    QString m_folder;    // ... or this
    bool m_onlySources = true;
    bool m_isReading = false;
    unsigned m_question = 0; // the newest reading; older ones are void
    Found m_found;
};

} // namespace skep::ui
