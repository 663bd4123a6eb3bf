// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/page.h"

#include <QWidget>

class QLabel;

namespace skep::ui {

struct Look;

/// The bottom line: where the hub is, who can reach it, whether the store writes, who is online, how old the data is.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(const Look &look, QWidget *parent = nullptr);

    void setHub(const QString &address, const QString &exposure);
    [[nodiscard]] QString address() const;
    void apply(const Page &page);
    /// `age`: since the last word of the hub; below 0: there was none yet.
    void setAge(qint64 ageMs, bool isConnected, bool isStale);
    [[nodiscard]] QString ageText() const;
    /// The batch whose picture the window shows; 0: unknown.
    [[nodiscard]] BatchNo batch() const { return m_batch; }
    [[nodiscard]] bool isStale() const { return m_isStale; }
    void applyLook();

protected:
    bool event(QEvent *event) override;

private:
    QLabel *makeLabel(const QString &name);

    const Look &m_look;
    bool m_isStale = false;
    BatchNo m_batch = 0;
    QLabel *m_address;
    QLabel *m_exposure;
    QLabel *m_store;
    QLabel *m_agents;
    QLabel *m_unsandboxed; // shown only while it has something to warn of
    QLabel *m_age;
};

} // namespace skep::ui
