// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/bulkbar.h"

#include "core/gateway.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/marks.h"
#include "viewmodel/text.h"

#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <set>

namespace skep::ui {

BulkBar::BulkBar(const Look &look, ViewGateway &gateway, Marks &marks, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_marks(marks)
    , m_words(new QLabel(this))
    , m_result(new QLabel(this))
    , m_undoButton(new QPushButton(tr("Undo"), this))
{
    setObjectName(QStringLiteral("bulkbar"));
    m_words->setFont(look.bodyBold);
    m_result->setFont(look.body);
    m_result->setTextFormat(Qt::PlainText);
    m_undoButton->setObjectName(QStringLiteral("bulk.undo"));
    m_undoButton->setProperty("link", true);
    auto *flow = new FlowLayout(Look::kGap);
    flow->addWidget(m_words);
    addButton(BulkAction::Retry, "bulk.retry");
    addButton(BulkAction::Acknowledge, "bulk.acknowledge");
    addButton(BulkAction::Hold, "bulk.hold");
    addButton(BulkAction::Release, "bulk.release");
    QPushButton *priority = addButton(BulkAction::Priority, "bulk.priority");
    addButton(BulkAction::Cancel, "bulk.cancel");
    auto *menu = new QMenu(priority);
    for (const Priority wanted : {Priority::P0, Priority::P1, Priority::P2, Priority::P3})
        connect(menu->addAction(text::priority(wanted)), &QAction::triggered, this, [this, wanted] { press(BulkAction::Priority, wanted); });
    priority->setMenu(menu);
    for (const Button &button : m_buttons)
        flow->addWidget(button.button);
    auto *clear = new QPushButton(tr("Unmark all"), this);
    clear->setProperty("link", true);
    clear->setObjectName(QStringLiteral("bulk.clear"));
    flow->addWidget(clear);
    flow->addWidget(m_result);
    flow->addWidget(m_undoButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addLayout(flow);
    connect(clear, &QPushButton::clicked, &m_marks, &Marks::clear);
    connect(&m_marks, &Marks::changed, this, &BulkBar::onMarks);
    connect(m_undoButton, &QPushButton::clicked, this, [this] { send(std::exchange(m_undo, {}), m_undoAction, Priority::P2); });
    m_result->hide();
    m_undoButton->hide();
    hide();
}

QPushButton *BulkBar::addButton(BulkAction action, const char *name)
{
    auto *button = new QPushButton(this);
    button->setObjectName(QString::fromLatin1(name));
    if (action != BulkAction::Priority)
        connect(button, &QPushButton::clicked, this, [this, action] { press(action); });
    m_buttons.push_back({action, button, {}});
    return button;
}

QString BulkBar::label(BulkAction action, int count) const
{
    switch (action) {
    case BulkAction::Cancel: return tr("Cancel %1", "number of tasks").arg(count);
    case BulkAction::Retry: return tr("Retry %1", "number of tasks").arg(count);
    case BulkAction::Acknowledge: return tr("Mark %1 as seen", "number of tasks").arg(count);
    case BulkAction::Hold: return tr("Hold %1", "number of tasks").arg(count);
    case BulkAction::Release: return tr("Release %1", "number of tasks").arg(count);
    case BulkAction::Priority: return tr("Priority of %1", "number of tasks").arg(count);
    }
    return {};
}

void BulkBar::onMarks()
{
    if (m_marks.size() > 0) {
        m_result->hide();
        m_undoButton->hide();
        ask();
    } else {
        refresh();
    }
}

void BulkBar::ask()
{
    ++m_questions;
    emit viewsWanted(m_marks.ids());
}

void BulkBar::setViews(const std::vector<TaskView> &views)
{
    if (--m_questions > 0)
        return; // of fewer marks than there are by now
    std::set<TaskId> here;
    for (Button &button : m_buttons)
        button.ids.clear();
    for (const TaskView &view : views) {
        here.insert(view.id);
        if (!m_marks.contains(view.id))
            continue;
        for (Button &button : m_buttons)
            if (applies(button.action, view))
                button.ids.push_back(view.id);
    }
    const QSignalBlocker blocker(m_marks);
    m_marks.keepOnly(here);
    refresh();
}

void BulkBar::refresh()
{
    const bool hasMarks = m_marks.size() > 0;
    m_words->setText(tr("%n task(s) marked", nullptr, static_cast<int>(m_marks.size())));
    m_words->setVisible(hasMarks);
    for (const Button &button : m_buttons) {
        const int count = hasMarks ? static_cast<int>(button.ids.size()) : 0;
        button.button->setText(label(button.action, count));
        button.button->setVisible(count > 0);
        button.button->setEnabled(!m_isBusy);
    }
    if (auto *clear = findChild<QPushButton *>(QStringLiteral("bulk.clear")))
        clear->setVisible(hasMarks);
    setVisible(hasMarks || m_result->isVisibleTo(this));
}

void BulkBar::press(BulkAction action, Priority priority)
{
    for (const Button &button : m_buttons)
        if (button.action == action && !button.ids.empty()) {
            send(std::vector<TaskId>(button.ids), action, priority); // what was counted, not what is there by then
            return;
        }
}

Command BulkBar::commandFor(BulkAction action, TaskId id, Priority priority)
{
    switch (action) {
    case BulkAction::Cancel: return cmd::Cancel{{}, id, {}};
    case BulkAction::Retry: return cmd::Retry{{}, id};
    case BulkAction::Acknowledge: return cmd::Acknowledge{{}, id};
    case BulkAction::Hold: return cmd::Hold{{}, id, true};
    case BulkAction::Release: return cmd::Hold{{}, id, false};
    case BulkAction::Priority: return cmd::SetPriority{{}, id, priority};
    }
    return cmd::Acknowledge{{}, id};
}

void BulkBar::send(const std::vector<TaskId> &ids, BulkAction action, Priority priority)
{
    if (ids.empty())
        return;
    m_isBusy = true;
    refresh();
    auto run = std::make_shared<Run>();
    run->action = action;
    run->left = ids.size();
    const QPointer<BulkBar> guard(this);
    for (const TaskId id : ids)
        m_gateway.send(commandFor(action, id, priority), [guard, run, id](const auto &result) {
            if (result) {
                ++run->good;
                run->done.push_back(id);
            } else if (!run->firstRefusal) {
                run->firstRefusal = result.error();
            }
            if (--run->left == 0 && guard)
                guard->finish(*run);
        });
}

void BulkBar::finish(const Run &run)
{
    m_isBusy = false;
    const int good = static_cast<int>(run.good);
    QString words;
    m_undo.clear();
    switch (run.action) {
    case BulkAction::Cancel:
        words = tr("%n task(s) cancelled.", nullptr, good);
        m_undo = run.done;
        m_undoAction = BulkAction::Retry;
        break;
    case BulkAction::Hold:
        words = tr("%n task(s) held.", nullptr, good);
        m_undo = run.done;
        m_undoAction = BulkAction::Release;
        break;
    case BulkAction::Release:
        words = tr("%n task(s) released.", nullptr, good);
        m_undo = run.done;
        m_undoAction = BulkAction::Hold;
        break;
    case BulkAction::Retry: words = tr("%n task(s) queued again.", nullptr, good); break;
    case BulkAction::Acknowledge: words = tr("%n task(s) marked as seen.", nullptr, good); break;
    case BulkAction::Priority: words = tr("%n task(s) changed.", nullptr, good); break;
    }
    if (run.firstRefusal)
        words += QLatin1Char(' ') + tr("The others were refused: %1", "then an error").arg(text::error(*run.firstRefusal));
    m_result->setText(words);
    m_result->show();
    m_undoButton->setVisible(!m_undo.empty());
    m_marks.clear();
    refresh();
}

QString BulkBar::words() const { return m_result->isVisible() ? m_result->text() : m_words->text(); }

void BulkBar::applyLook()
{
    setStyleSheet(m_look.theme.filled(
        QStringLiteral("#bulkbar { background: ${accentSoft}; border: 1px solid ${line}; border-radius: 6px; }")));
}

} // namespace skep::ui
