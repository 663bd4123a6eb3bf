// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/windowpage.h"
#include "viewmodel/eventsmodel.h"

#include <QTimer>

class QVBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace skep {
class ViewGateway;
}

namespace skep::ui {

struct Look;

/// What happened, from the hub's own log on disk: the newest on top, older ones on demand, by task, agent and kind. Reads
/// while it is on the screen and not otherwise.
class LogPage final : public WindowPage
{
    Q_OBJECT
public:
    LogPage(const Look &look, ViewGateway &gateway, QWidget *parent = nullptr);

    void apply(const Page &page) override;
    void applyLook() override;
    void setShown(bool shown) override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void save(QVariantMap &state) const override;
    void restore(const QVariantMap &state) override;
    [[nodiscard]] EventsModel &model() { return m_model; }
    [[nodiscard]] QTreeView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }

private:
    void buildHead(QVBoxLayout *layout);
    void choose(const QModelIndex &index);
    void startAnew();
    void fetchNewer();
    void fetchOlder();
    void fetch(BatchNo before);
    void showState(const QString &words, bool isTrouble);
    [[nodiscard]] EventQuery query() const;

    const Look &m_look;
    ViewGateway &m_gateway;
    EventsModel m_model;
    BatchNo m_next = 0;      // of the page of older ones; 0: there are none
    TimeMs m_lastCommit = 0; // when the log last grew
    unsigned m_generation = 0; // of the filter: late answers to an older one are dropped
    bool m_isShown = false;
    bool m_isFetching = false;
    QTimer m_newer;
    QTimer m_typing;
    QComboBox *m_kind;
    QLineEdit *m_filter;
    QLabel *m_words;
    QTreeView *m_view;
    QPushButton *m_older;
};

} // namespace skep::ui
