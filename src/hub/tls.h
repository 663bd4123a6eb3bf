// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QSslConfiguration>

#include <string>

namespace skep::hub {

/// The hub's certificate chain and key, from PEM files. TLS 1.2 and later.
[[nodiscard]] Result<QSslConfiguration> loadTls(const std::string &certificateFile, const std::string &keyFile);

} // namespace skep::hub
