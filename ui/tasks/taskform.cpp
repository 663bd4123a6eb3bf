// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/taskform.h"

#include "ui/tasks/filechooser.h"
#include "ui/widgets/field.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace skep::ui {
namespace {

constexpr int kPromptHeight = 110;
constexpr int kNumberWidth = 190;
constexpr int kControlPadding = 12; // of the style sheet: above and below, with the border

/// Takes more than is allowed: a number that is refused in a sentence is better than keys without effect.
QSpinBox *numberBox(int most, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(0, most);
    box->setGroupSeparatorShown(true);
    box->setFixedWidth(kNumberWidth);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons); // arrow keys and the wheel do the same
    return box;
}

} // namespace

TaskForm::TaskForm(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_layout(new QGridLayout(this))
    , m_kind(new QComboBox(this))
    , m_title(new QLineEdit(this))
    , m_priority(new QComboBox(this))
    , m_start(new QComboBox(this))
    , m_files(new FileChooser(look, this))
    , m_prompt(new QPlainTextEdit(this))
    , m_tests(new QLineEdit(this))
    , m_timeLimit(numberBox(99'999, this))
    , m_duration(numberBox(999'999, this))
    , m_note(plainLabel(this))
    , m_more(new QPushButton(this))
    , m_project(new QLineEdit(this))
    , m_required(new QLineEdit(this))
    , m_wanted(new QLineEdit(this))
    , m_attempts(numberBox(999, this))
    , m_deadline(numberBox(9'999'999, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setVerticalSpacing(10);
    m_layout->setHorizontalSpacing(12);
    m_layout->setColumnStretch(1, 1);
    for (int kind = 0; kind < kTaskKindCount; ++kind)
        m_kind->addItem(taskKindTitle(static_cast<TaskKind>(kind)));
    m_title->setPlaceholderText(tr("What is to be done"));
    m_priority->addItems({tr("P0, most urgent"), QStringLiteral("P1"), QStringLiteral("P2"), QStringLiteral("P3")});
    m_start->addItems({tr("As soon as an agent is free"), tr("Hold until I assign it")});
    m_prompt->setPlaceholderText(tr("Describe the code to write. It needs a nanobot started with --model-url."));
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(kPromptHeight);
    m_tests->setPlaceholderText(tr("all that look like tests; else their paths, with commas between"));
    m_timeLimit->setSuffix(tr(" s", "seconds, after a number"));
    m_timeLimit->setSpecialValueText(tr("the agent's own, 120 s"));
    m_duration->setSuffix(tr(" s", "seconds, after a number"));
    addPlain(tr("&Kind"), m_kind);
    add(DraftField::Title, tr("&Title"), m_title);
    addPlain(tr("&Priority"), m_priority);
    addPlain(tr("&Start"), m_start);
    add(DraftField::Files, tr("&Works on"), m_files);
    add(DraftField::Prompt, tr("&Description"), m_prompt);
    add(DraftField::Tests, tr("Test &files"), m_tests);
    add(DraftField::TimeLimit, tr("Ti&me limit"), m_timeLimit);
    add(DraftField::Duration, tr("D&uration"), m_duration);
    m_note->setProperty("muted", true);
    m_note->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_note->setText(tr("Nothing real is done: an agent makes up times and progress, and every screen says “simulated”."));
    m_layout->addWidget(m_note, m_layout->rowCount(), 1);
    addMore();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TaskForm::refresh);
    for (QComboBox *box : {m_kind, m_priority, m_start})
        connect(box, &QComboBox::currentIndexChanged, this, &TaskForm::changed);
    for (QLineEdit *line : {m_title, m_tests, m_project, m_required, m_wanted})
        connect(line, &QLineEdit::textChanged, this, &TaskForm::changed);
    for (QSpinBox *box : {m_timeLimit, m_duration, m_attempts, m_deadline})
        connect(box, &QSpinBox::valueChanged, this, &TaskForm::changed);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &TaskForm::changed);
    connect(m_files, &FileChooser::changed, this, &TaskForm::changed);
    setDraft({});
}

void TaskForm::addMore()
{
    m_more->setProperty("link", true);
    m_more->setAutoDefault(false);
    m_more->setObjectName(QStringLiteral("newtask.more"));
    m_layout->addWidget(m_more, m_layout->rowCount(), 1, Qt::AlignLeft);
    m_required->setPlaceholderText(tr("besides the kind's own, with commas between"));
    m_wanted->setPlaceholderText(tr("improve the choice, with commas between"));
    m_deadline->setPrefix(tr("in ", "before a number of minutes"));
    m_deadline->setSuffix(tr(" min", "minutes, after a number"));
    m_deadline->setSpecialValueText(tr("none", "deadline"));
    add(DraftField::Project, tr("Pro&ject"), m_project);
    add(DraftField::Required, tr("Re&quires"), m_required);
    add(DraftField::Wanted, tr("Wa&nts"), m_wanted);
    add(DraftField::Attempts, tr("&Attempts"), m_attempts);
    add(DraftField::Deadline, tr("Dead&line"), m_deadline);
    connect(m_more, &QPushButton::clicked, this, [this] {
        setMore(!m_isMore);
        });
}

QLabel *TaskForm::addLabel(const QString &text, QWidget *control, QWidget *buddy)
{
    auto *label = new QLabel(text, this);
    label->setBuddy(buddy);
    label->setMinimumHeight(QFontMetrics(m_look.body).height() + kControlPadding); // beside the control, not beside what is below it
    QString name = text;
    control->setAccessibleName(name.remove(u'&'));
    m_layout->addWidget(label, m_layout->rowCount(), 0, Qt::AlignTop);
    return label;
}

void TaskForm::showRow(DraftField field, bool shown)
{
    m_labels[static_cast<std::size_t>(field)]->setVisible(shown);
    m_fields[static_cast<std::size_t>(field)]->setVisible(shown);
}

void TaskForm::addPlain(const QString &label, QWidget *control)
{
    addLabel(label, control, control);
    control->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_layout->addWidget(control, m_layout->rowCount() - 1, 1);
    if (control == m_kind)
        control->setObjectName(QStringLiteral("newtask.kind"));
    else if (control == m_priority)
        control->setObjectName(QStringLiteral("newtask.priority"));
    else if (control == m_start)
        control->setObjectName(QStringLiteral("newtask.start"));
}

Field *TaskForm::add(DraftField field, const QString &label, QWidget *control)
{
    static constexpr std::array<const char *, 11> names{"title", "filesfield", "prompt", "tests", "timelimit", "duration",
                                                        "project", "requires", "wants", "attempts", "deadline"};
    static_assert(names.size() == std::tuple_size_v<decltype(m_fields)>);
    auto *place = new Field(m_look, control, this);
    m_labels[static_cast<std::size_t>(field)] = addLabel(label, control, control == m_files ? &m_files->filesButton() : control);
    control->setObjectName(QStringLiteral("newtask.") + QLatin1String(names[static_cast<std::size_t>(field)]));
    m_layout->addWidget(place, m_layout->rowCount() - 1, 1);
    m_fields[static_cast<std::size_t>(field)] = place;
    return place;
}

void TaskForm::refresh()
{
    const auto kind = static_cast<TaskKind>(m_kind->currentIndex());
    showRow(DraftField::Files, needsFiles(kind));
    showRow(DraftField::Prompt, kind == TaskKind::Generate);
    showRow(DraftField::Tests, kind == TaskKind::Test);
    showRow(DraftField::TimeLimit, kind == TaskKind::Test);
    showRow(DraftField::Duration, kind == TaskKind::Simulate);
    m_note->setVisible(kind == TaskKind::Simulate);
    m_files->setOnlySources(kind != TaskKind::Test);
}

void TaskForm::setMore(bool shown)
{
    m_isMore = shown;
    m_more->setText(shown ? tr("Less") : tr("More: project, capabilities, attempts, deadline"));
    for (const DraftField field : {DraftField::Project, DraftField::Required, DraftField::Wanted, DraftField::Attempts, DraftField::Deadline})
        showRow(field, shown);
}

TaskDraft TaskForm::draft() const
{
    TaskDraft draft;
    draft.kind = static_cast<TaskKind>(m_kind->currentIndex());
    draft.title = m_title->text();
    draft.priority = static_cast<Priority>(m_priority->currentIndex());
    draft.isHeld = m_start->currentIndex() == 1;
    draft.project = m_project->text();
    draft.required = m_required->text();
    draft.wanted = m_wanted->text();
    draft.attempts = m_attempts->value();
    draft.deadlineMin = m_deadline->value();
    draft.prompt = m_prompt->toPlainText();
    draft.tests = m_tests->text();
    draft.timeLimitS = m_timeLimit->value();
    draft.durationS = m_duration->value();
    return draft;
}

void TaskForm::setDraft(const TaskDraft &draft)
{
    {
        const QSignalBlocker blocker(this); // one change, not a dozen
        m_kind->setCurrentIndex(static_cast<int>(draft.kind));
        m_title->setText(draft.title);
        m_priority->setCurrentIndex(static_cast<int>(draft.priority));
        m_start->setCurrentIndex(draft.isHeld ? 1 : 0);
        m_project->setText(draft.project);
        m_required->setText(draft.required);
        m_wanted->setText(draft.wanted);
        m_attempts->setValue(draft.attempts);
        m_deadline->setValue(draft.deadlineMin);
        m_prompt->setPlainText(draft.prompt);
        m_tests->setText(draft.tests);
        m_timeLimit->setValue(draft.timeLimitS);
        m_duration->setValue(draft.durationS);
        refresh();
        setMore(!draft.isPlain());
    }
    emit changed();
}

void TaskForm::showFaults(const std::vector<DraftFault> &faults)
{
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const auto at = std::find_if(faults.begin(), faults.end(), [i](const DraftFault &fault) { return static_cast<std::size_t>(fault.field) == i; });
        m_fields[i]->setFault(at == faults.end() ? QString() : at->sentence);
        if (at != faults.end() && at->field >= DraftField::Project && !m_isMore)
            setMore(true); // a fault behind a fold would be none
    }
}

void TaskForm::focusFault()
{
    for (const Field *field : m_fields)
        if (!field->fault().isEmpty())
            return (&field->control() == m_files ? static_cast<QWidget &>(m_files->filesButton()) : field->control()).setFocus();
}

void TaskForm::focusTitle()
{
    m_title->setFocus();
    m_title->selectAll();
}

} // namespace skep::ui
