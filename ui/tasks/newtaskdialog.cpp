// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/newtaskdialog.h"

#include "core/gateway.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QUuid>

namespace skep::ui {
namespace {

enum Input { FilesInput, PromptInput, NoInput };

struct Kind
{
    const char *name; // type and required capability
    Input input;
};
constexpr std::array<Kind, 4> kKinds{
    {{"code-review", FilesInput}, {"documentation", FilesInput}, {"code-generation", PromptInput}, {"simulate", NoInput}}};

// Base64 of JSON escapes may double a text; the hub's limit is on the whole object.
constexpr qint64 kFilesBytesMax = static_cast<qint64>(limits::kParamsBytesMax) * 3 / 4;

} // namespace

NewTaskDialog::NewTaskDialog(const Look &look, ViewGateway &gateway, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_kind(new QComboBox(this))
    , m_title(new QLineEdit(this))
    , m_priority(new QComboBox(this))
    , m_start(new QComboBox(this))
    , m_input(new QStackedWidget(this))
    , m_message(plainLabel(this))
    , m_submit(new QPushButton(tr("Add task"), this))
{
    setWindowTitle(tr("New task"));
    m_kind->addItems({tr("Review code"), tr("Document code"), tr("Generate code"), tr("Simulate work")});
    m_title->setPlaceholderText(tr("What is to be done"));
    m_title->setMaxLength(static_cast<int>(limits::kTitleBytesMax / 3));
    m_priority->addItems({tr("P0, most urgent"), QStringLiteral("P1"), QStringLiteral("P2"), QStringLiteral("P3")});
    m_priority->setCurrentIndex(2);
    m_start->addItems({tr("As soon as an agent is free"), tr("Hold until I assign it")});
    buildFiles(m_input);
    m_prompt = new QPlainTextEdit(this);
    m_prompt->setPlaceholderText(tr("Describe the code to write. It needs a nanobot started with --model-url."));
    m_input->addWidget(m_prompt);
    auto *none = plainLabel(this);
    none->setText(tr("Nothing real is done: an agent makes up times and progress, and every screen says “simulated”."));
    m_input->addWidget(none);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setVerticalSpacing(10);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Priority"), m_priority);
    form->addRow(tr("&Start"), m_start);
    form->addRow(tr("&Works on"), m_input);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_submit->setProperty("primary", true);
    m_submit->setDefault(true);
    m_submit->setObjectName(QStringLiteral("submit"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_message, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_submit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addLayout(buttons);
    resize(500, sizeHint().height());
    connect(m_kind, &QComboBox::currentIndexChanged, this, &NewTaskDialog::refresh);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &NewTaskDialog::refresh);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_submit, &QPushButton::clicked, this, &NewTaskDialog::submit);
    refresh();
}

void NewTaskDialog::buildFiles(QStackedWidget *stack)
{
    auto *page = new QWidget(stack);
    m_files = plainLabel(page);
    m_files->setProperty("muted", true);
    auto *choose = new QPushButton(tr("Choose files…"), page);
    connect(choose, &QPushButton::clicked, this, &NewTaskDialog::chooseFiles);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(choose, 0, Qt::AlignTop);
    layout->addWidget(m_files, 1);
    stack->addWidget(page);
}

void NewTaskDialog::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Files to work on"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        m_paths = paths;
        refresh();
    });
    dialog->open();
}

void NewTaskDialog::refresh()
{
    const Input input = kKinds[static_cast<std::size_t>(m_kind->currentIndex())].input;
    m_input->setCurrentIndex(input);
    qint64 bytes = 0;
    for (const QString &path : m_paths)
        bytes += QFileInfo(path).size();
    m_files->setText(m_paths.isEmpty() ? tr("JavaScript, TypeScript, Python or C++")
                                       : tr("%n file(s), %1", nullptr, static_cast<int>(m_paths.size())).arg(text::bytes(bytes)));
    const bool isTooMuch = input == FilesInput && bytes > kFilesBytesMax;
    tell(isTooMuch ? tr("Too much for one task: at most %1.").arg(text::bytes(kFilesBytesMax)) : QString());
    m_submit->setEnabled(!isTooMuch
                         && (input == NoInput || (input == FilesInput && !m_paths.isEmpty())
                             || (input == PromptInput && !m_prompt->toPlainText().trimmed().isEmpty())));
}

TaskSpec NewTaskDialog::spec() const
{
    const Kind &kind = kKinds[static_cast<std::size_t>(m_kind->currentIndex())];
    TaskSpec spec;
    spec.type = kind.name;
    spec.title = m_title->text().trimmed().toStdString();
    spec.priority = static_cast<Priority>(m_priority->currentIndex());
    spec.start = m_start->currentIndex() == 0 ? StartPolicy::Automatic : StartPolicy::Held;
    spec.required = {kind.name};
    QJsonObject params{{QStringLiteral("executor"), QString::fromLatin1(kind.name)}};
    if (kind.input == FilesInput) {
        QJsonArray files;
        for (const QString &path : m_paths) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly))
                files.append(QJsonObject{{QStringLiteral("path"), QFileInfo(path).fileName()},
                                         {QStringLiteral("text"), QString::fromUtf8(file.read(kFilesBytesMax))}});
        }
        params.insert(QStringLiteral("files"), files);
    } else if (kind.input == PromptInput) {
        params.insert(QStringLiteral("prompt"), m_prompt->toPlainText());
    }
    spec.params = QJsonDocument(params).toJson(QJsonDocument::Compact).toStdString();
    return spec;
}

void NewTaskDialog::submit()
{
    m_submit->setEnabled(false);
    tell({});
    cmd::Submit command;
    command.key = "window-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    command.task = spec();
    const QPointer<NewTaskDialog> guard(this);
    m_gateway.send(std::move(command), [guard](const Result<CommandDone> &result) {
        if (!guard)
            return;
        if (!result) {
            guard->tell(text::error(result.error()));
            guard->m_submit->setEnabled(true);
            return;
        }
        emit guard->submitted(result->id);
        guard->accept();
    });
}

void NewTaskDialog::tell(const QString &text)
{
    m_message->setText(text);
    m_message->setStyleSheet(m_look.theme.filled(QStringLiteral("color: ${failed};")));
}

} // namespace skep::ui
