// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <string>

namespace skep::app {

/// The secrets in the data folder, readable by the owner only: admin.token, which skep and skepctl read, and the key
/// that session tokens are signed with (session.key), so that agents can resume after a restart of the hub.
struct AdminFiles
{
    std::string adminToken;
    std::string sessionSecret;

    [[nodiscard]] static Result<AdminFiles> openOrCreate(const QString &dataDir);
};

/// 32 random bytes of the system's generator, as base64url text.
[[nodiscard]] std::string randomToken();

} // namespace skep::app
