// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/gatedsocket.h"

namespace skep::hub {

void Gate::rearm()
{
    m_flip = !m_flip;
    const std::size_t size = limits::kSocketReadBufferBytes + (m_isLarge ? limits::kFrameBytesMax : 0);
    socket()->setReadBufferSize(static_cast<qint64>(size) + (m_flip ? 1 : 0));
}

void Gate::fitFrame()
{
    const bool isFull = !m_isClosed && socket()->bytesAvailable() >= static_cast<qint64>(limits::kSocketReadBufferBytes);
    if (m_isClosed || isFull == m_isLarge)
        return;
    m_isLarge = isFull;
    rearm();
}

void Gate::open()
{
    if (!m_isClosed)
        return;
    m_isClosed = false;
    if (socket()->bytesAvailable() > 0)
        emit socket()->readyRead();
    if (!m_isClosed)
        rearm(); // last: it helps only where the buffer has room again
}

} // namespace skep::hub
