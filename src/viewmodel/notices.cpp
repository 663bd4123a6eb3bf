// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/notices.h"

#include "viewmodel/text.h"

#include <QCoreApplication>

namespace skep {
namespace {

struct NoticeWords { Q_DECLARE_TR_FUNCTIONS(Notice) };

} // namespace

Notice Notices::noticeOf(const TaskView &question)
{
    return {NoticeWords::tr("%1 asks", "an agent").arg(text::of(question.agent)), text::of(question.question), question.id};
}

std::optional<Notice> Notices::take(const std::vector<TaskView> &fresh, TimeMs now)
{
    std::optional<Notice> notice;
    const TaskView *failure = nullptr;
    for (const TaskView &task : fresh) {
        if (task.state == TaskState::NeedsInput && m_questions) {
            notice = noticeOf(task);
        } else if (task.state == TaskState::Failed && m_failures) {
            failure = failure ? failure : &task;
            ++m_untold;
        }
    }
    const bool isTooSoon = m_lastFailure != 0 && now - m_lastFailure < kFailuresEveryMs;
    if (notice || !failure || isTooSoon)
        return notice;
    m_lastFailure = now;
    QString words = text::of(failure->error);
    if (const int others = std::exchange(m_untold, 0) - 1; others > 0)
        words += (words.isEmpty() ? QString() : QStringLiteral("\n")) + NoticeWords::tr("and %n other failure(s)", nullptr, others);
    return Notice{NoticeWords::tr("Failed: %1", "a task").arg(text::title(*failure)), words, failure->id};
}

} // namespace skep
