// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "ui/widgets/look.h"
#include "viewmodel/text.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QLocale>
#include <QStyle>
#include <QToolTip>

namespace skep::ui {
namespace {

void markStale(QLabel *label, bool stale)
{
    if (label->property("stale").toBool() == stale)
        return;
    label->setProperty("stale", stale);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

} // namespace

StatusLine::StatusLine(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_address(makeLabel(tr("Address of the hub")))
    , m_exposure(makeLabel(tr("Who can reach the hub")))
    , m_store(makeLabel(tr("Store")))
    , m_agents(makeLabel(tr("Agents")))
    , m_unsandboxed(makeLabel(tr("Agents without a sandbox")))
    , m_age(makeLabel(tr("Age of the data")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 4, Look::kPagePadding, 5);
    layout->setSpacing(18);
    for (QLabel *label : {m_address, m_exposure, m_store, m_agents, m_unsandboxed})
        layout->addWidget(label);
    m_unsandboxed->setObjectName(QStringLiteral("unsandboxed"));
    m_unsandboxed->setProperty("muted", false);
    m_unsandboxed->setProperty("stale", true); // the colour of what is not as it should be
    m_unsandboxed->setToolTip(tr("Foreign code runs on these machines with all rights of the agent's user: it can read files, "
                                 "reach the network and harm both. Install bubblewrap there, or start the agents without "
                                 "--allow-unsandboxed."));
    m_unsandboxed->hide();
    layout->addStretch();
    layout->addWidget(m_age);
    setAge(-1, true, false);
}

QLabel *StatusLine::makeLabel(const QString &name)
{
    auto *label = new QLabel(this);
    label->setFont(m_look.meta);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("muted", true);
    label->setAccessibleName(name);
    return label;
}

void StatusLine::setHub(const QString &address, const QString &exposure)
{
    m_address->setText(address);
    m_exposure->setText(exposure);
}

QString StatusLine::address() const { return m_address->text(); }

void StatusLine::apply(const Page &page)
{
    m_batch = page.batch;
    const TimeMs since = page.now - page.lastCommit;
    m_store->setText(!page.storeOk           ? tr("store: cannot write, nothing is lost")
                     : page.lastCommit == 0  ? tr("store: nothing written yet")
                                             : tr("store: on disk %1", "a time").arg(text::ago(since)));
    markStale(m_store, !page.storeOk);
    m_agents->setText(tr("%n agent(s) online", nullptr, static_cast<int>(page.counts.agentsOnline)));
    const auto unsandboxed = static_cast<int>(page.counts.agentsUnsandboxed);
    if (unsandboxed > 0)
        m_unsandboxed->setText(QStringLiteral("⚠ ") + tr("%n agent(s) run foreign code without a sandbox", nullptr, unsandboxed));
    m_unsandboxed->setVisible(unsandboxed > 0);
}

void StatusLine::setAge(qint64 ageMs, bool isConnected, bool isStale)
{
    m_isStale = isStale;
    const QString age = ageMs < 10'000 ? tr("%1 s", "seconds").arg(QLocale().toString(static_cast<double>(std::max<qint64>(0, ageMs)) / 1000, 'f', 1))
                                       : text::duration(ageMs);
    if (!isConnected)
        m_age->setText(ageMs < 0 ? tr("not connected") : tr("not connected · data %1 old").arg(age));
    else if (ageMs < 0)
        m_age->setText(tr("waiting for the first data"));
    else
        m_age->setText(isStale ? tr("stale: data %1 old").arg(age) : tr("data %1 old").arg(age));
    markStale(m_age, isStale);
}

bool StatusLine::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto &help = static_cast<const QHelpEvent &>(*event);
    if (m_batch == 0 || !m_age->geometry().contains(help.pos()))
        return QWidget::event(event);
    // Made when somebody asks: a batch is new thirty times a second.
    QToolTip::showText(help.globalPos(),
                       tr("The picture of batch %1. A report with this number says the same.").arg(QLocale().toString(static_cast<qulonglong>(m_batch))),
                       m_age, m_age->rect());
    return true;
}

QString StatusLine::ageText() const { return m_age->text(); }

void StatusLine::applyLook()
{
    for (QLabel *label : {m_address, m_exposure, m_store, m_agents, m_unsandboxed, m_age})
        label->setFont(m_look.meta);
}

} // namespace skep::ui
