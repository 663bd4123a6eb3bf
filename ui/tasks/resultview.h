// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewmodel/detailtext.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPlainTextEdit;

namespace skep::ui {

struct Look;

/// A result on the screen: summary, table of findings, facts, text. Plain text only.
class ResultView final : public QWidget
{
    Q_OBJECT
public:
    explicit ResultView(const Look &look, QWidget *parent = nullptr);

    void show(const std::string &json);
    /// Colours changed.
    void applyLook();

private:
    void fillFindings(const ResultParts &parts);
    void fillFacts(const ResultParts &parts);
    QLabel *cell(const QString &text, bool isMuted);

    const Look &m_look;
    std::string m_shown;
    QLabel *m_summary;
    QWidget *m_findings;
    QWidget *m_facts;
    QLabel *m_more;
    QPlainTextEdit *m_text;
};

} // namespace skep::ui
