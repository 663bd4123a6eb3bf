// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/look.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QStyle>
#include <QWidget>

namespace skep::ui {
namespace {

QFont sized(const QString &family, double pixels, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(qRound(pixels));
    font.setWeight(weight);
    return font;
}

// The wide default of a bare system leaves a card three words; its own condensed cut gives a fifth more.
QString familyFor(const QFont &system)
{
    const QString family = QFontInfo(system).family();
    const QString condensed = QStringLiteral("DejaVu Sans Condensed");
    if (family == QLatin1String("DejaVu Sans") && QFontDatabase::hasFamily(condensed))
        return condensed;
    return family;
}

// No colour of the text in QLineEdit and its like: that of the palette is the same, and a style sheet's would give
// placeholders half of it (before Qt 6.5 it cannot name theirs).
const char kStyleSheet[] = R"(
* { outline: none; }
QMainWindow, QDialog { background: ${surface}; }
QToolTip { background: ${surface}; color: ${text}; border: 1px solid ${line}; padding: 4px; }
QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
#sheet { background: ${surface}; border: 1px solid ${line}; border-radius: 6px; }
QPushButton { background: ${surface}; color: ${text}; border: 1px solid ${line}; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { border-color: ${muted}; }
QPushButton:focus { border: 2px solid ${accent}; padding: 4px 11px; }
QPushButton:pressed { background: ${background}; }
QPushButton:disabled { color: ${muted}; background: ${background}; }
QPushButton[primary="true"] { background: ${accent}; color: ${onAccent}; border: 1px solid ${accent}; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid ${text}; }
QPushButton[primary="true"]:disabled { background: ${background}; color: ${muted}; border-color: ${line}; }
QPushButton[link="true"] { border: none; background: transparent; color: ${accent}; padding: 5px 4px; font-weight: 600; text-align: left; }
QPushButton[link="true"]:hover, QPushButton[link="true"]:focus { text-decoration: underline; }
QPushButton::menu-indicator { width: 0; image: none; }
QToolButton { background: transparent; color: ${text}; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { border-color: ${line}; }
QToolButton:focus { border: 1px solid ${accent}; }
QToolButton::menu-indicator { width: 0; image: none; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: ${surface}; border: 1px solid ${line};
    border-radius: 6px; padding: 5px 8px; selection-background-color: ${accent}; selection-color: ${onAccent}; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: ${accent}; }
QLineEdit[faulty="true"], QPlainTextEdit[faulty="true"], QSpinBox[faulty="true"] { border-color: ${failed}; }
QPlainTextEdit[log="true"] { background: ${background}; padding: 4px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/skep/icons/chevron-${shade}.svg); width: 12px; height: 12px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid ${muted}; border-radius: 4px; background: ${surface}; }
QCheckBox::indicator:focus { border: 2px solid ${accent}; }
QCheckBox::indicator:checked { background: ${accent}; border-color: ${accent}; image: url(:/skep/icons/check-${shade}.svg); }
QMenu { background: ${surface}; color: ${text}; border: 1px solid ${line}; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: ${accentSoft}; color: ${text}; }
QMenu::item:disabled { color: ${muted}; }
QMenu::separator { height: 1px; background: ${line}; margin: 4px; }
QHeaderView { background: ${surface}; border: none; }
QHeaderView::section { background: ${surface}; color: ${muted}; border: none; border-bottom: 1px solid ${line}; padding: 7px 10px; font-weight: 600; }
QTabBar::tab { background: transparent; color: ${muted}; padding: 6px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: ${text}; border-bottom: 2px solid ${accent}; }
QTabBar::tab:hover { color: ${text}; }
QTabBar::tab:focus { color: ${accent}; }
QTreeView { background: ${surface}; color: ${text}; alternate-background-color: ${background};
    selection-background-color: ${accentSoft}; selection-color: ${text}; }
QTreeView::item { padding: 5px 4px; border-bottom: 1px solid ${line}; }
QTreeView::item:selected { background: ${accentSoft}; color: ${text}; }
QSplitter::handle { background: ${line}; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: ${line}; border-radius: 3px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: ${muted}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QLabel[muted="true"] { color: ${muted}; }
QLabel[stale="true"] { color: ${failed}; font-weight: 600; }
)";

} // namespace

void Look::chooseFonts()
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QString family = familyFor(system);
    const double scale = std::clamp(QFontInfo(system).pixelSize() / 13.0, 1.0, 2.0);
    meta = sized(family, 11.5 * scale, QFont::Normal);
    body = sized(family, 13 * scale, QFont::Normal);
    bodyBold = sized(family, 13 * scale, QFont::DemiBold);
    title = sized(family, 15 * scale, QFont::DemiBold);
    figure = sized(family, 20 * scale, QFont::DemiBold);
    mono = sized(QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), 12 * scale, QFont::Normal);
}

QString Look::styleSheet() const { return theme.filled(QString::fromLatin1(kStyleSheet)); }

QString elidedMiddle(const QFont &font, const QString &text, int width)
{
    const QFontMetrics metrics(font);
    if (metrics.horizontalAdvance(text) <= width)
        return text;
    const qsizetype word = text.lastIndexOf(u' ', text.lastIndexOf(u'/')) + 1;
    for (qsizetype slash = text.indexOf(u'/', word + 1); slash >= 0; slash = text.indexOf(u'/', slash + 1)) {
        const QString shorter = text.left(word) + QChar(0x2026) + text.mid(slash);
        if (metrics.horizontalAdvance(shorter) <= width)
            return shorter;
    }
    return metrics.elidedText(text, Qt::ElideMiddle, width);
}

QString elidedRight(const QFont &font, const QString &text, int width)
{
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
}

bool isMotionOff(const QWidget *widget)
{
    return widget->style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, widget) == 0;
}

} // namespace skep::ui
