// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>

class QNetworkAccessManager;

namespace skep::nanobot {

/// Brings the bytes of artifacts to the hub over HTTP. Lives on the event loop.
class ArtifactUpload final : public QObject
{
public:
    /// `error` is empty when the hub kept it.
    using Done = std::function<void(QString error)>;

    /// `hub`: the WebSocket address; the same port speaks HTTP.
    ArtifactUpload(const QUrl &hub, QByteArray token, QObject *parent = nullptr);

    void upload(TaskId id, Fence fence, const QString &name, const QString &mime, const QByteArray &bytes, Done done);

private:
    QUrl m_base;
    QByteArray m_token;
    QNetworkAccessManager *m_network = nullptr; // made on first use: it costs a thread
};

} // namespace skep::nanobot
