// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/today.h"

#include <QDateTime>

namespace skep::runtime {

Day localDay(TimeMs now)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(now).date();
    return {date.startOfDay().toMSecsSinceEpoch(), date.addDays(1).startOfDay().toMSecsSinceEpoch()};
}

} // namespace skep::runtime
