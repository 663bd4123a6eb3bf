// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/windowpage.h"
#include "viewmodel/topologymodel.h"
#include "viewmodel/topologyscene.h"

#include <QTimer>
#include <QUrl>

#include <chrono>

class QLabel;
class QQuickWidget;
class QSplitter;
class QStackedLayout;
class QTreeView;

namespace skep::ui {

class EmptyState;
class MachinesDelegate;
class SceneLook;
struct Look;

/// What runs where: a live picture of the hub, its machines and their agents, and beside it a tree of the same. The
/// picture is made when the page is first seen, painted in software, brought up to date at most five times a second,
/// and does nothing while it cannot be seen.
class MachinesPage final : public WindowPage
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kPace{200}; // between two changes of the picture

    /// `scene` is the QML of the picture; empty: the product's own.
    explicit MachinesPage(const Look &look, const QUrl &scene = {}, QWidget *parent = nullptr);
    ~MachinesPage() override;

    void apply(const Page &page) override;
    [[nodiscard]] bool hasSelection() const override { return true; }
    [[nodiscard]] bool followsAgents() const override { return true; }
    void tick(TimeMs now) override;
    void setStale(bool stale) override;
    void applyLook() override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void save(QVariantMap &state) const override;
    void restore(const QVariantMap &state) override;

    [[nodiscard]] QTreeView &view() { return *m_view; }
    [[nodiscard]] TopologyModel &model() { return m_model; }
    [[nodiscard]] TopologyScene &scene() { return m_scene; }
    /// Null until the page was seen, and when the picture cannot be shown.
    [[nodiscard]] QQuickWidget *picture() const { return m_picture; }

signals:
    void setupWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void pickNode(const QString &key);

private:
    void buildView();
    void buildPicture();
    void refresh();
    void updatePicture();
    void showSelection();
    void choose(const QModelIndex &index);
    void turn();

    const Look &m_look;
    const QUrl m_sceneUrl;
    SceneLook *m_sceneLook;
    TopologyModel m_model;
    TopologyScene m_scene;
    QTimer m_pace;
    bool m_isDue = false;
    bool m_isTried = false;
    bool m_isApplying = false;
    QLabel *m_summary;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QSplitter *m_splitter;
    QStackedLayout *m_place; // of the picture
    QLabel *m_trouble;
    QTreeView *m_view;
    MachinesDelegate *m_delegate;
    QQuickWidget *m_picture = nullptr;
};

} // namespace skep::ui
