// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakegateway.h"

// A believable fleet for pictures: titles of real lengths, every state, every reason to wait.
namespace skep::test {

void fillFleet(FakeGateway &hub);
/// And five minutes of charts, with a gap; half of the time most results take as long as the slowest.
void fillSeries(FakeGateway &hub);
/// The same with long words, as German has them, and titles at the limit.
void fillLongWords(FakeGateway &hub);
void fillMany(FakeGateway &hub, int count);

} // namespace skep::test
