// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series.h"
#include "ui/widgets/windowpage.h"

#include <QTimer>

#include <array>

class QVBoxLayout;
class QComboBox;
class QGridLayout;
class QLabel;
class QStackedLayout;

namespace skep {
class ViewGateway;
}

namespace skep::ui {

class ChartView;
class EmptyState;
struct Look;
struct SavedFile;

/// What the hub did over time, from what is kept on disk: five minutes to thirty days. Reads while it is on the screen
/// and not otherwise.
class AnalyticsPage final : public WindowPage
{
    Q_OBJECT
public:
    AnalyticsPage(const Look &look, ViewGateway &gateway, QWidget *parent = nullptr);

    void apply(const Page &page) override;
    void setStale(bool stale) override;
    void applyLook() override;
    void setShown(bool shown) override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void save(QVariantMap &state) const override;
    void restore(const QVariantMap &state) override;

    [[nodiscard]] ChartView &chart(int kind) { return *m_charts[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Series &series() const { return m_series; }
    [[nodiscard]] bool isReady() const override { return !m_isFetching && !m_series.points.empty(); }
    /// False, with the reason on the page, when the file cannot be written.
    bool saveCsv(const QString &path);
    bool savePng(const QString &path);

private:
    void buildHead(QVBoxLayout *layout);
    void buildCharts();
    void fetch();
    void show(const Series &series);
    bool tellSaved(const SavedFile &saved);
    void askFile(const QString &title, const QString &suffix, bool (AnalyticsPage::*write)(const QString &));
    void tell(const QString &words, bool isTrouble);
    [[nodiscard]] qint64 spanMs() const;

    const Look &m_look;
    ViewGateway &m_gateway;
    Series m_series;
    TimeMs m_now = 0;
    bool m_isShown = false;
    bool m_isFetching = false;
    bool m_isFetchWanted = false;
    QTimer m_timer;
    QComboBox *m_range;
    QLabel *m_words;
    QStackedLayout *m_stack;
    QWidget *m_sheet;
    EmptyState *m_empty;
    std::array<ChartView *, 4> m_charts{};
    std::array<QLabel *, 4> m_titles{};
};

} // namespace skep::ui
