// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include "ui/shell/actionregistry.h"
#include "ui/widgets/look.h"
#include "ui/widgets/shapes.h"
#include "viewmodel/searchwords.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int kCommandsMax = 6;
constexpr int kRowsMax = 12;
constexpr int kWidthMin = 380;
constexpr int kSign = 12;

class LineDelegate final : public QStyledItemDelegate
{
public:
    LineDelegate(const Look &look, const PaletteModel &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_look(look)
        , m_model(model)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, QFontMetrics(m_look.body).height() + 12};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const PaletteModel::Line &line = m_model.at(index.row());
        const Theme &theme = m_look.theme;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.accentSoft);
            painter->drawRoundedRect(option.rect.adjusted(4, 0, -4, 0), 4, 4);
        }
        const QRect box = option.rect.adjusted(12, 0, -12, 0);
        if (line.kind == PaletteModel::Kind::Task)
            paintSign(*painter, QRectF(box.left(), box.center().y() - kSign / 2.0, kSign, kSign), line.state, theme, -1, -1);
        const QFontMetrics meta(m_look.meta);
        const int detail = meta.horizontalAdvance(line.detail);
        const QRect words = box.adjusted(kSign + 8, 0, -detail - 12, 0);
        painter->setFont(m_look.body);
        painter->setPen(theme.text);
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, elidedMiddle(m_look.body, line.text, words.width()));
        painter->setFont(m_look.meta);
        painter->setPen(theme.muted);
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, line.detail);
        painter->restore();
    }

private:
    const Look &m_look;
    const PaletteModel &m_model;
};

} // namespace

Palette::Palette(const Look &look, ActionRegistry &actions, QLineEdit &search, QWidget *window)
    : QFrame(window->window())
    , m_look(look)
    , m_actions(actions)
    , m_search(search)
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("palette"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new LineDelegate(look, m_model, this));
    m_view->setUniformItemSizes(true);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Answers of the search"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->addWidget(m_view);
    connect(m_view, &QListView::clicked, this, &Palette::take);
    m_search.installEventFilter(this);
    hide();
    applyLook();
}

void Palette::applyLook()
{
    setStyleSheet(m_look.theme.filled(
        QStringLiteral("#palette { background: ${surface}; border: 1px solid ${muted}; border-radius: 6px; }")));
}

std::vector<PaletteModel::Line> Palette::commandsFor(const QString &text) const
{
    const SearchWords words(text);
    std::vector<PaletteModel::Line> lines;
    for (const QString &name : m_actions.names()) {
        const QAction *action = m_actions.find(name);
        QString label = action->text();
        label.remove(u'&');
        if (!action->isVisible() || !action->isEnabled() || name == QLatin1String("search") || !words.areIn(label.toStdString()))
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        lines.push_back({PaletteModel::Kind::Command, label, keys.isEmpty() ? tr("command") : keys, name});
        if (lines.size() == kCommandsMax)
            break;
    }
    return lines;
}

void Palette::setFound(const Found &found)
{
    if (found.text != m_search.text().simplified() || !m_search.hasFocus())
        return;
    m_model.show(commandsFor(found.text), found);
    setVisible(m_model.rowCount() > 0);
    if (isVisible())
        place();
}

void Palette::place()
{
    const int rows = std::min(kRowsMax, m_model.rowCount());
    const int width = std::max(kWidthMin, m_search.width());
    const QPoint corner = m_search.mapTo(parentWidget(), QPoint(m_search.width() - width, m_search.height() + 4));
    setGeometry(std::max(8, corner.x()), corner.y(), width, rows * m_view->sizeHintForRow(0) + 10);
    raise();
}

bool Palette::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        if (!underMouse())
            hide();
    } else if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isOurs = isVisible() && key == Qt::Key_Escape;
        if (event->type() == QEvent::ShortcutOverride) {
            if (isOurs)
                event->accept(); // Escape closes the answers first, only then the inspector
            return isOurs;
        }
        return onKey(key);
    }
    return false;
}

bool Palette::onKey(int key)
{
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (isVisible() && m_view->currentIndex().isValid())
            take(m_view->currentIndex());
        else if (!m_search.text().trimmed().isEmpty()) {
            hide();
            emit allWanted();
        }
        return true;
    }
    if (!isVisible())
        return false;
    if (key == Qt::Key_Escape) {
        hide();
        m_search.clear();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return false;
    const int step = key == Qt::Key_Down ? 1 : -1;
    const int rows = m_model.rowCount();
    const QModelIndex current = m_view->currentIndex();
    const int row = current.isValid() ? (current.row() + step + rows) % rows : step > 0 ? 0 : rows - 1;
    m_view->setCurrentIndex(m_model.index(row));
    return true;
}

void Palette::take(const QModelIndex &index)
{
    const PaletteModel::Line line = m_model.at(index.row());
    hide();
    m_search.clear();
    switch (line.kind) {
    case PaletteModel::Kind::Command:
        if (QAction *action = m_actions.find(line.name))
            action->trigger();
        break;
    case PaletteModel::Kind::Task: emit taskChosen(line.task); break;
    case PaletteModel::Kind::Agent: emit agentChosen(line.name); break;
    case PaletteModel::Kind::AllTasks:
        m_search.setText(line.name);
        emit allWanted();
        break;
    }
}

} // namespace skep::ui
