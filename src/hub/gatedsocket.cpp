// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/gatedsocket.h"

namespace skep::hub {

void Gate::rearm()
{
    m_flip = !m_flip;
    socket()->setReadBufferSize(static_cast<qint64>(limits::kSocketReadBufferBytes) + (m_flip ? 1 : 0));
}

void Gate::open()
{
    if (!m_isClosed)
        return;
    m_isClosed = false;
    rearm();
    if (socket()->bytesAvailable() > 0)
        emit socket()->readyRead();
}

} // namespace skep::hub
