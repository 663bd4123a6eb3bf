// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/newtaskdialog.h"

#include "core/gateway.h"
#include "core/validate.h"
#include "ui/tasks/filechooser.h"
#include "ui/tasks/taskform.h"
#include "ui/tasks/templatebar.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QUuid>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kDialogWidth = 580;
constexpr int kMargin = 20;
constexpr int kScrollBar = 12;     // with a gap; its place is the margin
constexpr int kScrollHeightMin = 120;
constexpr int kScreenRoom = 48;    // for the frame that the system puts around it

} // namespace

NewTaskDialog::NewTaskDialog(const Look &look, ViewGateway &gateway, TaskTemplates &templates, std::function<TimeMs()> hubNow, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_hubNow(std::move(hubNow))
    , m_templates(new TemplateBar(look, templates, [this] { return m_form->draft(); }, this))
    , m_form(new TaskForm(look, this))
    , m_scroll(new QScrollArea(this))
    , m_sheet(new QWidget(m_scroll))
    , m_foot(new QVBoxLayout)
    , m_message(plainLabel(this))
{
    setWindowTitle(tr("New task"));
    makeSheet();
    m_message->setObjectName(QStringLiteral("newtask.message"));
    m_message->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, 18, kMargin - kScrollBar, 16);
    layout->setSpacing(14);
    layout->addWidget(m_scroll, 1);
    m_foot->setContentsMargins(0, 0, kScrollBar, 0);
    m_foot->setSpacing(14);
    m_foot->addWidget(m_message);
    m_foot->addLayout(makeButtons());
    layout->addLayout(m_foot);
    connect(m_templates, &TemplateBar::chosen, this, &NewTaskDialog::fill);
    connect(m_templates, &TemplateBar::undoWanted, this, &NewTaskDialog::undoFill);
    connect(m_form, &TaskForm::changed, this, &NewTaskDialog::onFormChanged);
    m_filled = m_form->draft();
    resize(kDialogWidth, 100); // it grows to what its parts need
    m_form->focusTitle();
}

void NewTaskDialog::makeSheet()
{
    auto *line = new QFrame(m_sheet);
    line->setObjectName(QStringLiteral("hairline"));
    line->setFixedHeight(1);
    auto *sheet = new QVBoxLayout(m_sheet);
    sheet->setContentsMargins(0, 0, kScrollBar, 0);
    sheet->setSpacing(14);
    sheet->addWidget(m_templates);
    sheet->addWidget(line);
    sheet->addWidget(m_form);
    sheet->addStretch();
    m_scroll->setObjectName(QStringLiteral("newtask.scroll"));
    m_scroll->setWidget(m_sheet);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus); // Tab and the faults bring their field into view
    m_scroll->setMinimumHeight(kScrollHeightMin);
    m_sheet->setAutoFillBackground(false); // which setWidget() turns on
    m_sheet->installEventFilter(this);
}

QLayout *NewTaskDialog::makeButtons()
{
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_submitMore = new QPushButton(tr("Add and keep open"), this);
    m_submitMore->setObjectName(QStringLiteral("submit.more"));
    m_submitMore->setToolTip(tr("For the next task with the same choices"));
    m_submit = new QPushButton(tr("Add task"), this);
    m_submit->setProperty("primary", true);
    m_submit->setDefault(true);
    m_submit->setObjectName(QStringLiteral("submit"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Look::kGap);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_submitMore);
    buttons->addWidget(m_submit);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_submitMore, &QPushButton::clicked, this, [this] { submit(true); });
    connect(m_submit, &QPushButton::clicked, this, [this] { submit(false); });
    return buttons;
}

void NewTaskDialog::fill(const TaskDraft &draft)
{
    // Of several templates in a row, as the arrow keys go over them, the way back leads before the first.
    if (const TaskDraft now = m_form->draft(); now != m_filled)
        m_before = now;
    m_hasTried = false;
    m_isFilling = true;
    m_form->setDraft(draft);
    m_isFilling = false;
    m_filled = m_form->draft();
    m_templates->offerUndo(m_before.has_value());
}

void NewTaskDialog::undoFill()
{
    const auto before = std::exchange(m_before, {});
    if (!before)
        return;
    m_form->setDraft(*before);
    m_templates->offerUndo(false);
    m_form->focusTitle();
}

void NewTaskDialog::onFormChanged()
{
    m_refusals.clear();
    m_templates->follow(m_form->draft().kind);
    if (m_before && !m_isFilling && m_form->draft() != m_filled) { // worked on: the way back is closed
        m_before.reset();
        m_templates->offerUndo(false);
    }
    showFaults();
    if (!m_waitsForFiles || m_form->files().isReading())
        return;
    m_waitsForFiles = false;
    if (m_form->files().fault().isEmpty())
        return sendTask();
    setBusy(false);
    focusFault();
}

std::vector<DraftFault> NewTaskDialog::faults() const
{
    std::vector<DraftFault> found = m_form->draft().faults();
    if (needsFiles(m_form->draft().kind))
        if (const QString sentence = m_form->files().fault(); !sentence.isEmpty())
            found.push_back({DraftField::Files, sentence, m_form->files().isEmpty()});
    found.insert(found.end(), m_refusals.begin(), m_refusals.end());
    return found;
}

void NewTaskDialog::showFaults()
{
    std::vector<DraftFault> shown = faults();
    if (!m_hasTried)
        std::erase_if(shown, [](const DraftFault &fault) { return fault.isMissing; });
    m_form->showFaults(shown);
}

void NewTaskDialog::submit(bool staysOpen)
{
    if (m_isBusy)
        return;
    m_hasTried = true;
    m_staysOpen = staysOpen;
    m_refusals.clear();
    m_draft = m_form->draft();
    tell({}, false);
    showFaults();
    const bool hasFiles = needsFiles(m_draft.kind);
    const std::vector<DraftFault> found = faults();
    // What was wrong with the files may be mended on the disk by now.
    if (std::any_of(found.begin(), found.end(), [&](const DraftFault &fault) { return fault.field != DraftField::Files || fault.isMissing; }))
        return focusFault();
    setBusy(true);
    if (!hasFiles)
        return sendTask();
    m_waitsForFiles = true;
    m_form->files().read(); // as they are now, not as they were when they were chosen
}

std::optional<DraftFault> NewTaskDialog::faultOfTask(const TaskSpec &task) const
{
    if (task.params.size() > limits::kParamsBytesMax) {
        const bool hasFiles = needsFiles(m_draft.kind);
        const QString most = text::bytes(static_cast<std::int64_t>(limits::kParamsBytesMax));
        const QString size = text::bytes(static_cast<std::int64_t>(task.params.size()));
        return DraftFault{hasFiles ? DraftField::Files : DraftField::Prompt,
                          hasFiles ? tr("Files: at most %1 as they are sent, and these have %2.").arg(most, size)
                                   : tr("Description: at most %1 as it is sent, and this has %2.").arg(most, size)};
    }
    if (m_draft.kind != TaskKind::Test)
        return {};
    QStringList names;
    for (const QJsonValue &file : m_form->files().files())
        names << file.toObject().value(QLatin1String("path")).toString();
    for (const QString &test : m_draft.testList())
        if (!names.contains(test))
            return DraftFault{DraftField::Tests, tr("Test files: %1 is not among the chosen files.").arg(test)};
    return {};
}

void NewTaskDialog::focusFault()
{
    m_form->focusFault();
    if (QWidget *field = focusWidget(); field && m_sheet->isAncestorOf(field))
        m_scroll->ensureWidgetVisible(field->parentWidget() == m_form ? field : field->parentWidget()); // with its sentence
}

void NewTaskDialog::sendTask()
{
    const TimeMs now = m_hubNow();
    if (m_draft.deadlineMin > 0 && now == 0) {
        setBusy(false);
        return tell(tr("The hub has not said what time it is. Try again when it is connected."), true);
    }
    const QJsonArray files = needsFiles(m_draft.kind) ? m_form->files().files() : QJsonArray();
    cmd::Submit command;
    command.task = m_draft.spec(files, now);
    if (const auto fault = faultOfTask(command.task)) {
        setBusy(false);
        m_refusals = {*fault};
        showFaults();
        return focusFault();
    }
    TaskSpec sent = command.task;
    sent.deadline = m_draft.deadlineMin;
    if (m_key.empty() || sent != m_sent)
        m_key = "window-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_sent = std::move(sent);
    command.key = m_key;
    if (const auto ok = validate(Command(command)); !ok)
        return refuse(ok.error());
    const QPointer<NewTaskDialog> guard(this);
    m_gateway.send(std::move(command), [guard](const Result<CommandDone> &result) {
        if (guard)
            guard->onAnswer(result);
    });
}

void NewTaskDialog::onAnswer(const Result<CommandDone> &result)
{
    if (!result)
        return refuse(result.error());
    m_key.clear();
    emit submitted(result->id);
    if (!m_staysOpen)
        return accept();
    setBusy(false);
    m_hasTried = false;
    m_cancel->setText(tr("Close"));
    tell(result->id != 0 ? tr("Added as task %1. Change what differs for the next one.").arg(result->id)
                         : tr("Added. Change what differs for the next one."), false);
    m_form->focusTitle();
}

void NewTaskDialog::refuse(const Error &error)
{
    setBusy(false);
    const QString sentence = text::error(error);
    if (const auto field = draftFieldOf(error, m_draft.kind)) {
        m_refusals = {{*field, sentence}};
        showFaults();
        focusFault();
    } else {
        tell(sentence, true);
    }
}

void NewTaskDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_form->setEnabled(!busy); // what is on its way is what stands here
    m_submit->setEnabled(!busy);
    m_submitMore->setEnabled(!busy);
}

void NewTaskDialog::tell(const QString &text, bool isTrouble)
{
    m_message->setText(text);
    m_message->setStyleSheet(m_look.theme.filled(isTrouble ? QStringLiteral("color: ${failed};") : QStringLiteral("color: ${text};")));
    m_message->setVisible(!text.isEmpty());
}

// Return on a button means that button, not the dialog's default one.
void NewTaskDialog::keyPressEvent(QKeyEvent *event)
{
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (button && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        button->click();
    else
        QDialog::keyPressEvent(event);
}

bool NewTaskDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fitHeight();
    return done;
}

bool NewTaskDialog::eventFilter(QObject *watched, QEvent *event)
{
    const bool isTaken = QDialog::eventFilter(watched, event);
    if (watched == m_sheet && event->type() == QEvent::LayoutRequest) // the scroll area keeps it to itself
        QMetaObject::invokeMethod(this, &NewTaskDialog::fitHeight, Qt::QueuedConnection);
    return isTaken;
}

void NewTaskDialog::fitHeight()
{
    const QMargins margins = layout()->contentsMargins();
    const int inside = width() - margins.left() - margins.right();
    const auto heightOf = [inside](QLayout &part) { return std::max(part.totalHeightForWidth(inside), part.totalMinimumSize().height()); };
    const int all = margins.top() + heightOf(*m_sheet->layout()) + layout()->spacing() + heightOf(*m_foot) + margins.bottom();
    const int wanted = std::min(all, screen()->availableGeometry().height() - kScreenRoom);
    if (height() < wanted || wanted != m_fittedHeight) // else the height that the person chose stays
        resize(width(), wanted);
    m_fittedHeight = wanted;
}

} // namespace skep::ui
