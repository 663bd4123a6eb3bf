// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/folderplan.h"

#include <QObject>

#include <memory>

namespace skep {
class ViewGateway;
}

namespace skep::app {

/// Turns a folder into tasks and submits them through a gateway. Reading happens on a thread of the pool. Window thread.
class FolderReview final : public QObject
{
    Q_OBJECT
public:
    explicit FolderReview(ViewGateway &gateway, QObject *parent = nullptr);

    void start(const QString &folder);

signals:
    /// All tasks were accepted, or the first refusal; `plan` says what was left out.
    void submitted(const skep::app::FolderPlan &plan, int accepted, const skep::Error &refusal);
    void failed(const skep::Error &error);

private:
    void submit(std::shared_ptr<FolderPlan> plan);

    ViewGateway &m_gateway;
};

} // namespace skep::app
