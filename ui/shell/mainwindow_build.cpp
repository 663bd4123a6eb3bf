// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the window is put together; what it does is in mainwindow.cpp.
#include "ui/shell/mainwindow_p.h"

#include "core/gateway.h"
#include "ui/shell/navigationbutton.h"
#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QStyleFactory>
#include <QToolButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kNavigationWidth = 138;
constexpr int kInspectorWidth = 324;

QFrame *hairline(bool isVertical, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setObjectName(QStringLiteral("hairline"));
    if (isVertical)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    return line;
}

} // namespace

void MainWindow::buildShell()
{
    Parts &p = *m_parts;
    p.demonstration = new Banner(p.look, Banner::Kind::Note, this);
    p.trouble = new Banner(p.look, Banner::Kind::Trouble, this);
    p.navigation = new Navigation(p.look, this);
    p.navigation->setObjectName(QStringLiteral("navigation"));
    p.navigation->setFixedWidth(kNavigationWidth);
    p.metrics = new MetricsStrip(p.look, this);
    p.status = new StatusLine(p.look, this);
    buildPages();

    auto *centre = new QVBoxLayout;
    centre->setSpacing(0);
    centre->addWidget(p.metrics);
    centre->addWidget(hairline(false, this));
    centre->addWidget(p.trouble);
    centre->addWidget(p.splitter, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(p.navigation);
    middle->addWidget(hairline(true, this));
    middle->addLayout(centre, 1);
    auto *whole = new QWidget(this);
    auto *layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(p.demonstration);
    layout->addLayout(middle, 1);
    layout->addWidget(hairline(false, this));
    layout->addWidget(p.status);
    setCentralWidget(whole);
    whole->setFocusPolicy(Qt::ClickFocus);
    setMinimumSize(900, 520);
    resize(1280, 800);
}

void MainWindow::buildPages()
{
    Parts &p = *m_parts;
    p.pages = new QStackedWidget(this);
    p.pages->setObjectName(QStringLiteral("pages"));
    p.pages->setAttribute(Qt::WA_StyledBackground);
    p.board = new BoardPage(p.look, p.pages);
    p.agents = new AgentsPage(p.look, p.gateway, *p.actions, p.pages);
    const auto add = [&p](QWidget *page, const char *name, const char *icon, const QString &title) {
        p.pages->addWidget(page);
        p.pageNames << QString::fromLatin1(name);
        p.navigation->addPage(QString::fromLatin1(icon), title);
    };
    add(p.board, "board", "board", tr("Board"));
    add(p.agents, "agents", "agents", tr("Agents"));
    connect(p.navigation, &Navigation::pageChosen, this, &MainWindow::showPage);

    p.inspector = new TaskInspector(p.look, p.gateway, *p.taskActions, this);
    p.inspector->setMinimumWidth(280);
    p.splitter = new QSplitter(Qt::Horizontal, this);
    p.splitter->setHandleWidth(1);
    p.splitter->setChildrenCollapsible(false);
    p.splitter->addWidget(p.pages);
    p.splitter->addWidget(p.inspector);
    p.splitter->setStretchFactor(0, 1);
    p.splitter->setStretchFactor(1, 0);
    p.inspector->hide(); // until a task is selected
    p.splitter->setSizes({1280 - kNavigationWidth - kInspectorWidth, kInspectorWidth});
}

void MainWindow::buildActions()
{
    Parts &p = *m_parts;
    QAction *newTaskAction = p.actions->add("task.new", tr("New task"), QKeySequence::New);
    connect(newTaskAction, &QAction::triggered, this, &MainWindow::newTask);
    p.metrics->addButton(new ActionButton(newTaskAction, true, this));
    QAction *search = p.actions->add("search", tr("Search"), QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(search, &QAction::triggered, this, [this, &p] {
        showPage(0);
        p.metrics->search().setFocus(Qt::ShortcutFocusReason);
        p.metrics->search().selectAll();
    });
    connect(&p.metrics->search(), &QLineEdit::textChanged, this, [&p] { p.typing.start(); });
    QAction *deselect = p.actions->add("task.close", tr("Close the task"), QKeySequence(Qt::Key_Escape));
    connect(deselect, &QAction::triggered, this, [this, &p] {
        if (p.metrics->search().hasFocus() && !p.metrics->search().text().isEmpty())
            p.metrics->search().clear();
        else
            selectTask(0);
    });
    for (int page = 0; page < pageCount(); ++page) {
        QAction *show = p.actions->add(qPrintable(QStringLiteral("page.") + p.pageNames.at(page)), p.navigation->button(page)->text(),
                                       QKeySequence(Qt::CTRL | (Qt::Key_1 + page)));
        connect(show, &QAction::triggered, this, [this, page] { showPage(page); });
    }
    auto *menu = new QMenu(this);
    menu->addAction(newTaskAction);
    menu->addAction(search);
    menu->addSeparator();
    QMenu *themes = menu->addMenu(tr("Colours"));
    auto *group = new QActionGroup(this);
    const std::array<std::pair<const char *, QString>, 3> wishes{
        {{"system", tr("As the system")}, {"light", tr("Light")}, {"dark", tr("Dark")}}};
    for (const auto &[wish, words] : wishes) {
        QAction *action = p.actions->add(qPrintable(QStringLiteral("theme.") + QLatin1String(wish)), words);
        action->setCheckable(true);
        group->addAction(action);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, name = QString::fromLatin1(wish)] { setTheme(name); });
    }
    menu->addSeparator();
    QAction *quit = p.actions->add("window.close", tr("Close the window"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);
    menu->addAction(quit);
    auto *button = new QToolButton(this);
    button->setText(tr("Menu"));
    button->setObjectName(QStringLiteral("menu"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    p.navigation->foot()->addWidget(button, 0, Qt::AlignLeft);
}

void MainWindow::setTheme(const QString &wish)
{
    Parts &p = *m_parts;
    p.themeWish = wish;
    p.look.theme = Theme::chosen(wish, p.systemPalette);
    if (QAction *action = p.actions->find(QStringLiteral("theme.") + (wish.isEmpty() ? QStringLiteral("system") : wish)))
        action->setChecked(true);
    applyLook();
}

void MainWindow::applyLook()
{
    Parts &p = *m_parts;
    QApplication::setPalette(p.look.theme.palette());
    QApplication::setFont(p.look.body);
    setPalette(p.look.theme.palette());
    setStyleSheet(p.look.styleSheet()
                  + p.look.theme.filled(QStringLiteral("#hairline { background: ${line}; border: none; }"
                                                       "#pages { background: ${background}; }"
                                                       "#inspector { background: ${surface}; }")));
    for (Banner *banner : {p.demonstration, p.trouble})
        banner->applyLook();
    p.navigation->applyLook();
    if (auto *button = findChild<QToolButton *>(QStringLiteral("menu"))) {
        button->setIcon(tintedIcon(QStringLiteral("menu"), p.look.theme.muted, 16, devicePixelRatioF()));
    }
    p.board->applyLook();
    p.agents->applyLook();
    p.inspector->applyLook();
    p.status->applyLook();
    setWindowIcon(tintedIcon(QStringLiteral("skep"), p.look.theme.accent, 64, 1));
}

void MainWindow::restore()
{
    Parts &p = *m_parts;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QString theme = !p.options.theme.isEmpty() ? p.options.theme : qEnvironmentVariable("SKEP_THEME");
    int page = 0;
    if (!p.options.settingsPath.isEmpty()) {
        const QSettings settings(p.options.settingsPath, QSettings::IniFormat);
        if (theme.isEmpty())
            theme = settings.value(QStringLiteral("window/theme")).toString();
        restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
        p.splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray());
        p.agents->restoreColumns(settings.value(QStringLiteral("agents/columns")).toByteArray());
        page = std::max(0, static_cast<int>(p.pageNames.indexOf(settings.value(QStringLiteral("window/page")).toString())));
    }
    setTheme(theme);
    showPage(page);
}

void MainWindow::save()
{
    Parts &p = *m_parts;
    if (p.options.settingsPath.isEmpty())
        return;
    QSettings settings(p.options.settingsPath, QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), p.splitter->saveState());
    settings.setValue(QStringLiteral("window/page"), pageName(p.pages->currentIndex()));
    settings.setValue(QStringLiteral("agents/columns"), p.agents->columnState());
    if (p.options.theme.isEmpty() && !qEnvironmentVariableIsSet("SKEP_THEME"))
        settings.setValue(QStringLiteral("window/theme"), p.themeWish);
}

} // namespace skep::ui
