// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/templatebar.h"

#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/tasktemplates.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

TemplateBar::TemplateBar(const Look &look, TaskTemplates &templates, std::function<TaskDraft()> current, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_templates(templates)
    , m_current(std::move(current))
    , m_list(new QComboBox(this))
    , m_save(new QPushButton(tr("Save as template…"), this))
    , m_delete(new QPushButton(tr("Delete template"), this))
    , m_panel(new QWidget(this))
    , m_words(plainLabel(m_panel))
    , m_name(new QLineEdit(m_panel))
    , m_yes(new QPushButton(m_panel))
    , m_no(new QPushButton(m_panel))
    , m_fault(plainLabel(this))
{
    auto *label = new QLabel(tr("T&emplate"), this);
    label->setBuddy(m_list);
    m_list->setAccessibleName(tr("Template"));
    m_name->setAccessibleName(tr("Name of the template"));
    m_name->setPlaceholderText(tr("Name of the template"));
    m_list->setObjectName(QStringLiteral("template.list"));
    m_save->setObjectName(QStringLiteral("template.save"));
    m_delete->setObjectName(QStringLiteral("template.delete"));
    m_words->setObjectName(QStringLiteral("template.words"));
    m_name->setObjectName(QStringLiteral("template.name"));
    m_yes->setObjectName(QStringLiteral("template.yes"));
    m_no->setObjectName(QStringLiteral("template.no"));
    m_fault->setObjectName(QStringLiteral("template.fault"));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // names may be long
    m_list->setMinimumContentsLength(12);
    m_list->installEventFilter(this);
    for (QPushButton *button : {m_save, m_delete, m_yes, m_no})
        button->setAutoDefault(false);
    m_fault->setFont(look.meta);
    auto *line = new QHBoxLayout;
    line->setSpacing(Look::kGap);
    line->addWidget(label);
    line->addWidget(m_list, 1);
    line->addWidget(m_save);
    line->addWidget(m_delete);
    auto *asked = new QHBoxLayout(m_panel);
    asked->setContentsMargins(0, 0, 0, 0);
    asked->setSpacing(Look::kGap);
    asked->addWidget(m_words, 1);
    asked->addWidget(m_name, 2);
    asked->addWidget(m_yes);
    asked->addWidget(m_no);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_panel);
    layout->addWidget(m_fault);
    m_panel->hide();
    m_fault->hide();
    connect(m_list, &QComboBox::activated, this, &TemplateBar::take);
    connect(m_save, &QPushButton::clicked, this, [this] { ask(Asking::Name); });
    connect(m_delete, &QPushButton::clicked, this, [this] { ask(Asking::Delete); });
    connect(m_yes, &QPushButton::clicked, this, &TemplateBar::answer);
    connect(m_no, &QPushButton::clicked, this, [this] {
        ask(Asking::Nothing);
        m_list->setFocus();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        if (m_asking == Asking::Overwrite)
            ask(Asking::Name); // it was about another name
        setFault({});
    });
    m_templates.load();
    fillList({});
}

void TemplateBar::fillList(const QString &selected)
{
    m_list->clear();
    for (int kind = 0; kind < kTaskKindCount; ++kind)
        m_list->addItem(taskKindTitle(static_cast<TaskKind>(kind)), kind);
    const QStringList names = m_templates.names();
    if (!names.isEmpty())
        m_list->insertSeparator(m_list->count());
    for (const QString &name : names)
        m_list->addItem(name, name);
    const int at = selected.isEmpty() ? 0 : m_list->findData(selected);
    m_list->setCurrentIndex(std::max(at, 0));
    m_delete->setEnabled(!ownName().isEmpty());
}

QString TemplateBar::ownName() const
{
    const QVariant data = m_list->currentData();
    return data.typeId() == QMetaType::QString ? data.toString() : QString();
}

void TemplateBar::take(int index)
{
    ask(Asking::Nothing);
    const QString own = ownName();
    m_delete->setEnabled(!own.isEmpty());
    if (own.isEmpty()) {
        TaskDraft draft;
        draft.kind = static_cast<TaskKind>(m_list->itemData(index).toInt());
        emit chosen(draft);
    } else if (const auto draft = m_templates.find(own)) {
        emit chosen(*draft);
    }
}

void TemplateBar::follow(TaskKind kind)
{
    if (ownName().isEmpty())
        m_list->setCurrentIndex(static_cast<int>(kind));
}

void TemplateBar::offerUndo(bool offered)
{
    if (offered)
        ask(Asking::Undo);
    else if (m_asking == Asking::Undo)
        ask(Asking::Nothing);
}

void TemplateBar::ask(Asking what)
{
    const bool isNaming = what == Asking::Name || what == Asking::Overwrite;
    if (what == Asking::Name && m_asking == Asking::Nothing)
        m_name->setText(ownName()); // saving what was changed is the usual case
    m_asking = what;
    m_name->setVisible(isNaming);
    m_no->setVisible(isNaming || what == Asking::Delete);
    m_no->setText(what == Asking::Delete ? tr("Keep") : tr("Cancel"));
    switch (what) {
    case Asking::Nothing: m_words->clear(); break;
    case Asking::Name: m_words->clear(); m_yes->setText(tr("Save")); break;
    case Asking::Overwrite: m_words->setText(tr("There is one of this name.")); m_yes->setText(tr("Overwrite")); break;
    case Asking::Delete: m_words->setText(tr("Delete “%1”?", "a template").arg(ownName())); m_yes->setText(tr("Delete")); break;
    case Asking::Undo: m_words->setText(tr("This took the place of what was typed.")); m_yes->setText(tr("Undo")); break;
    }
    m_words->setVisible(!m_words->text().isEmpty());
    m_yes->setVisible(what != Asking::Nothing);
    m_panel->setVisible(what != Asking::Nothing);
    setFault({});
    if (what == Asking::Name && !m_name->hasFocus()) {
        m_name->setFocus();
        m_name->selectAll();
    } else if (what == Asking::Overwrite || what == Asking::Delete) {
        m_no->setFocus(); // a key pressed without a look harms nothing
    }
}

void TemplateBar::answer()
{
    switch (m_asking) {
    case Asking::Nothing: break;
    case Asking::Name:
    case Asking::Overwrite: save(); break;
    case Asking::Delete: remove(); break;
    case Asking::Undo: emit undoWanted(); break;
    }
}

void TemplateBar::save()
{
    const QString name = TaskTemplates::cleanName(m_name->text());
    m_templates.load(); // another window may have one of this name by now
    if (m_asking == Asking::Name && m_templates.contains(name))
        return ask(Asking::Overwrite);
    const auto saved = m_templates.save(name, m_current());
    if (!saved) {
        m_name->setFocus();
        return setFault(TaskTemplates::words(saved.error()));
    }
    fillList(name);
    m_list->setFocus();
    say(tr("Saved as “%1”, without the files.", "a template").arg(name));
}

void TemplateBar::remove()
{
    const QString name = ownName();
    const auto removed = m_templates.remove(name);
    m_list->setFocus();
    if (!removed && removed.error().code != ErrorCode::NotFound)
        return setFault(TaskTemplates::words(removed.error()));
    fillList({});
    say(tr("“%1” is deleted. The form stays as it is.", "a template").arg(name));
}

void TemplateBar::say(const QString &words)
{
    ask(Asking::Nothing);
    m_words->setText(words);
    m_words->show();
    m_panel->show();
}

void TemplateBar::setFault(const QString &sentence)
{
    if (sentence.isEmpty() && !m_fault->isVisibleTo(this))
        return;
    m_fault->setStyleSheet(m_look.theme.filled(QStringLiteral("color: ${failed};")));
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
    m_name->setAccessibleDescription(sentence);
}

void TemplateBar::keyPressEvent(QKeyEvent *event)
{
    // While something is asked, Return and Escape are its answer and not the dialog's.
    const bool isAsking = m_asking == Asking::Name || m_asking == Asking::Overwrite || m_asking == Asking::Delete;
    if (isAsking && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_name->hasFocus() || m_yes->hasFocus())
            answer();
        else
            m_no->click();
    } else if (isAsking && event->key() == Qt::Key_Escape) {
        m_no->click();
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool TemplateBar::eventFilter(QObject *watched, QEvent *event)
{
    // A turn of the wheel on its way over the list must not take the place of what was typed.
    if (watched == m_list && event->type() == QEvent::Wheel)
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace skep::ui
