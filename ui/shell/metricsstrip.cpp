// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/metricsstrip.h"

#include "ui/widgets/look.h"
#include "ui/widgets/sparkline.h"
#include "viewmodel/text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace skep::ui {

MetricsStrip::MetricsStrip(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_sparkline(new Sparkline(look, this))
    , m_search(new QLineEdit(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 8, Look::kPagePadding, 8);
    layout->setSpacing(22);
    layout->addWidget(makeFigure(Waiting, tr("waiting", "number of tasks")));
    layout->addWidget(makeFigure(Working, tr("working", "number of tasks")));
    layout->addWidget(makeFigure(Done, tr("done today", "number of tasks")));
    layout->addWidget(makeFigure(Failed, tr("failed today", "number of tasks")));
    layout->addWidget(makeFigure(Rate, tr("results a second")));
    layout->addWidget(m_sparkline);
    layout->addWidget(makeFigure(Oldest, tr("oldest in queue")));
    layout->addStretch(1);
    m_search->setPlaceholderText(tr("Search or command"));
    m_search->setAccessibleName(tr("Search or command"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(120);
    m_search->setMaximumWidth(270);
    layout->addWidget(m_search, 4);
}

QWidget *MetricsStrip::makeFigure(Figure figure, const QString &words)
{
    auto *box = new QWidget(this);
    auto *number = new QLabel(QStringLiteral("–"), box);
    number->setFont(m_look.figure);
    auto *label = new QLabel(words, box);
    label->setFont(m_look.meta);
    label->setProperty("muted", true);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(number);
    layout->addWidget(label);
    number->setAccessibleName(words);
    m_figures[figure] = number;
    return box;
}

void MetricsStrip::setFigure(Figure figure, const QString &text)
{
    QLabel *label = m_figures[figure];
    if (label->text() != text)
        label->setText(text);
}

void MetricsStrip::apply(const Page &page)
{
    const Counts &counts = page.counts;
    setFigure(Waiting, text::number(counts.of(TaskState::Queued) + counts.of(TaskState::Blocked)));
    setFigure(Working, text::number(counts.of(TaskState::Leased) + counts.of(TaskState::Running) + counts.of(TaskState::Checking)));
    setFigure(Done, text::number(counts.doneToday));
    setFigure(Failed, text::number(counts.failedToday));
    m_doneInAll = counts.of(TaskState::Done);
    m_failedInAll = counts.of(TaskState::Failed);
    if (QAccessible::isActive()) // who cannot hover
        for (const Figure figure : {Done, Failed})
            m_figures[figure]->setAccessibleDescription(tip(figure));
    setFigure(Rate, text::rate(page.throughput.perSecond));
    m_sparkline->setValues(page.throughput.history);
    m_oldest = counts.oldestWaiting;
    tick(page.now);
}

void MetricsStrip::tick(TimeMs now) { setFigure(Oldest, m_oldest > 0 ? text::duration(now - m_oldest) : QStringLiteral("–")); }

bool MetricsStrip::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    if (event->type() == QEvent::ToolTip && showTip(static_cast<const QHelpEvent &>(*event)))
        return true;
    return QWidget::event(event);
}

bool MetricsStrip::showTip(const QHelpEvent &event)
{
    for (int figure = 0; figure < FigureCount; ++figure) {
        QWidget *box = m_figures[static_cast<std::size_t>(figure)]->parentWidget(); // number and words alike
        const QString words = tip(figure);
        if (words.isEmpty() || !box->isVisible() || !box->geometry().contains(event.pos()))
            continue;
        QToolTip::showText(event.globalPos(), words, box, box->rect());
        return true;
    }
    return false;
}

void MetricsStrip::fit()
{
    // Asked of the widgets, not of the layout: that one leaves out what is hidden, and showing it to ask would come back here.
    const QMargins margins = layout()->contentsMargins();
    int needed = margins.left() + margins.right() - layout()->spacing();
    for (int i = 0; i < layout()->count(); ++i)
        if (const QWidget *widget = layout()->itemAt(i)->widget())
            needed += widget->minimumSizeHint().expandedTo(widget->minimumSize()).boundedTo(widget->maximumSize()).width() + layout()->spacing();
    bool isChanged = false;
    for (QWidget *widget : {static_cast<QWidget *>(m_sparkline), m_figures[Rate]->parentWidget(), m_figures[Oldest]->parentWidget()}) {
        const bool isRoom = needed <= width();
        if (!isRoom)
            needed -= widget->minimumSizeHint().expandedTo(widget->minimumSize()).width() + layout()->spacing();
        if (widget->isHidden() == isRoom) {
            widget->setVisible(isRoom);
            isChanged = true;
        }
    }
    if (isChanged)
        layout()->activate(); // else one picture shows the words squeezed
}

void MetricsStrip::setStale(bool stale)
{
    for (QLabel *label : m_figures)
        label->setStyleSheet(stale ? m_look.theme.filled(QStringLiteral("color: ${muted};")) : QString());
}

QString MetricsStrip::tip(int index) const
{
    switch (index) {
    case Done: return tr("Since midnight. Done in all: %1").arg(text::number(m_doneInAll));
    case Failed: return tr("Since midnight. Failed in all: %1").arg(text::number(m_failedInAll));
    default: return {};
    }
}

QString MetricsStrip::figure(int index) const { return m_figures[static_cast<std::size_t>(index)]->text(); }

void MetricsStrip::addButton(QPushButton *button) { layout()->addWidget(button); }

} // namespace skep::ui
