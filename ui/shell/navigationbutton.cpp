// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigationbutton.h"

#include "ui/widgets/look.h"

#include <QFontMetrics>
#include <QPainter>
#include <QSvgRenderer>

namespace skep::ui {
namespace {

constexpr int kIcon = 16;

} // namespace

QPixmap tintedIcon(const QString &name, const QColor &colour, int size, double ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/skep/icons/%1.svg").arg(name));
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

NavigationButton::NavigationButton(const Look &look, const QString &icon, const QString &title, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
    , m_iconName(icon)
    , m_title(title)
{
    setCheckable(true);
    setAutoExclusive(true);
    setText(title);
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    applyLook();
}

void NavigationButton::applyLook()
{
    m_plain = tintedIcon(m_iconName, m_look.theme.muted, kIcon, devicePixelRatioF());
    m_chosen = tintedIcon(m_iconName, m_look.theme.accent, kIcon, devicePixelRatioF());
    update();
}

void NavigationButton::setCount(const QString &count, bool isUrgent, const QString &words)
{
    if (count == m_count && isUrgent == m_isUrgent)
        return;
    m_count = count;
    m_isUrgent = isUrgent;
    setAccessibleDescription(words);
    setToolTip(words);
    update();
}

QSize NavigationButton::sizeHint() const { return {120, QFontMetrics(m_look.body).height() + 14}; }

void NavigationButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? theme.accentSoft : theme.background);
        painter.drawRoundedRect(rect(), Look::kRadius, Look::kRadius);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Look::kRadius, Look::kRadius);
    }
    painter.drawPixmap(QPointF(9, (height() - kIcon) / 2.0), isChecked() ? m_chosen : m_plain);
    const int countWidth = QFontMetrics(m_look.meta).horizontalAdvance(m_count);
    const QRect words(33, 0, width() - 33 - countWidth - 14, height());
    const QFont &font = isChecked() ? m_look.bodyBold : m_look.body;
    painter.setFont(font);
    painter.setPen(isChecked() ? theme.accent : theme.text);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, elidedRight(font, m_title, words.width()));
    painter.setFont(m_look.meta);
    painter.setPen(m_isUrgent ? theme.of(TaskState::NeedsInput) : theme.muted);
    painter.drawText(rect().adjusted(0, 0, -9, 0), Qt::AlignVCenter | Qt::AlignRight, m_count);
}

} // namespace skep::ui
