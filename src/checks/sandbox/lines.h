// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace skep::sandbox {

/// Cuts a stream into lines without their line ends. A line beyond the bound comes in pieces.
class LineSplitter final
{
public:
    using Take = std::function<void(const QByteArray &)>;

    explicit LineSplitter(qsizetype lineBytesMax)
        : m_lineBytesMax(lineBytesMax)
    {
    }

    void feed(const QByteArray &bytes, const Take &take);
    /// The last line may have no end.
    void finish(const Take &take);

private:
    qsizetype m_lineBytesMax;
    QByteArray m_open;
};

} // namespace skep::sandbox
