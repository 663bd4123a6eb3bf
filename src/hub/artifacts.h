// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hub/http.h"

#include <QCryptographicHash>
#include <QFile>

#include <memory>

namespace skep::hub {

/// One artifact on its way to disk: bytes go into a part file as they come, with their hash. finish() makes the file
/// durable on a pool thread (a flush of 64 MiB must not stop the engine), moves it to its place by hash and asks the
/// engine to keep it. A part file that did not get that far is removed.
class ArtifactUpload final : public std::enable_shared_from_this<ArtifactUpload>
{
public:
    ArtifactUpload(HubContext &context, const HttpRequest &request);
    ~ArtifactUpload();

    /// Checks id, fence, name and mime of the request and opens the part file.
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> write(std::string_view bytes);
    void finish(const Responder &respond);

private:
    void moveToPlace(const Responder &respond);
    void keep(const Responder &respond);

    HubContext &m_context;
    cmd::Artifact m_word;
    std::string m_idText, m_fenceText;
    QFile m_part;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace skep::hub
