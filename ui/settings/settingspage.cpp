// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/shell/translation.h"
#include "ui/widgets/look.h"
#include "ui/widgets/section.h"
#include "viewmodel/searchwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <set>

namespace skep::ui {
namespace {

constexpr int kSettingsWidthMax = 680;
constexpr int kControlWidth = 190;

void choose(QComboBox *box, const QString &data)
{
    const QSignalBlocker blocker(box);
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

} // namespace

SettingsPage::SettingsPage(const Look &look, QWidget *parent)
    : WindowPage(parent)
    , m_look(look)
    , m_search(new QLineEdit(this))
    , m_groups(new QVBoxLayout)
    , m_nothing(new QLabel(tr("No setting matches."), this))
{
    auto *title = new QLabel(tr("Settings"), this);
    title->setFont(look.title);
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(260);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_search, 1);
    m_nothing->setProperty("muted", true);
    m_nothing->hide();
    buildAppearance();
    m_groups->setContentsMargins(0, 0, 0, 0);
    m_groups->setSpacing(14);
    auto *content = new QWidget(this);
    content->setMaximumWidth(kSettingsWidthMax);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 12);
    inside->addLayout(head);
    inside->addSpacing(6);
    inside->addWidget(m_nothing);
    inside->addLayout(m_groups);
    inside->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Look::kPagePadding, 12, Look::kPagePadding, 0);
    layout->addWidget(scroll);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
}

void SettingsPage::buildAppearance()
{
    QVBoxLayout *look = addGroup(tr("Appearance"));
    m_theme = new QComboBox(this);
    m_theme->setObjectName(QStringLiteral("settings.theme"));
    m_theme->addItem(tr("As the system"), QString());
    m_theme->addItem(tr("Light"), QStringLiteral("light"));
    m_theme->addItem(tr("Dark"), QStringLiteral("dark"));
    addRow(look, tr("Colours"), tr("Light or dark; both keep every state readable without its colour."), m_theme);
    m_language = new QComboBox(this);
    m_language->setObjectName(QStringLiteral("settings.language"));
    m_language->addItem(tr("As the system"), QString());
    for (const QString &code : languages()) {
        QString name = QLocale(code).nativeLanguageName();
        if (code == QLatin1String("en"))
            name = QStringLiteral("English"); // not "American English"
        m_language->addItem(name, code);
    }
    addRow(look, tr("Language"), tr("All words change at once. The words of agents and tasks stay as they were written."), m_language);
    connect(m_theme, &QComboBox::currentIndexChanged, this, [this] { emit themeWanted(m_theme->currentData().toString()); });
    connect(m_language, &QComboBox::currentIndexChanged, this, [this] { emit languageWanted(m_language->currentData().toString()); });

    QVBoxLayout *notices = addGroup(tr("Notices"));
    m_questions = addSwitch(notices, tr("When an agent asks"), tr("A notice of the desktop while this window is not in front."), true);
    m_failures = addSwitch(notices, tr("When a task fails for good"), tr("Only when no attempt is left; at most one notice a minute."), true);
    QVBoxLayout *window = addGroup(tr("Window"));
    m_tray = addSwitch(window, tr("Keep the hub running when the window is closed"),
                       tr("Skep stays in the tray and its agents go on working. Quit from the tray ends it."), false);
}

QVBoxLayout *SettingsPage::addGroup(const QString &title)
{
    auto *group = new QFrame(this);
    group->setObjectName(QStringLiteral("settingsgroup"));
    auto *layout = new QVBoxLayout(group);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(10);
    auto *head = new QLabel(title, group);
    head->setFont(m_look.bodyBold);
    layout->addWidget(head);
    m_groups->addWidget(group);
    return layout;
}

void SettingsPage::addRow(QVBoxLayout *group, const QString &name, const QString &help, QWidget *control)
{
    auto *row = new QWidget(group->parentWidget());
    auto *label = new QLabel(name, row);
    label->setFont(m_look.body);
    label->setBuddy(control);
    QLabel *words = plainLabel(row);
    words->setFont(m_look.meta);
    words->setProperty("muted", true);
    words->setText(help);
    control->setAccessibleName(name);
    control->setAccessibleDescription(help);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(label);
    texts->addWidget(words);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(texts, 1);
    if (qobject_cast<QComboBox *>(control))
        control->setFixedWidth(kControlWidth);
    layout->addWidget(control, 0, Qt::AlignVCenter);
    group->addWidget(row);
    m_rows.push_back({group->parentWidget(), row, name + QLatin1Char(' ') + help});
}

QCheckBox *SettingsPage::addSwitch(QVBoxLayout *group, const QString &name, const QString &help, bool isOn)
{
    auto *box = new QCheckBox(this);
    box->setChecked(isOn);
    addRow(group, name, help, box);
    return box;
}

void SettingsPage::filter(const QString &text)
{
    const SearchWords words(text);
    std::set<QWidget *> full;
    for (const Row &row : m_rows) {
        const bool matches = words.areIn(row.words.toStdString());
        row.widget->setVisible(matches);
        if (matches)
            full.insert(row.group);
    }
    for (const Row &row : m_rows)
        row.group->setVisible(full.contains(row.group));
    m_nothing->setVisible(full.empty());
}

void SettingsPage::applyLook()
{
    setStyleSheet(m_look.theme.filled(
        QStringLiteral("#settingsgroup { background: ${surface}; border: 1px solid ${line}; border-radius: 6px; }")));
}

void SettingsPage::setTheme(const QString &wish) { choose(m_theme, wish); }
void SettingsPage::setLanguage(const QString &wish) { choose(m_language, wish); }
bool SettingsPage::notifiesOfQuestions() const { return m_questions->isChecked(); }
bool SettingsPage::notifiesOfFailures() const { return m_failures->isChecked(); }
bool SettingsPage::staysInTray() const { return m_tray->isChecked(); }

void SettingsPage::save(QVariantMap &state) const
{
    state[QStringLiteral("settings/notifyQuestions")] = m_questions->isChecked();
    state[QStringLiteral("settings/notifyFailures")] = m_failures->isChecked();
    state[QStringLiteral("settings/tray")] = m_tray->isChecked();
}

void SettingsPage::restore(const QVariantMap &state)
{
    m_questions->setChecked(state.value(QStringLiteral("settings/notifyQuestions"), true).toBool());
    m_failures->setChecked(state.value(QStringLiteral("settings/notifyFailures"), true).toBool());
    m_tray->setChecked(state.value(QStringLiteral("settings/tray"), false).toBool());
}

QWidget *SettingsPage::focusTarget() const { return m_search; }

} // namespace skep::ui
