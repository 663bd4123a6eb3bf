// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/filechooser.h"

#include "core/limits.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr auto kBytesMax = static_cast<qint64>(limits::kParamsBytesMax);

} // namespace

FileChooser::FileChooser(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_chooseFiles(new QPushButton(tr("Choose files…"), this))
    , m_chooseFolder(new QPushButton(tr("Choose folder…"), this))
    , m_leaveOut(new QPushButton(tr("Leave these out"), this))
    , m_words(plainLabel(this))
{
    m_chooseFiles->setObjectName(QStringLiteral("newtask.files"));
    m_chooseFolder->setObjectName(QStringLiteral("newtask.folder"));
    m_leaveOut->setObjectName(QStringLiteral("newtask.leaveout"));
    m_leaveOut->setProperty("link", true);
    m_words->setObjectName(QStringLiteral("newtask.fileswords"));
    m_words->setProperty("muted", true);
    m_words->setFont(look.body);
    for (QPushButton *button : {m_chooseFiles, m_chooseFolder, m_leaveOut})
        button->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Look::kGap);
    buttons->addWidget(m_chooseFiles);
    buttons->addWidget(m_chooseFolder);
    buttons->addWidget(m_leaveOut);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(buttons);
    layout->addWidget(m_words);
    connect(m_chooseFiles, &QPushButton::clicked, this, &FileChooser::chooseFiles);
    connect(m_chooseFolder, &QPushButton::clicked, this, &FileChooser::chooseFolder);
    connect(m_leaveOut, &QPushButton::clicked, this, &FileChooser::leaveOut);
    refresh();
}

void FileChooser::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Files to work on"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        m_paths = paths;
        m_folder.clear();
        read();
    });
    dialog->open();
}

void FileChooser::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder to work on"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_paths.clear();
        m_folder = folder;
        read();
    });
    dialog->open();
}

void FileChooser::leaveOut()
{
    for (const LeftOut &file : m_found.texts.leftOut)
        m_paths.removeIf([&file](const QString &path) { return QFileInfo(path).fileName() == file.name; });
    m_chooseFiles->setFocus(); // the button that was pressed goes away
    read();
}

void FileChooser::setOnlySources(bool only)
{
    if (only == m_onlySources)
        return;
    m_onlySources = only;
    if (!m_folder.isEmpty())
        read();
    else
        refresh();
}

FileChooser::Found FileChooser::look(const QStringList &paths, const QString &folder, bool onlySources)
{
    Found found;
    std::vector<ChosenFile> chosen;
    if (folder.isEmpty()) {
        for (const QString &path : paths)
            chosen.push_back({path, QFileInfo(path).fileName()});
    } else {
        FolderFiles files = filesOf(folder, onlySources, kFilesMax);
        found.isGone = !QFileInfo(folder).isDir();
        found.cut = files.cut;
        chosen = std::move(files.files);
    }
    if (chosen.size() > kFilesMax)
        found.cut = WalkCut::Taker;
    found.count = chosen.size();
    if (found.cut == WalkCut::None)
        found.texts = readFiles(chosen, kBytesMax);
    return found;
}

void FileChooser::read()
{
    m_isReading = true;
    refresh();
    emit changed();
    // The guard is made here and only copied there; it is looked at on this thread again.
    QThreadPool::globalInstance()->start([guard = QPointer<FileChooser>(this), question = ++m_question, paths = m_paths, folder = m_folder,
                                          onlySources = m_onlySources] {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, question, found = look(paths, folder, onlySources)]() mutable {
            if (guard && guard->m_question == question)
                guard->take(std::move(found));
        });
    });
}

void FileChooser::take(Found found)
{
    m_found = std::move(found);
    m_isReading = false;
    refresh();
    emit changed();
}

QString FileChooser::cutWords() const
{
    switch (m_found.cut) {
    case WalkCut::None: break;
    case WalkCut::Taker: return tr("Files: at most %1, and these are more.").arg(text::number(static_cast<std::int64_t>(kFilesMax)));
    case WalkCut::Entries:
        return tr("Folder: at most %1 files and folders are looked at, and this one holds more.").arg(text::number(kFolderEntriesMax));
    case WalkCut::Depth:
        return tr("Folder: at most %1 levels deep, and this one is deeper. Choose a folder further down.").arg(kFolderDepthMax);
    }
    return {};
}

QString FileChooser::fault() const
{
    if (isEmpty())
        return tr("Choose what to work on.");
    if (m_isReading)
        return {};
    const QString name = QFileInfo(m_folder).fileName();
    if (m_found.isGone)
        return tr("The folder %1 is not there any more.").arg(name);
    if (const QString sentence = cutWords(); !sentence.isEmpty())
        return sentence;
    if (m_found.texts.bytes > kBytesMax)
        return tr("Files: at most %1 for one task, and these have %2. “Review a folder of mine” makes many tasks of one folder.")
            .arg(text::bytes(kBytesMax), text::bytes(m_found.texts.bytes));
    if (m_folder.isEmpty() && !m_found.texts.leftOut.empty())
        return tr("These cannot be sent. %1", "a list of files, each with its reason").arg(leftOutWords(m_found.texts.leftOut));
    if (m_found.texts.files.isEmpty())
        return m_onlySources ? tr("The folder %1 holds no source in JavaScript, TypeScript, Python or C++.").arg(name)
                             : tr("The folder %1 holds no text.").arg(name);
    return {};
}

void FileChooser::refresh()
{
    const FilesRead &texts = m_found.texts;
    m_leaveOut->setVisible(!m_isReading && m_folder.isEmpty() && !m_paths.isEmpty() && !texts.leftOut.empty());
    if (isEmpty()) {
        m_words->setText(m_onlySources ? tr("Source in JavaScript, TypeScript, Python or C++")
                                       : tr("A project with its tests in JavaScript, Python or C++"));
        return;
    }
    if (m_isReading) {
        m_words->setText(tr("Reading…"));
        return;
    }
    QString words = tr("%n file(s), %1", nullptr, static_cast<int>(texts.files.size())).arg(text::bytes(texts.bytes));
    if (!m_folder.isEmpty()) {
        words += QStringLiteral(" · ") + m_folder;
        if (!texts.leftOut.empty())
            words += QStringLiteral(" · ") + tr("left out: %1", "files").arg(leftOutWords(texts.leftOut));
    }
    m_words->setText(breakable(words));
}

} // namespace skep::ui
