// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toast.h"

#include "ui/widgets/look.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace skep::ui {
namespace {

constexpr int kStaysMs = 8'000;
constexpr int kAboveFoot = 44;
constexpr int kToastWidthMax = 720;

} // namespace

Toast::Toast(const Look &look, QWidget *window)
    : QFrame(window)
    , m_look(look)
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("toast"));
    m_text->setFont(look.body);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_layout->setContentsMargins(14, 8, 8, 8);
    m_layout->setSpacing(Look::kGap);
    m_layout->addWidget(m_text, 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kStaysMs);
    connect(&m_timer, &QTimer::timeout, this, &Toast::leave);
    window->installEventFilter(this);
    hide();
}

void Toast::tell(const QString &text, std::vector<Action> actions, bool isTrouble)
{
    for (QPushButton *button : std::exchange(m_buttons, {})) {
        button->hide();
        button->deleteLater();
    }
    m_isTrouble = isTrouble;
    m_text->setText(text);
    for (Action &action : actions) {
        auto *button = new QPushButton(action.text, this);
        button->setProperty("link", true);
        connect(button, &QPushButton::clicked, this, [this, run = std::move(action.run)] {
            hide();
            run();
        });
        m_layout->addWidget(button);
        m_buttons.push_back(button);
        button->show();
    }
    applyLook();
    setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    place();
    m_timer.start();
    setAccessibleName(text);
    QAccessibleEvent spoken(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&spoken);
}

void Toast::leave()
{
    bool isUsed = underMouse();
    for (const QPushButton *button : m_buttons)
        isUsed = isUsed || button->hasFocus();
    if (isUsed)
        m_timer.start();
    else
        hide();
}

void Toast::place()
{
    const QWidget *window = parentWidget();
    const int room = std::min(kToastWidthMax, window->width() - 40);
    int width = m_layout->contentsMargins().left() + m_layout->contentsMargins().right();
    for (const QPushButton *button : m_buttons)
        width += button->sizeHint().width() + m_layout->spacing();
    width = std::min(room, width + QFontMetrics(m_look.body).horizontalAdvance(m_text->text()) + 16);
    resize(width, m_layout->hasHeightForWidth() ? m_layout->heightForWidth(width) : sizeHint().height());
    move((window->width() - this->width()) / 2, window->height() - height() - kAboveFoot);
    raise();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget() && isVisible())
        place();
    return false;
}

void Toast::applyLook()
{
    setStyleSheet(m_look.theme
                      .filled(QStringLiteral("#toast { background: ${surface}; border: 1px solid %1; border-radius: 6px; }")
                                  .arg(m_isTrouble ? QStringLiteral("${failed}") : QStringLiteral("${muted}"))));
}

QString Toast::text() const { return isVisible() ? m_text->text() : QString(); }

QPushButton *Toast::button(int i) const
{
    return i < static_cast<int>(m_buttons.size()) ? m_buttons[static_cast<std::size_t>(i)] : nullptr;
}

} // namespace skep::ui
