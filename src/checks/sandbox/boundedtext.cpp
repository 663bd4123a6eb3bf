// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/boundedtext.h"

#include <algorithm>

namespace skep::sandbox {

void BoundedText::append(const QByteArray &bytes)
{
    m_size += bytes.size();
    const qsizetype first = std::min(m_partBytesMax - m_head.size(), bytes.size());
    m_head.append(bytes.first(first));
    m_tail.append(bytes.sliced(first));
    if (m_tail.size() > 2 * m_partBytesMax)
        m_tail = m_tail.last(m_partBytesMax);
}

QByteArray BoundedText::text() const
{
    const QByteArray tail = m_tail.last(std::min(m_tail.size(), m_partBytesMax));
    const qint64 missing = m_size - m_head.size() - tail.size();
    if (missing == 0)
        return m_head + tail;
    return m_head + "\n... " + QByteArray::number(missing) + " bytes left out ...\n" + tail;
}

} // namespace skep::sandbox
