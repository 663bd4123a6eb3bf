// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation.h"

#include "ui/shell/navigationbutton.h"
#include "ui/widgets/look.h"

#include <QLabel>
#include <QVBoxLayout>

namespace skep::ui {

Navigation::Navigation(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_pages(new QVBoxLayout)
    , m_foot(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 10, 8, 8);
    layout->setSpacing(4);
    m_pages->setSpacing(2);
    auto *name = new QLabel(QStringLiteral("Skep"), this);
    name->setFont(look.title);
    name->setContentsMargins(9, 2, 0, 6);
    layout->addWidget(name);
    layout->addLayout(m_pages);
    layout->addStretch();
    layout->addLayout(m_foot);
    setAccessibleName(tr("Pages"));
}

int Navigation::addPage(const QString &icon, const QString &title)
{
    auto *button = new NavigationButton(m_look, icon, title, this);
    const int page = static_cast<int>(m_buttons.size());
    m_buttons.push_back(button);
    m_pages->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, [this, page] { emit pageChosen(page); });
    return page;
}

void Navigation::setCurrent(int page)
{
    if (page < count())
        m_buttons[static_cast<std::size_t>(page)]->setChecked(true);
}

void Navigation::setCount(int page, const QString &count, bool isUrgent, const QString &words)
{
    m_buttons[static_cast<std::size_t>(page)]->setCount(count, isUrgent, words);
}

QAbstractButton *Navigation::button(int page) const { return m_buttons[static_cast<std::size_t>(page)]; }

void Navigation::applyLook()
{
    for (NavigationButton *button : m_buttons)
        button->applyLook();
}

} // namespace skep::ui
