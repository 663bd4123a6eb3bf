// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/windowpage.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace skep::ui {

struct Look;

/// What can be set, with a search over names, words and explanations. A change counts at once.
class SettingsPage final : public WindowPage
{
    Q_OBJECT
public:
    explicit SettingsPage(const Look &look, QWidget *parent = nullptr);

    void apply(const Page &) override {}
    void applyLook() override;
    [[nodiscard]] QWidget *focusTarget() const override;
    void setTheme(const QString &wish);
    void setLanguage(const QString &wish);
    [[nodiscard]] bool notifiesOfQuestions() const;
    [[nodiscard]] bool notifiesOfFailures() const;
    [[nodiscard]] bool staysInTray() const;
    void save(QVariantMap &state) const override;
    void restore(const QVariantMap &state) override;
    [[nodiscard]] QLineEdit &search() { return *m_search; }

signals:
    void themeWanted(const QString &wish);
    void languageWanted(const QString &wish);

private:
    struct Row
    {
        QWidget *group;
        QWidget *widget;
        QString words; // what the search looks in
    };

    QVBoxLayout *addGroup(const QString &title);
    void addRow(QVBoxLayout *group, const QString &name, const QString &help, QWidget *control);
    QCheckBox *addSwitch(QVBoxLayout *group, const QString &name, const QString &help, bool isOn);
    void buildAppearance();
    void filter(const QString &text);

    const Look &m_look;
    QLineEdit *m_search;
    QVBoxLayout *m_groups;
    QLabel *m_nothing;
    std::vector<Row> m_rows;
    QComboBox *m_theme;
    QComboBox *m_language;
    QCheckBox *m_questions;
    QCheckBox *m_failures;
    QCheckBox *m_tray;
};

} // namespace skep::ui
