// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machines/machinespage.h"

#include "ui/machines/machinesdelegate.h"
#include "ui/machines/scenelook.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWidget>
#include <QQuickWindow>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>

namespace skep::ui {
namespace {

constexpr int kNarrow = 620; // below that the tree stands under the picture
// Below these the tree shows its names and states only: a name that cannot be read helps nobody.
constexpr int kWithAge = 400;
constexpr int kWithSlots = 340;

QUrl ownScene() { return QUrl(QStringLiteral("qrc:/skep/qml/Skep/Topology/Topology.qml")); }

} // namespace

MachinesPage::MachinesPage(const Look &look, const QUrl &scene, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_sceneUrl(scene.isEmpty() ? ownScene() : scene)
    , m_sceneLook(new SceneLook(look, this))
    , m_summary(new QLabel(this))
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(look, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_place(new QStackedLayout)
    , m_trouble(plainLabel(this))
    , m_view(new QTreeView(this))
    , m_delegate(new MachinesDelegate(look, this))
{
    auto *title = new QLabel(tr("Machines"), this);
    title->setFont(look.title);
    title->setBuddy(m_view);
    m_summary->setFont(look.body);
    m_summary->setProperty("muted", true);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(m_summary, 1);
    m_trouble->setFont(look.body);
    m_trouble->setProperty("muted", true);
    m_trouble->setContentsMargins(Look::kPagePadding, Look::kPagePadding, Look::kPagePadding, Look::kPagePadding);
    m_trouble->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *ground = new QWidget(m_splitter);
    ground->setLayout(m_place);
    ground->setMinimumSize(200, 160); // room for the words that stand in for the picture
    m_place->setContentsMargins(0, 0, 0, 0);
    m_place->addWidget(m_trouble);
    buildView();
    m_splitter->addWidget(ground);
    m_splitter->addWidget(m_view);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400});
    m_empty->setTexts(tr("No machine is here"), tr("Each machine stands here with the agents that run on it, once one has connected."), tr("Show how…"));
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_stack->setCurrentWidget(m_splitter); // until the hub has said who is there
    m_stack->setContentsMargins(1, 1, 1, 1);
    auto *frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("sheet"));
    frame->setLayout(m_stack);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 12);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(frame, 1);
    connect(m_empty, &EmptyState::triggered, this, &MachinesPage::setupWanted);
    m_pace.setSingleShot(true);
    m_pace.setInterval(kPace);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (m_isDue)
            updatePicture();
    });
    applyLook();
}

MachinesPage::~MachinesPage()
{
    delete m_picture; // before the models it shows
}

void MachinesPage::buildView()
{
    m_view->setModel(&m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setIndentation(14);
    m_view->setMinimumSize(200, 120);
    m_view->setAccessibleName(tr("Machines and agents"));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(TopologyModel::NameColumn, QHeaderView::Stretch);
    header->resizeSection(TopologyModel::StateColumn, 132);
    header->resizeSection(TopologyModel::SlotsColumn, 84);
    header->resizeSection(TopologyModel::AgeColumn, 62);
    connect(&m_model, &QAbstractItemModel::rowsInserted, m_view, [this](const QModelIndex &parent) {
        m_view->expand(m_model.hubIndex());
        // One machine is the usual case; many stay closed, or the list would be the agents page again.
        if (parent.isValid() && m_model.kindOf(parent) == TopologyModel::Kind::Machine && m_model.rowCount(parent) == 1 && m_model.machines().size() <= 3)
            m_view->expand(parent);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (m_isApplying)
            return;
        choose(index);
        showSelection();
    });
    m_view->installEventFilter(this);
    connect(m_view, &QTreeView::clicked, this, &MachinesPage::choose); // also when it is the current one already
}

void MachinesPage::choose(const QModelIndex &index)
{
    if (const AgentView *agent = m_model.agentAt(index))
        emit agentWanted(text::of(agent->name));
}

void MachinesPage::apply(const Page &page)
{
    m_model.setNow(page.now);
    if (!page.agentsReset && page.agents.empty() && page.agentsGone.empty())
        return;
    const AgentView *before = m_model.agentAt(m_view->currentIndex());
    const std::string chosen = before ? before->name : std::string();
    m_isApplying = true; // a row that goes must not choose its neighbour
    m_model.apply(page.agentsReset, page.agents, page.agentsGone);
    if (!chosen.empty())
        m_view->setCurrentIndex(m_model.agentIndex(chosen));
    m_isApplying = false;
    refresh();
    showSelection();
}

void MachinesPage::refresh()
{
    const int machines = m_model.machineCount();
    const QStringList parts{tr("%n hub(s)", nullptr, 1), tr("%Ln machine(s)", nullptr, machines), tr("%Ln agent(s)", nullptr, m_model.sum().agents)};
    m_summary->setText(parts.join(QStringLiteral(" · ")));
    m_stack->setCurrentWidget(m_model.machines().empty() ? static_cast<QWidget *>(m_empty) : m_splitter);
    m_isDue = true;
    if (!m_pace.isActive() && isVisible())
        updatePicture();
}

void MachinesPage::updatePicture()
{
    if (!isVisible())
        return; // it is made up for when the page comes back
    m_isDue = false;
    if (m_model.machines().empty())
        return;
    m_scene.update(m_model);
    buildPicture();
    if (m_picture) {
        QQuickItem *root = m_picture->rootObject();
        root->setProperty("machines", static_cast<int>(m_model.machines().size()));
        root->setProperty("rows", m_scene.rowsOfAgents());
    }
    m_pace.start();
}

void MachinesPage::buildPicture()
{
    if (m_isTried)
        return;
    m_isTried = true;
    if (QQuickWindow::sceneGraphBackend() != QLatin1String("software")) // a picture of lines and words; no graphics memory for that
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    auto *picture = new QQuickWidget(this);
    picture->setObjectName(QStringLiteral("machines.picture"));
    picture->setResizeMode(QQuickWidget::SizeRootObjectToView);
    picture->setFocusPolicy(Qt::StrongFocus);
    picture->setAccessibleName(tr("Picture of machines and agents"));
    picture->setClearColor(m_look.theme.surface);
    auto *component = new QQmlComponent(picture->engine(), m_sceneUrl, QQmlComponent::PreferSynchronous, picture);
    m_sceneLook->setMotion(!isMotionOff(this));
    QObject *root = component->isReady() ? component->createWithInitialProperties({{QStringLiteral("look"), QVariant::fromValue<QObject *>(m_sceneLook)},
                                                                                   {QStringLiteral("nodes"), QVariant::fromValue<QObject *>(&m_scene)},
                                                                                   {QStringLiteral("machines"), 1},
                                                                                   {QStringLiteral("rows"), m_scene.rowsOfAgents()},
                                                                                   {QStringLiteral("label"), picture->accessibleName()}})
                                         : nullptr;
    if (!root) {
        const QList<QQmlError> errors = component->errors();
        m_trouble->setText(tr("The picture cannot be shown: a part of Qt Quick is missing on this computer (packages qml6-module-qtquick, "
                              "qml6-module-qtquick-shapes, qml6-module-qtqml-workerscript). The list holds the same.\n\n%1")
                               .arg(errors.isEmpty() ? m_sceneUrl.toString() : errors.front().description()));
        delete picture;
        return;
    }
    picture->setContent(m_sceneUrl, component, root);
    connect(root, SIGNAL(chosen(QString)), this, SLOT(pickNode(QString)));
    m_place->addWidget(picture);
    m_place->setCurrentWidget(picture);
    m_picture = picture;
    setTabOrder(m_picture, m_view);
    showSelection();
}

void MachinesPage::pickNode(const QString &key)
{
    const int row = m_scene.rowOf(key);
    if (row < 0)
        return;
    const TopologyScene::Node &node = m_scene.nodes()[static_cast<std::size_t>(row)];
    const bool isAgent = node.kind == TopologyScene::Kind::Agent;
    const QModelIndex index = isAgent                                   ? m_model.agentIndex(node.agent)
        : node.kind == TopologyScene::Kind::Hub                         ? m_model.hubIndex()
        : node.kind == TopologyScene::Kind::MoreMachines                ? m_model.hubIndex()
                                                                        : m_model.machineIndex(node.machine);
    m_view->expand(isAgent ? index.parent() : index);
    m_view->scrollTo(index);
    if (m_view->currentIndex().siblingAtColumn(0) == index)
        choose(index);
    else
        m_view->setCurrentIndex(index);
}

void MachinesPage::showSelection()
{
    if (!m_picture)
        return;
    const QModelIndex index = m_view->currentIndex();
    QString key;
    if (const AgentView *agent = m_model.agentAt(index))
        key = QStringLiteral("a:") + text::of(agent->name);
    else if (index.isValid() && m_model.kindOf(index) == TopologyModel::Kind::Machine)
        key = QStringLiteral("m:") + text::of(m_model.machines()[static_cast<std::size_t>(index.row())]->name);
    else if (index.isValid())
        key = QStringLiteral("hub");
    m_picture->rootObject()->setProperty("selected", key);
}

void MachinesPage::tick(TimeMs now)
{
    m_model.setNow(now);
    if (m_view->isVisible())
        m_view->viewport()->update();
}

void MachinesPage::setStale(bool stale)
{
    m_delegate->setStale(stale);
    m_sceneLook->setStale(stale);
    m_view->viewport()->update();
}

void MachinesPage::applyLook()
{
    m_view->header()->setFont(m_look.meta);
    m_sceneLook->refresh();
    if (m_picture)
        m_picture->setClearColor(m_look.theme.surface);
}

QWidget *MachinesPage::focusTarget() const { return m_view; }

void MachinesPage::save(QVariantMap &state) const
{
    state[QStringLiteral("machines/splitter")] = m_splitter->saveState();
    state[QStringLiteral("machines/columns")] = m_view->header()->saveState();
}

void MachinesPage::restore(const QVariantMap &state)
{
    m_splitter->restoreState(state.value(QStringLiteral("machines/splitter")).toByteArray());
    turn();
    if (const QByteArray columns = state.value(QStringLiteral("machines/columns")).toByteArray(); !columns.isEmpty())
        m_view->header()->restoreState(columns);
}

void MachinesPage::showEvent(QShowEvent *event)
{
    WindowPage::showEvent(event);
    QTimer::singleShot(0, this, [this] { // the page is there first, its picture in the next turn
        if (m_isDue)
            updatePicture();
    });
}

void MachinesPage::hideEvent(QHideEvent *event)
{
    WindowPage::hideEvent(event);
    m_pace.stop();
}

void MachinesPage::resizeEvent(QResizeEvent *event)
{
    WindowPage::resizeEvent(event);
    turn();
}

bool MachinesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        turn();
    return WindowPage::eventFilter(watched, event);
}

void MachinesPage::turn()
{
    const Qt::Orientation wanted = width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() != wanted)
        m_splitter->setOrientation(wanted);
    m_view->setColumnHidden(TopologyModel::AgeColumn, m_view->width() < kWithAge);
    m_view->setColumnHidden(TopologyModel::SlotsColumn, m_view->width() < kWithSlots);
}

} // namespace skep::ui
