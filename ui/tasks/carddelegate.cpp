// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/carddelegate.h"

#include "ui/widgets/look.h"
#include "ui/widgets/shapes.h"
#include "viewmodel/boardmodel.h"
#include "viewmodel/cardtext.h"
#include "viewmodel/text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace skep::ui {
namespace {

constexpr int kPad = 10;
constexpr int kTop = 9;
constexpr int kSign = 14;
constexpr int kSignGap = 7;
constexpr int kLineGap = 2;

int lineHeight(const QFont &font) { return QFontMetrics(font).height(); }

/// Where a title's first line ends when it gets two: behind the last space, slash or hyphen that fits. All of it when it
/// fits; 0 when its first word does not.
qsizetype firstLineEnd(const QFont &font, const QString &title, int width)
{
    const QFontMetrics metrics(font);
    if (metrics.horizontalAdvance(title) <= width)
        return title.size();
    qsizetype end = 0;
    for (qsizetype i = 0; i < title.size(); ++i) {
        const QChar c = title.at(i);
        if (c != u' ' && c != u'/' && c != u'-' && c != u'_')
            continue;
        if (metrics.horizontalAdvance(title.left(c == u' ' ? i : i + 1)) > width)
            break;
        end = i + 1;
    }
    return end;
}

} // namespace

CardDelegate::CardDelegate(const Look &look, const BoardModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
    , m_model(model)
{
}

int CardDelegate::cardHeight(const Look &look, bool isNarrow)
{
    return 2 * kTop + (isNarrow ? 2 : 1) * lineHeight(look.bodyBold) + lineHeight(look.body) + lineHeight(look.meta) + 2 * kLineGap;
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), cardHeight(m_look, m_isNarrow)};
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintFrame(*painter, option);
    const QRect inner = option.rect.adjusted(kPad, kTop, -kPad, -kTop);
    if (const TaskView *task = m_model.at(index.row())) {
        const CardText text = cardText(*task, m_model.now());
        const bool hasTwoLines = paintHead(*painter, inner, *task, text);
        paintLines(*painter, hasTwoLines ? inner.adjusted(0, lineHeight(m_look.bodyBold), 0, 0) : inner, *task, text);
        if (text.progress >= 0) {
            const QRectF bar(option.rect.left() + 6, option.rect.bottom() - 3.5, option.rect.width() - 12, 2.5);
            paintBar(*painter, bar, text.progress, m_look.theme.of(task->state), m_look.theme.line);
        }
    } else {
        painter->setFont(m_look.body);
        painter->setPen(m_look.theme.muted);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
    }
    painter->restore();
}

void CardDelegate::paintFrame(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    const double width = isSelected ? 2 : 1;
    const QRectF frame = QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.setPen(QPen(isSelected ? m_look.theme.accent : isHovered ? m_look.theme.muted : m_look.theme.line, width));
    painter.setBrush(m_look.theme.surface);
    painter.drawRoundedRect(frame, Look::kRadius, Look::kRadius);
    if (m_isStale) {
        QPainterPath path;
        path.addRoundedRect(frame.adjusted(1, 1, -1, -1), Look::kRadius, Look::kRadius);
        painter.fillPath(path, QBrush(m_look.theme.line, Qt::BDiagPattern));
    }
}

bool CardDelegate::paintHead(QPainter &painter, const QRect &box, const TaskView &task, const CardText &text) const
{
    const Theme &theme = m_look.theme;
    const int height = lineHeight(m_look.bodyBold);
    const QRect line(box.left(), box.top(), box.width(), height);
    const double middle = line.top() + height / 2.0;
    paintSign(painter, QRectF(line.left(), middle - kSign / 2.0, kSign, kSign), task.state, theme, text.progress,
              text.leaseLeft);
    const bool isUrgent = task.priority == Priority::P0;
    const QColor chip = isUrgent ? theme.of(TaskState::Failed) : task.priority == Priority::P1 ? theme.text : theme.muted;
    const double chipTaken = paintChipEndingAt(painter, line.right() + 1, middle, text::priority(task.priority), m_look.meta, chip,
                                               isUrgent ? chip : theme.line);
    const int left = line.left() + kSign + kSignGap;
    const int width = line.right() - left - static_cast<int>(chipTaken) - 4;
    painter.setFont(m_look.bodyBold);
    painter.setPen(theme.text);
    const int fullWidth = line.right() - left + 1;
    const qsizetype cut = m_isNarrow ? firstLineEnd(m_look.bodyBold, text.title, width) : 0;
    const QString first = cut > 0 ? text.title.left(cut) : elidedMiddle(m_look.bodyBold, text.title, width);
    painter.drawText(QRect(left, line.top(), width, height), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, first);
    if (cut > 0 && cut < text.title.size())
        painter.drawText(QRect(left, line.top() + height, fullWidth, height), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         elidedMiddle(m_look.bodyBold, text.title.mid(cut).trimmed(), fullWidth));
    return cut > 0 && cut < text.title.size();
}

void CardDelegate::paintLines(QPainter &painter, const QRect &box, const TaskView &task, const CardText &text) const
{
    const Theme &theme = m_look.theme;
    const int left = box.left() + kSign + kSignGap;
    int y = box.top() + lineHeight(m_look.bodyBold) + kLineGap;
    QRect line(left, y, box.right() - left + 1, lineHeight(m_look.body));
    const QString pending = m_model.pending(task.id);
    // On the line that can spare the room: what failed needs its words.
    const bool isChipBelow = task.state == TaskState::Failed;
    const auto paintSimulated = [&] {
        const double taken = paintChipEndingAt(painter, line.right() + 1, line.top() + line.height() / 2.0, tr("simulated"),
                                               m_look.meta, theme.muted, theme.muted, true);
        line.setRight(line.right() - static_cast<int>(taken) - 6);
    };
    if (task.simulated && !isChipBelow)
        paintSimulated();
    painter.setFont(m_look.body);
    painter.setPen(!pending.isEmpty()                  ? theme.accent
                   : task.state == TaskState::Failed ? theme.of(TaskState::Failed)
                                                     : theme.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     elidedRight(m_look.body, pending.isEmpty() ? text.who : pending, line.width()));
    y += lineHeight(m_look.body) + kLineGap;
    line = QRect(left, y, box.right() - left + 1, lineHeight(m_look.meta));
    if (task.simulated && isChipBelow)
        paintSimulated();
    // The age is never cut: without it nobody knows what the words are worth.
    const QString age = text.activity.isEmpty() || text.age.isEmpty() ? text.age : QStringLiteral(" · ") + text.age;
    const QFontMetrics metrics(m_look.meta);
    const QString words = metrics.elidedText(text.activity, Qt::ElideRight, line.width() - metrics.horizontalAdvance(age));
    painter.setFont(m_look.meta);
    painter.setPen(text.isSlipping ? theme.of(TaskState::Failed) : theme.muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words + age);
}

} // namespace skep::ui
