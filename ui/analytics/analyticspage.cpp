// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/analytics/analyticspage.h"

#include "core/gateway.h"
#include "ui/analytics/chartview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/look.h"
#include "ui/widgets/savefile.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr int kPoints = 300; // more than a chart's pixels show costs and tells nothing
constexpr qint64 kRefreshMinMs = kSeriesStepMs;
constexpr qint64 kRefreshMaxMs = 60'000;

} // namespace

AnalyticsPage::AnalyticsPage(const Look &look, ViewGateway &gateway, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_gateway(gateway)
    , m_range(new QComboBox(this))
    , m_words(plainLabel(this))
    , m_stack(new QStackedLayout)
    , m_sheet(new QWidget(this))
    , m_empty(new EmptyState(look, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    layout->setSpacing(10);
    buildHead(layout);
    buildCharts();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_sheet);
    layout->addLayout(m_stack, 1);
    m_empty->setTexts(tr("Reading what is kept"), tr("Charts of throughput, latency, queue and slots appear here."));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AnalyticsPage::fetch);
    connect(m_range, &QComboBox::currentIndexChanged, this, &AnalyticsPage::fetch);
    applyLook();
}

void AnalyticsPage::buildHead(QVBoxLayout *layout)
{
    auto *title = new QLabel(tr("Analytics"), this);
    title->setFont(m_look.title);
    const std::array<std::pair<int, QString>, 7> ranges{{{5, tr("5 minutes")}, {15, tr("15 minutes")}, {60, tr("1 hour")}, {6 * 60, tr("6 hours")},
                                                         {24 * 60, tr("24 hours")}, {7 * 24 * 60, tr("7 days")}, {30 * 24 * 60, tr("30 days")}}};
    for (const auto &[minutes, words] : ranges)
        m_range->addItem(words, minutes);
    m_range->setObjectName(QStringLiteral("analytics.range"));
    m_range->setAccessibleName(tr("Time shown"));
    m_words->setFont(m_look.body);
    m_words->setProperty("muted", true);
    auto *png = new QPushButton(tr("Save as PNG"), this);
    auto *csv = new QPushButton(tr("Save as CSV"), this);
    connect(png, &QPushButton::clicked, this, [this] { askFile(tr("Save the charts"), QStringLiteral("png"), &AnalyticsPage::savePng); });
    connect(csv, &QPushButton::clicked, this, [this] { askFile(tr("Save the values"), QStringLiteral("csv"), &AnalyticsPage::saveCsv); });
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(m_range);
    head->addWidget(m_words, 1);
    head->addWidget(png);
    head->addWidget(csv);
    layout->addLayout(head);
}

void AnalyticsPage::buildCharts()
{
    auto *grid = new QGridLayout(m_sheet);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(10);
    for (int i = 0; i < kChartKinds; ++i) {
        auto *frame = new QFrame(m_sheet);
        frame->setObjectName(QStringLiteral("sheet"));
        const auto n = static_cast<std::size_t>(i);
        m_titles[n] = new QLabel(frame);
        m_titles[n]->setFont(m_look.bodyBold);
        m_charts[n] = new ChartView(m_look, frame);
        auto *under = plainLabel(frame);
        under->setFont(m_look.meta);
        under->setProperty("muted", true);
        under->setMinimumHeight(QFontMetrics(m_look.meta).height());
        connect(m_charts[n], &ChartView::cursorMoved, under, &QLabel::setText);
        auto *inside = new QVBoxLayout(frame);
        inside->setContentsMargins(8, 8, 4, 4);
        inside->setSpacing(0);
        inside->addWidget(m_titles[n]);
        inside->addWidget(m_charts[n], 1);
        inside->addWidget(under);
        grid->addWidget(frame, i / 2, i % 2);
        // One place in time over all four.
        for (std::size_t k = 0; k < n; ++k)
            m_charts[k]->setObjectName(QStringLiteral("chart%1").arg(k));
    }
    grid->setRowStretch(0, 1);
    grid->setRowStretch(1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
}

qint64 AnalyticsPage::spanMs() const { return m_range->currentData().toLongLong() * kMinuteMs; }

void AnalyticsPage::apply(const Page &page)
{
    const bool isFirst = m_now == 0;
    m_now = page.now;
    if (isFirst && m_isShown)
        fetch();
}

void AnalyticsPage::setShown(bool shown)
{
    m_isShown = shown;
    if (shown)
        fetch();
    else
        m_timer.stop();
}

void AnalyticsPage::fetch()
{
    if (!m_isShown || m_now == 0)
        return;
    if (m_isFetching) {
        m_isFetchWanted = true;
        return;
    }
    m_isFetching = true;
    m_isFetchWanted = false;
    const QPointer<AnalyticsPage> guard(this);
    m_gateway.fetchSeries({m_now - spanMs(), m_now, kPoints}, [guard](const Result<Series> &series) {
        if (!guard)
            return;
        guard->m_isFetching = false;
        if (series)
            guard->show(*series);
        else
            guard->tell(text::error(series.error()), true);
        if (guard->m_isFetchWanted)
            guard->fetch();
        else if (guard->m_isShown)
            guard->m_timer.start(static_cast<int>(std::clamp(guard->spanMs() / kPoints, kRefreshMinMs, kRefreshMaxMs)));
    });
}

void AnalyticsPage::show(const Series &series)
{
    m_series = series;
    const bool knows = std::any_of(series.points.begin(), series.points.end(), [](const SeriesPoint &p) { return p.coveredMs > 0; });
    for (int i = 0; i < kChartKinds; ++i) {
        const auto n = static_cast<std::size_t>(i);
        const Chart chart = chartOf(static_cast<ChartKind>(i), series);
        m_titles[n]->setText(chart.title);
        m_charts[n]->show(chart);
    }
    if (!knows)
        m_empty->setTexts(tr("Nothing is kept of this time"), tr("The hub was off, or it has only just started: the first values come after some seconds."));
    m_stack->setCurrentWidget(knows ? m_sheet : static_cast<QWidget *>(m_empty));
    tell(tr("one value in %1", "a duration").arg(text::duration(series.stepMs)), false);
}

void AnalyticsPage::askFile(const QString &title, const QString &suffix, bool (AnalyticsPage::*write)(const QString &))
{
    auto *dialog = new QFileDialog(this, title, QStringLiteral("skep.") + suffix);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, write](const QString &path) { (this->*write)(path); });
    dialog->open();
}

bool AnalyticsPage::saveCsv(const QString &path)
{
    return tellSaved(saveFile(path, [this](QIODevice &file) { return file.write(csvOf(m_series)) >= 0; }));
}

bool AnalyticsPage::savePng(const QString &path)
{
    return tellSaved(saveFile(path, [this](QIODevice &file) { return m_sheet->grab().save(&file, "PNG"); }));
}

bool AnalyticsPage::tellSaved(const SavedFile &saved)
{
    tell(saved.words, !saved.isGood);
    return saved.isGood;
}

void AnalyticsPage::tell(const QString &words, bool isTrouble)
{
    m_words->setText(words);
    m_words->setStyleSheet(isTrouble ? m_look.theme.filled(QStringLiteral("color: ${failed};")) : QString());
}

void AnalyticsPage::setStale(bool stale) { m_sheet->setEnabled(!stale); }

void AnalyticsPage::applyLook()
{
    for (ChartView *chart : m_charts)
        chart->applyLook();
}

QWidget *AnalyticsPage::focusTarget() const { return m_range; }

void AnalyticsPage::save(QVariantMap &state) const { state[QStringLiteral("analytics/minutes")] = m_range->currentData(); }

void AnalyticsPage::restore(const QVariantMap &state)
{
    const int index = m_range->findData(state.value(QStringLiteral("analytics/minutes"), 5).toInt());
    m_range->setCurrentIndex(std::max(0, index));
}

} // namespace skep::ui
