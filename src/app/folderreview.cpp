// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/folderreview.h"

#include "core/gateway.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <QUuid>

namespace skep::app {

FolderReview::FolderReview(ViewGateway &gateway, QObject *parent)
    : QObject(parent)
    , m_gateway(gateway)
{
}

void FolderReview::start(const QString &folder)
{
    // The guard is made here and only copied there; it is looked at on this thread again.
    QThreadPool::globalInstance()->start([guard = QPointer<FolderReview>(this), folder] {
        auto plan = std::make_shared<Result<FolderPlan>>(FolderPlan::of(folder));
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, plan] {
            if (!guard)
                return;
            if (*plan)
                guard->submit(std::make_shared<FolderPlan>(std::move(**plan)));
            else
                emit guard->failed(plan->error());
        });
    });
}

void FolderReview::submit(std::shared_ptr<FolderPlan> plan)
{
    struct Run
    {
        std::size_t left = 0;
        int accepted = 0;
        Error refusal;
    };
    auto run = std::make_shared<Run>();
    run->left = plan->tasks.size();
    const std::string prefix = "folder-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() + "-";
    const QPointer<FolderReview> guard(this);
    for (std::size_t i = 0; i < plan->tasks.size(); ++i) {
        cmd::Submit command;
        command.key = prefix + std::to_string(i);
        command.task = std::move(plan->tasks[i]);
        m_gateway.send(std::move(command), [guard, run, plan](const auto &result) {
            if (result)
                ++run->accepted;
            else if (run->refusal.detail.empty())
                run->refusal = result.error();
            if (--run->left == 0 && guard)
                emit guard->submitted(*plan, run->accepted, run->refusal);
        });
    }
}

} // namespace skep::app
