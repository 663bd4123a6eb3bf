// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setupdialog.h"

#include "ui/widgets/look.h"
#include "ui/widgets/section.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kSetupWidth = 600;

} // namespace

SetupDialog::SetupDialog(const Look &look, const QString &nanobot, bool isDemonstration, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
{
    setWindowTitle(tr("Set up my own fleet"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(14);
    addStep(layout, tr("Start a nanobot"), tr("It works by rules: reviews and documentation, without a model. Start as many as you like."),
            nanobot + QStringLiteral(" --slots 2"));
    addStep(layout, tr("Let it write code"), tr("Any server that speaks the OpenAI protocol will do, such as llama-server."),
            nanobot + QStringLiteral(" --model-url http://127.0.0.1:8080/v1"));
    addStep(layout, tr("Give it work from a script"), tr("The window shows it at once."),
            QStringLiteral("skepctl tasks add --help"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(close);
    if (isDemonstration) {
        QLabel *words = plainLabel(this);
        words->setFont(look.body);
        words->setText(tr("Your own hub keeps its tasks over restarts. The demonstration and all it made go when it ends."));
        layout->insertWidget(0, words);
        auto *start = new QPushButton(tr("End the demonstration and start my own hub"), this);
        start->setProperty("primary", true);
        start->setObjectName(QStringLiteral("setup.start"));
        start->setDefault(true);
        connect(start, &QPushButton::clicked, this, [this] {
            accept();
            emit ownHubWanted();
        });
        buttons->addWidget(start);
    }
    layout->addLayout(buttons);
    resize(kSetupWidth, sizeHint().height());
}

void SetupDialog::addStep(QVBoxLayout *layout, const QString &title, const QString &help, const QString &command)
{
    auto *head = new QLabel(title, this);
    head->setFont(m_look.bodyBold);
    QLabel *words = plainLabel(this);
    words->setFont(m_look.body);
    words->setProperty("muted", true);
    words->setText(help);
    auto *line = new QLineEdit(command, this);
    line->setReadOnly(true);
    line->setFont(m_look.mono);
    line->setAccessibleName(title);
    head->setBuddy(line);
    auto *copy = new QPushButton(tr("Copy"), this);
    copy->setAccessibleName(tr("Copy: %1").arg(title));
    connect(copy, &QPushButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });
    auto *row = new QHBoxLayout;
    row->setSpacing(Look::kGap);
    row->addWidget(line, 1);
    row->addWidget(copy);
    auto *step = new QVBoxLayout;
    step->setSpacing(4);
    step->addWidget(head);
    step->addWidget(words);
    step->addLayout(row);
    layout->addLayout(step);
}

} // namespace skep::ui
