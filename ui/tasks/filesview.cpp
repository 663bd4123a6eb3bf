// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/filesview.h"

#include "ui/widgets/look.h"
#include "ui/widgets/savefile.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QStackedLayout>
#include <QStringDecoder>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kListWidth = 240;
constexpr int kLineColumn = 48;

/// A line of a diff: added and removed by sign and colour.
class DiffDelegate final : public QStyledItemDelegate
{
public:
    DiffDelegate(const Look &look, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_look(look)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {kLineColumn, QFontMetrics(m_look.mono).height() + 2};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto kind = static_cast<DiffRow::Kind>(index.data(DiffModel::KindRole).toInt());
        const QString words = index.data().toString();
        const Theme &theme = m_look.theme;
        QColor colour = theme.text;
        if (kind == DiffRow::Kind::Added)
            colour = theme.of(TaskState::Done);
        else if (kind == DiffRow::Kind::Removed)
            colour = theme.of(TaskState::Failed);
        else if (kind == DiffRow::Kind::Head || index.column() == DiffModel::OldLineColumn || index.column() == DiffModel::NewLineColumn)
            colour = theme.muted;
        painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? theme.accentSoft : theme.surface);
        painter->setFont(m_look.mono);
        painter->setPen(colour);
        const auto align = index.data(Qt::TextAlignmentRole).toInt();
        painter->drawText(option.rect.adjusted(4, 0, -4, 0), align | Qt::TextSingleLine | Qt::TextExpandTabs, words);
    }

private:
    const Look &m_look;
};

} // namespace

FilesView::FilesView(const Look &look, ViewGateway &gateway, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_list(new QListWidget(this))
    , m_message(plainLabel(this))
    , m_save(new QPushButton(tr("Save as…"), this))
    , m_stack(new QStackedLayout)
    , m_text(new QPlainTextEdit(this))
    , m_table(new QTreeView(this))
{
    m_list->setAccessibleName(tr("Files"));
    m_list->setFixedWidth(kListWidth);
    m_text->setReadOnly(true);
    m_text->setProperty("log", true);
    m_text->setAccessibleName(tr("Text of the file"));
    m_table->setModel(&m_diff);
    m_table->setItemDelegate(new DiffDelegate(look, this));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setHeaderHidden(true);
    m_table->setAccessibleName(tr("What the file changes"));
    m_table->header()->setStretchLastSection(false);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_table);
    auto *head = new QHBoxLayout;
    head->addWidget(m_message, 1);
    head->addWidget(m_save);
    auto *right = new QVBoxLayout;
    right->setSpacing(6);
    right->addLayout(head);
    right->addLayout(m_stack, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_list);
    layout->addLayout(right, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &FilesView::choose);
    connect(m_save, &QPushButton::clicked, this, &FilesView::saveAs);
    show({}, {});
}

void FilesView::show(const std::vector<ArtifactInfo> &files, const std::vector<AttemptInfo> &attempts)
{
    const auto attemptOf = [&attempts](Fence fence) {
        const auto at = std::find_if(attempts.begin(), attempts.end(), [fence](const AttemptInfo &a) { return a.fence == fence; });
        return at == attempts.end() ? 0 : at->attempt;
    };
    m_files = files;
    int row = -1;
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (std::size_t i = 0; i < files.size(); ++i) {
            const int attempt = attemptOf(files[i].fence);
            const QString size = text::bytes(files[i].bytes);
            m_list->addItem(attempt > 0 ? tr("%1\nattempt %2 · %3", "file, number, size").arg(text::of(files[i].name)).arg(attempt).arg(size)
                                        : tr("%1\n%2", "file, size").arg(text::of(files[i].name), size));
            if (files[i].sha256 == m_shown)
                row = static_cast<int>(i);
        }
        m_list->setCurrentRow(row);
    }
    m_list->setVisible(!files.empty());
    if (files.empty()) {
        m_shown.clear();
        m_save->hide();
        m_text->clear();
        m_stack->setCurrentWidget(m_text);
        tell(tr("No attempt left a file."), false);
    } else if (row < 0) {
        m_list->setCurrentRow(static_cast<int>(files.size()) - 1); // the newest
    }
}

void FilesView::choose(int row)
{
    if (row < 0 || row >= static_cast<int>(m_files.size()))
        return;
    const ArtifactInfo &file = m_files[static_cast<std::size_t>(row)];
    m_shown = file.sha256;
    m_bytes.clear();
    m_save->hide();
    m_text->clear();
    m_stack->setCurrentWidget(m_text);
    tell(tr("Reading %1…").arg(text::of(file.name)), false);
    const QPointer<FilesView> guard(this);
    m_gateway.fetchArtifact(file, ViewGateway::kShownArtifactBytesMax, [guard, hash = file.sha256](const Result<std::string> &bytes) {
        if (!guard || hash != guard->m_shown)
            return;
        if (bytes)
            guard->showBytes(*bytes);
        else
            guard->tell(text::error(bytes.error()), true);
    });
}

void FilesView::showBytes(const std::string &bytes)
{
    m_bytes = bytes;
    m_save->show();
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString words = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (decoder.hasError() || words.contains(QChar(0))) {
        tell(tr("This file is no text. It can be saved."), false);
        return;
    }
    tell({}, false);
    if (isDiff(words)) {
        m_diff.setText(words);
        m_stack->setCurrentWidget(m_table);
        fitColumns();
    } else {
        m_text->setPlainText(words);
    }
}

void FilesView::saveAs()
{
    auto *dialog = new QFileDialog(this, tr("Save the file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const int row = m_list->currentRow();
    if (row >= 0) // an agent chose the name: only its last part, so that it cannot choose the folder
        dialog->selectFile(QFileInfo(text::of(m_files[static_cast<std::size_t>(row)].name)).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const SavedFile saved = saveFile(path, [this](QIODevice &file) { return file.write(m_bytes.data(), static_cast<qint64>(m_bytes.size())) >= 0; });
        tell(saved.words, !saved.isGood);
    });
    dialog->open();
}

void FilesView::fitColumns()
{
    const bool isWide = window()->width() >= kSideBySideFrom;
    m_diff.setSideBySide(isWide);
    QHeaderView *header = m_table->header();
    m_table->setColumnHidden(DiffModel::OldColumn, !isWide);
    header->resizeSection(DiffModel::OldLineColumn, kLineColumn);
    header->resizeSection(DiffModel::NewLineColumn, kLineColumn);
    const int room = std::max(200, m_table->viewport()->width() - 2 * kLineColumn);
    header->resizeSection(DiffModel::OldColumn, room / 2);
    header->resizeSection(DiffModel::NewColumn, isWide ? room - room / 2 : room);
}

void FilesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_stack->currentWidget() == m_table)
        fitColumns();
}

void FilesView::tell(const QString &words, bool isTrouble)
{
    m_message->setText(words);
    m_message->setStyleSheet(m_look.theme.filled(isTrouble ? QStringLiteral("color: ${failed};") : QStringLiteral("color: ${muted};")));
}

QString FilesView::text() const { return m_text->toPlainText(); }

QString FilesView::message() const { return m_message->text(); }

void FilesView::applyLook()
{
    m_text->setFont(m_look.mono);
    m_table->viewport()->update();
}

} // namespace skep::ui
