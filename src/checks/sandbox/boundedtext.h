// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace skep::sandbox {

/// Keeps the beginning and the end of a text of any length, each up to a bound, and counts what fell out between.
class BoundedText final
{
public:
    explicit BoundedText(qsizetype partBytesMax)
        : m_partBytesMax(partBytesMax)
    {
    }

    void append(const QByteArray &bytes);

    [[nodiscard]] qint64 size() const { return m_size; } // of the whole text
    /// Head and tail, with a line between them that says how many bytes are missing.
    [[nodiscard]] QByteArray text() const;

private:
    qsizetype m_partBytesMax;
    qint64 m_size = 0;
    QByteArray m_head;
    QByteArray m_tail; // up to twice the bound, so that it is cut seldom
};

} // namespace skep::sandbox
