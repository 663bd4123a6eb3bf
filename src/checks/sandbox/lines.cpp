// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/lines.h"

#include <utility>

namespace skep::sandbox {

void LineSplitter::feed(const QByteArray &bytes, const Take &take)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', at);
        const qsizetype stop = end < 0 ? bytes.size() : end;
        const qsizetype room = m_lineBytesMax - m_open.size();
        if (stop - at > room) {
            m_open.append(bytes.sliced(at, room));
            at += room;
            take(std::exchange(m_open, {}));
            continue;
        }
        m_open.append(bytes.sliced(at, stop - at));
        at = stop;
        if (end < 0)
            return;
        if (m_open.endsWith('\r'))
            m_open.chop(1);
        take(std::exchange(m_open, {}));
        ++at;
    }
}

void LineSplitter::finish(const Take &take)
{
    if (!m_open.isEmpty())
        take(std::exchange(m_open, {}));
}

} // namespace skep::sandbox
