// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/restclient.h"
#include "ctl/options.h"

namespace skep::ctl {

/// What skepctl shows its hub, and where that comes from.
struct Access
{
    client::HubAddress hub;
    QString tokenFile;    // where admin.token would be
    QString tokenFrom;    // for a person: "option or SKEP_TOKEN", "the file ...", or why there is none
};

/// The file's token is given only to a hub on this computer or over TLS: it must not cross a network in the clear.
[[nodiscard]] Access accessOf(const Invocation &invocation);

/// One line for a person, with what to do about it.
[[nodiscard]] QString explain(const Error &error, const Access &access);

} // namespace skep::ctl
