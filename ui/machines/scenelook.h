// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QVariantMap>

namespace skep::ui {

struct Look;

/// The window's colours and fonts as a QML scene takes them. The scene has none of its own. Window thread.
class SceneLook final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QVariantMap colours READ colours NOTIFY changed) // by token; of what is stale all states are alike
    Q_PROPERTY(QColor surface READ surface NOTIFY changed)
    Q_PROPERTY(QColor text READ text NOTIFY changed)
    Q_PROPERTY(QColor muted READ muted NOTIFY changed)
    Q_PROPERTY(QColor line READ line NOTIFY changed)
    Q_PROPERTY(QColor accent READ accent NOTIFY changed)
    Q_PROPERTY(QColor accentSoft READ accentSoft NOTIFY changed)
    Q_PROPERTY(QColor warning READ warning NOTIFY changed)
    Q_PROPERTY(QFont meta READ meta NOTIFY changed)
    Q_PROPERTY(QFont bodyBold READ bodyBold NOTIFY changed)
    Q_PROPERTY(int motionMs READ motionMs NOTIFY changed) // 0: the system asks for less motion
    Q_PROPERTY(bool isStale READ isStale NOTIFY changed)
public:
    explicit SceneLook(const Look &look, QObject *parent = nullptr);

    void setMotion(bool on);
    void setStale(bool stale);
    /// The look was changed.
    void refresh();

    [[nodiscard]] QVariantMap colours() const { return m_colours; }
    [[nodiscard]] QColor surface() const;
    [[nodiscard]] QColor text() const;
    [[nodiscard]] QColor muted() const;
    [[nodiscard]] QColor line() const;
    [[nodiscard]] QColor accent() const;
    [[nodiscard]] QColor accentSoft() const;
    [[nodiscard]] QColor warning() const;
    [[nodiscard]] QFont meta() const;
    [[nodiscard]] QFont bodyBold() const;
    [[nodiscard]] int motionMs() const { return m_motionMs; }
    [[nodiscard]] bool isStale() const { return m_isStale; }

signals:
    void changed();

private:
    const Look &m_look;
    QVariantMap m_colours;
    int m_motionMs = 0;
    bool m_isStale = false;
};

} // namespace skep::ui
