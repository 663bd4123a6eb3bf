// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machines/scenelook.h"

#include "ui/widgets/look.h"

namespace skep::ui {
namespace {

constexpr int kMotionMs = 160;

} // namespace

SceneLook::SceneLook(const Look &look, QObject *parent)
    : QObject(parent)
    , m_look(look)
{
    refresh();
}

void SceneLook::refresh()
{
    const Theme &theme = m_look.theme;
    m_colours = {{QStringLiteral("line"), theme.line}, {QStringLiteral("accent"), theme.accent}, {QStringLiteral("muted"), theme.muted}};
    for (int i = 0; i < kTaskStateCount; ++i) {
        const auto state = static_cast<TaskState>(i);
        m_colours[QString::fromLatin1(name(state).data())] = m_isStale ? theme.muted : theme.of(state);
    }
    emit changed();
}

void SceneLook::setMotion(bool on)
{
    if ((m_motionMs > 0) == on)
        return;
    m_motionMs = on ? kMotionMs : 0;
    emit changed();
}

void SceneLook::setStale(bool stale)
{
    if (m_isStale == stale)
        return;
    m_isStale = stale;
    refresh();
}

QColor SceneLook::surface() const { return m_look.theme.surface; }
QColor SceneLook::text() const { return m_look.theme.text; }
QColor SceneLook::muted() const { return m_look.theme.muted; }
QColor SceneLook::line() const { return m_look.theme.line; }
QColor SceneLook::accent() const { return m_look.theme.accent; }
QColor SceneLook::accentSoft() const { return m_look.theme.accentSoft; }
QColor SceneLook::warning() const { return m_isStale ? m_look.theme.muted : m_look.theme.of(TaskState::Failed); }
QFont SceneLook::meta() const { return m_look.meta; }
QFont SceneLook::bodyBold() const { return m_look.bodyBold; }

} // namespace skep::ui
