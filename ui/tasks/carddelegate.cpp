// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/carddelegate.h"

#include "ui/widgets/look.h"
#include "ui/widgets/shapes.h"
#include "viewmodel/boardmodel.h"
#include "viewmodel/marks.h"
#include "viewmodel/text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace skep::ui {
namespace {

constexpr int kCardsKept = 64; // a column's screen and some around it
constexpr int kPartsKept = 400;
constexpr int kRingSteps = 24;
constexpr int kCardPad = 10;
constexpr int kTop = 9;
constexpr int kCardSign = 14;
constexpr int kSignGap = 7;
constexpr int kLineGap = 2;
constexpr int kLettersMin = 3;

int lineHeight(const QFont &font) { return QFontMetrics(font).height(); }

} // namespace

CardDelegate::CardDelegate(const Look &look, const BoardModel &model, const Marks &marks, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
    , m_model(model)
    , m_marks(marks)
    , m_cards(kCardsKept)
    , m_parts(kPartsKept)
{
    forget();
}

void CardDelegate::forget()
{
    m_cards.clear();
    m_parts.clear();
    m_title = TextFace(m_look.bodyBold);
    m_body = TextFace(m_look.body);
    m_meta = TextFace(m_look.meta);
}

/// Where a title's first line ends when it gets two: behind the last space, slash or hyphen that fits. All of it when it
/// fits; 0 when its first word does not.
qsizetype CardDelegate::firstLineEnd(const QString &title, double width) const
{
    if (m_title.width(title) <= width)
        return title.size();
    qsizetype end = 0;
    for (qsizetype i = 0; i < title.size(); ++i) {
        const QChar c = title.at(i);
        if (c != u' ' && c != u'/' && c != u'-' && c != u'_')
            continue;
        if (m_title.width(title.left(c == u' ' ? i : i + 1)) > width)
            break;
        end = i + 1;
    }
    return end;
}

QPixmap CardDelegate::part(const QString &key, const QSize &size, double ratio, const std::function<void(QPainter &)> &paint) const
{
    if (const QPixmap *known = m_parts.object(key); known && known->devicePixelRatio() == ratio)
        return *known;
    auto *pixmap = new QPixmap(size * ratio);
    pixmap->setDevicePixelRatio(ratio);
    pixmap->fill(Qt::transparent);
    QPainter painter(pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    const QPixmap result = *pixmap;
    m_parts.insert(key, pixmap);
    return result;
}

QPixmap CardDelegate::signOf(const Face &face, double ratio) const
{
    if (face.isMarked)
        return part(QStringLiteral("mark"), {kCardSign, kCardSign}, ratio, [this](QPainter &p) { paintCheck(p, QRectF(0, 0, kCardSign, kCardSign), m_look.theme); });
    // In steps that the eye can tell: a ring of 14 pixels has no more.
    const int progress = face.text.progress < 0 ? -1 : static_cast<int>(face.text.progress * kRingSteps);
    const int lease = face.text.leaseLeft < 0 ? -1 : static_cast<int>(face.text.leaseLeft * kRingSteps);
    const QString key = QStringLiteral("s%1 %2 %3").arg(static_cast<int>(face.state)).arg(progress).arg(lease);
    return part(key, {kCardSign, kCardSign}, ratio, [&](QPainter &p) {
        paintSign(p, QRectF(0, 0, kCardSign, kCardSign), face.state, m_look.theme, progress < 0 ? -1 : static_cast<double>(progress) / kRingSteps,
                  lease < 0 ? -1 : static_cast<double>(lease) / kRingSteps);
    });
}

QPixmap CardDelegate::chipOf(const QString &text, const QColor &colour, const QColor &border, bool dashed, double ratio) const
{
    const QSize size(static_cast<int>(std::ceil(chipWidth(text, m_look.meta))), m_meta.height() + 2);
    return part(QLatin1Char('c') + text + colour.name(), size, ratio, [&](QPainter &p) {
        paintChipEndingAt(p, size.width(), size.height() / 2.0, text, m_look.meta, colour, border, dashed);
    });
}

int CardDelegate::cardHeight(const Look &look, bool isNarrow)
{
    return 2 * kTop + (isNarrow ? 2 : 1) * lineHeight(look.bodyBold) + lineHeight(look.body) + lineHeight(look.meta) + 2 * kLineGap;
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), cardHeight(m_look, m_isNarrow)};
}

void CardDelegate::setStale(bool stale)
{
    m_isStale = stale;
    forget();
}

void CardDelegate::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    forget();
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (const TaskView *task = m_model.at(index.row())) {
        painter->drawPixmap(option.rect.topLeft(), cardOf(*task, option));
        return;
    }
    Face face; // its values are on the way
    face.size = option.rect.size();
    painter->save();
    painter->translate(option.rect.topLeft());
    painter->setRenderHint(QPainter::Antialiasing);
    paintFrame(*painter, face);
    painter->setFont(m_look.body);
    painter->setPen(m_look.theme.muted);
    painter->drawText(QRect(QPoint(kCardPad, 0), face.size), Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
    painter->restore();
}

const QPixmap &CardDelegate::cardOf(const TaskView &task, const QStyleOptionViewItem &option) const
{
    Face face{cardText(task, m_model.now()),
              m_model.pending(task.id),
              task.state,
              task.priority,
              task.simulated,
              option.state.testFlag(QStyle::State_Selected),
              m_marks.contains(task.id),
              option.state.testFlag(QStyle::State_MouseOver),
              option.rect.size()};
    const double ratio = option.widget ? option.widget->devicePixelRatioF() : 1;
    Card *card = m_cards.object(task.id);
    if (card && card->face == face && card->pixmap.devicePixelRatio() == ratio)
        return card->pixmap;
    const int looks = (face.isSelected ? 1 : 0) + (face.isMarked ? 2 : 0) + (face.isHovered ? 4 : 0);
    const QString key = QStringLiteral("f%1 %2x%3").arg(looks).arg(face.size.width()).arg(face.size.height());
    QPixmap frame = part(key, option.rect.size(), ratio, [&](QPainter &p) {
        p.fillRect(option.rect.translated(-option.rect.topLeft()), m_look.theme.background);
        paintFrame(p, face);
    });
    card = new Card{std::move(face), std::move(frame)};
    QPainter painter(&card->pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter, card->face);
    painter.end();
    m_cards.insert(task.id, card);
    return card->pixmap;
}

void CardDelegate::paintCard(QPainter &painter, const Face &face) const
{
    const QRect inner = QRect(QPoint(), face.size).adjusted(kCardPad, kTop, -kCardPad, -kTop);
    const bool hasTwoLines = paintHead(painter, inner, face);
    paintLines(painter, hasTwoLines ? inner.adjusted(0, lineHeight(m_look.bodyBold), 0, 0) : inner, face);
    if (face.text.progress >= 0) {
        const QRectF bar(6, face.size.height() - 4.5, face.size.width() - 12, 2.5);
        paintBar(painter, bar, face.text.progress, m_look.theme.of(face.state), m_look.theme.line);
    }
}

void CardDelegate::paintFrame(QPainter &painter, const Face &face) const
{
    const double width = face.isSelected || face.isMarked ? 2 : 1;
    const QRectF frame = QRectF(QPointF(), face.size).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.setPen(QPen(face.isSelected || face.isMarked ? m_look.theme.accent : face.isHovered ? m_look.theme.muted : m_look.theme.line, width));
    painter.setBrush(face.isMarked ? m_look.theme.accentSoft : m_look.theme.surface);
    painter.drawRoundedRect(frame, Look::kRadius, Look::kRadius);
    if (m_isStale) {
        QPainterPath path;
        path.addRoundedRect(frame.adjusted(1, 1, -1, -1), Look::kRadius, Look::kRadius);
        painter.fillPath(path, QBrush(m_look.theme.line, Qt::BDiagPattern));
    }
}

bool CardDelegate::paintHead(QPainter &painter, const QRect &box, const Face &face) const
{
    const CardText &text = face.text;
    const Theme &theme = m_look.theme;
    const int height = lineHeight(m_look.bodyBold);
    const QRect line(box.left(), box.top(), box.width(), height);
    const double middle = line.top() + height / 2.0;
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawPixmap(QPointF(line.left(), std::floor(middle - kCardSign / 2.0)), signOf(face, ratio));
    const bool isUrgent = face.priority == Priority::P0;
    const QColor colour = isUrgent ? theme.of(TaskState::Failed) : face.priority == Priority::P1 ? theme.text : theme.muted;
    const QPixmap chip = chipOf(text::priority(face.priority), colour, isUrgent ? colour : theme.line, false, ratio);
    const QSizeF chipSize = chip.deviceIndependentSize();
    painter.drawPixmap(QPointF(line.right() + 1 - chipSize.width(), std::floor(middle - chipSize.height() / 2)), chip);
    const int left = line.left() + kCardSign + kSignGap;
    const int width = line.right() - left - static_cast<int>(chipSize.width()) - 4;
    painter.setPen(theme.text);
    const int fullWidth = line.right() - left + 1;
    const qsizetype cut = m_isNarrow ? firstLineEnd(text.title, width) : 0;
    const QString first = cut > 0 ? text.title.left(cut) : m_title.elidedMiddle(text.title, width);
    m_title.draw(painter, QRect(left, line.top(), width, height), first);
    if (cut > 0 && cut < text.title.size())
        m_title.draw(painter, QRect(left, line.top() + height, fullWidth, height), m_title.elidedMiddle(text.title.mid(cut).trimmed(), fullWidth));
    return cut > 0 && cut < text.title.size();
}

void CardDelegate::paintLines(QPainter &painter, const QRect &box, const Face &face) const
{
    const CardText &text = face.text;
    const Theme &theme = m_look.theme;
    const int left = box.left() + kCardSign + kSignGap;
    int y = box.top() + lineHeight(m_look.bodyBold) + kLineGap;
    QRect line(left, y, box.right() - left + 1, lineHeight(m_look.body));
    // On the line that can spare the room: what failed needs its words.
    const bool isChipBelow = face.state == TaskState::Failed;
    const auto paintSimulated = [&] {
        const QPixmap chip = chipOf(tr("simulated"), theme.muted, theme.muted, true, painter.device()->devicePixelRatioF());
        const QSizeF size = chip.deviceIndependentSize();
        painter.drawPixmap(QPointF(line.right() + 1 - size.width(), std::floor(line.top() + (line.height() - size.height()) / 2)), chip);
        line.setRight(line.right() - static_cast<int>(size.width()) - 6);
    };
    if (face.isSimulated && !isChipBelow)
        paintSimulated();
    painter.setPen(!face.pending.isEmpty()                  ? theme.accent
                   : face.state == TaskState::Failed ? theme.of(TaskState::Failed)
                                                     : theme.text);
    m_body.draw(painter, line, m_body.elidedRight(face.pending.isEmpty() ? text.who : face.pending, line.width()));
    y += lineHeight(m_look.body) + kLineGap;
    line = QRect(left, y, box.right() - left + 1, lineHeight(m_look.meta));
    if (face.isSimulated && isChipBelow)
        paintSimulated();
    // The age is never cut: without it nobody knows what the words are worth.
    const QString age = text.activity.isEmpty() || text.age.isEmpty() ? text.age : QStringLiteral(" · ") + text.age;
    QString words = m_meta.elidedRight(text.activity, line.width() - m_meta.width(age));
    if (words.size() <= kLettersMin && words.size() < text.activity.size())
        words.clear(); // a letter and dots tell nothing
    painter.setPen(text.isSlipping ? theme.of(TaskState::Failed) : theme.muted);
    m_meta.draw(painter, line, words.isEmpty() ? text.age : words + age);
}

} // namespace skep::ui
