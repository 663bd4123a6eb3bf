// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/theme.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace skep {
namespace {

Theme load(bool dark)
{
    QFile file(QStringLiteral(":/skep/themes/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the theme's tokens are missing from the program");
    const QJsonObject tokens = QJsonDocument::fromJson(file.readAll())
                                   .object()
                                   .value(dark ? QLatin1String("dark") : QLatin1String("light"))
                                   .toObject();
    const auto colour = [&tokens](const char *token) { return QColor(tokens.value(QLatin1String(token)).toString()); };
    Theme theme;
    theme.isDark = dark;
    theme.background = colour("background");
    theme.surface = colour("surface");
    theme.line = colour("line");
    theme.text = colour("text");
    theme.muted = colour("muted");
    theme.accent = colour("accent");
    theme.onAccent = colour("onAccent");
    theme.accentSoft = colour("accentSoft");
    for (std::size_t i = 0; i < theme.states.size(); ++i)
        theme.states[i] = colour(name(static_cast<TaskState>(i)).data());
    return theme;
}

double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

Theme Theme::light()
{
    static const Theme theme = load(false);
    return theme;
}

Theme Theme::dark()
{
    static const Theme theme = load(true);
    return theme;
}

Theme Theme::chosen(const QString &wish, const QPalette &system)
{
    if (wish == QLatin1String("dark"))
        return dark();
    if (wish == QLatin1String("light"))
        return light();
    return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness() ? dark() : light();
}

QColor Theme::of(AgentState state) const
{
    switch (state) {
    case AgentState::Ready: return of(TaskState::Done);
    case AgentState::Busy: return of(TaskState::Running);
    case AgentState::Draining: return of(TaskState::Blocked);
    case AgentState::Lost:
    case AgentState::Gone: return of(TaskState::Failed);
    }
    return muted;
}

QPalette Theme::palette() const
{
    QPalette palette(text, surface, surface.lighter(105), line.darker(120), line, text, text, surface, background);
    palette.setColor(QPalette::AlternateBase, background);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::ToolTipBase, surface);
    palette.setColor(QPalette::ToolTipText, text);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    return palette;
}

QString Theme::filled(QString text) const
{
    const std::array<std::pair<const char *, QColor>, 12> names{{{"background", background},
                                                                 {"surface", surface},
                                                                 {"line", line},
                                                                 {"text", this->text},
                                                                 {"muted", muted},
                                                                 {"accentSoft", accentSoft},
                                                                 {"accent", accent},
                                                                 {"onAccent", onAccent},
                                                                 {"failed", of(TaskState::Failed)},
                                                                 {"blocked", of(TaskState::Blocked)},
                                                                 {"running", of(TaskState::Running)},
                                                                 {"needs_input", of(TaskState::NeedsInput)}}};
    for (const auto &[token, colour] : names)
        text.replace(QLatin1String("${") + QLatin1String(token) + QLatin1Char('}'), colour.name());
    text.replace(QLatin1String("${shade}"), isDark ? QLatin1String("dark") : QLatin1String("light")); // of icons that cannot be tinted
    return text;
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace skep
