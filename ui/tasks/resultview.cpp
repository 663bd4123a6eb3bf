// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/resultview.h"

#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr qsizetype kTextLinesMax = 18; // then it scrolls

void emptyGrid(QGridLayout *grid)
{
    while (QLayoutItem *item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QGridLayout *gridOf(QWidget *widget) { return static_cast<QGridLayout *>(widget->layout()); }

QWidget *makeGrid(QWidget *parent, int stretched)
{
    auto *widget = new QWidget(parent);
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(stretched, 1);
    return widget;
}

} // namespace

ResultView::ResultView(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_summary(plainLabel(this))
    , m_findings(makeGrid(this, 1))
    , m_facts(makeGrid(this, 1))
    , m_more(plainLabel(this))
    , m_text(new QPlainTextEdit(this))
{
    m_summary->setFont(look.body);
    m_more->setFont(look.meta);
    m_more->setProperty("muted", true);
    m_text->setReadOnly(true);
    m_text->setProperty("log", true);
    m_text->setFont(look.mono);
    m_text->setAccessibleName(tr("Text of the result"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QWidget *widget : {static_cast<QWidget *>(m_summary), m_findings, static_cast<QWidget *>(m_more), m_facts,
                            static_cast<QWidget *>(m_text)})
        layout->addWidget(widget);
}

void ResultView::show(const std::string &json)
{
    if (json == m_shown)
        return;
    m_shown = json;
    const ResultParts parts = resultParts(json);
    m_summary->setText(parts.summary);
    m_summary->setVisible(!parts.summary.isEmpty());
    fillFindings(parts);
    fillFacts(parts);
    QString text = parts.text;
    if (!parts.rest.isEmpty())
        text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + parts.rest;
    m_text->setPlainText(text);
    m_text->setVisible(!text.isEmpty());
    const int lines = static_cast<int>(std::min<qsizetype>(text.count(u'\n') + 2, kTextLinesMax));
    m_text->setFixedHeight(lines * QFontMetrics(m_look.mono).lineSpacing() + 12);
}

void ResultView::applyLook()
{
    const std::string json = std::exchange(m_shown, {});
    if (!json.empty())
        show(json);
}

QLabel *ResultView::cell(const QString &text, bool isMuted)
{
    QLabel *label = plainLabel();
    label->setFont(m_look.body);
    label->setProperty("muted", isMuted);
    label->setText(breakable(text));
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

void ResultView::fillFindings(const ResultParts &parts)
{
    QGridLayout *grid = gridOf(m_findings);
    emptyGrid(grid);
    int row = 0;
    for (const auto &finding : parts.findings) {
        QLabel *severity = cell(text::severity(finding.severity), finding.severity == QLatin1String("low"));
        severity->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        severity->setWordWrap(false);
        const QColor colour = finding.severity == QLatin1String("high") ? m_look.theme.of(TaskState::Failed)
            : finding.severity == QLatin1String("medium")               ? m_look.theme.of(TaskState::Blocked)
                                                                        : m_look.theme.muted;
        severity->setStyleSheet(QStringLiteral("color: %1;").arg(colour.name()));
        grid->addWidget(severity, row, 0, 2, 1, Qt::AlignTop);
        grid->addWidget(cell(finding.message, false), row, 1);
        grid->addWidget(cell(finding.place, true), row + 1, 1);
        row += 2;
    }
    m_findings->setVisible(!parts.findings.empty());
    m_more->setVisible(parts.findingsAll > parts.findings.size());
    m_more->setText(tr("%n more finding(s) are in the stored result.", nullptr, static_cast<int>(parts.findingsAll - parts.findings.size())));
}

void ResultView::fillFacts(const ResultParts &parts)
{
    QGridLayout *grid = gridOf(m_facts);
    emptyGrid(grid);
    int row = 0;
    for (const auto &[name, value] : parts.facts) {
        QLabel *head = cell(name, true);
        head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        head->setWordWrap(false);
        grid->addWidget(head, row, 0, Qt::AlignTop);
        grid->addWidget(cell(value, false), row++, 1);
    }
    m_facts->setVisible(!parts.facts.empty());
}

} // namespace skep::ui
