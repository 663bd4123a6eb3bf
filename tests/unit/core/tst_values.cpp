// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch.h"
#include "core/states.h"
#include "core/validate.h"

#include <QTest>

#include <set>

using namespace skep;

namespace {

template<typename Enum, typename From>
void checkNames(int count, From from)
{
    std::set<std::string_view> seen;
    for (int i = 0; i < count; ++i) {
        const auto value = static_cast<Enum>(i);
        const std::string_view text = name(value);
        QVERIFY(text != "unknown");
        QVERIFY(seen.insert(text).second);
        const auto back = from(text);
        QVERIFY(back.has_value());
        QCOMPARE(*back, value);
    }
    QCOMPARE(name(static_cast<Enum>(count)), std::string_view("unknown"));
    QVERIFY(!from("no such name").has_value());
}

cmd::Submit goodSubmit()
{
    cmd::Submit submit;
    submit.key = "k";
    submit.task.type = "documentation";
    submit.task.required = {"documentation"};
    return submit;
}

AgentSpec agentNamed(std::string name)
{
    AgentSpec agent;
    agent.name = std::move(name);
    return agent;
}

// Code and field of the refusal; Internal where the command passed.
std::pair<ErrorCode, std::string> refusal(const Command &command)
{
    const Result<void> result = validate(command);
    return result ? std::pair(ErrorCode::Internal, std::string())
                  : std::pair(result.error().code, result.error().field);
}

#define COMPARE_REFUSAL(command, code, field)                                                                          \
    do {                                                                                                               \
        const auto [actualCode, actualField] = refusal(command);                                                       \
        QCOMPARE(actualCode, code);                                                                                    \
        QCOMPARE(actualField, std::string(field));                                                                     \
    } while (false)

} // namespace

class tst_Values : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNameLeadsBackToItsValue()
    {
        checkNames<TaskState>(kTaskStateCount, taskStateFrom);
        checkNames<Priority>(4, priorityFrom);
        checkNames<StartPolicy>(2, startPolicyFrom);
        checkNames<Origin>(4, originFrom);
        checkNames<WaitReason>(static_cast<int>(kWaitReasonLast) + 1, waitReasonFrom);
        checkNames<Outcome>(9, outcomeFrom);
        checkNames<AgentState>(5, agentStateFrom);
        checkNames<Role>(7, roleFrom);
        std::set<std::string_view> seen;
        for (int i = 0; i < kErrorCodeCount; ++i) {
            const auto code = static_cast<ErrorCode>(i);
            QVERIFY(seen.insert(errorName(code)).second);
            QCOMPARE(errorFromName(errorName(code)), code);
        }
        QCOMPARE(errorFromName("from a later version"), ErrorCode::Internal);
        QCOMPARE(errorName(ErrorCode::StorageFull), std::string_view("storage_full"));
        QCOMPARE(name(TaskState::NeedsInput), std::string_view("needs_input"));
        QCOMPARE(name(Priority::P3), std::string_view("P3"));
    }

    void fencesRiseOverEpochsAndFitJsonNumbers()
    {
        QVERIFY(makeFence(2, 0) > makeFence(1, UINT32_MAX));
        QVERIFY(makeFence(kEpochMax, UINT32_MAX) < (Fence{1} << 53));
        QCOMPARE(epochOf(makeFence(7, 9)), Epoch{7});
    }

    void finalStatesAreLeftOnlyByARetry()
    {
        for (int from = 0; from < kTaskStateCount; ++from) {
            for (int to = 0; to < kTaskStateCount; ++to) {
                const auto a = static_cast<TaskState>(from);
                const auto b = static_cast<TaskState>(to);
                if (a == b || a == TaskState::Done)
                    QVERIFY(!isLegalMove(a, b));
                else if (isFinal(a))
                    QCOMPARE(isLegalMove(a, b), b == TaskState::Queued || b == TaskState::Blocked);
                else if (b == TaskState::Cancelled)
                    QVERIFY(isLegalMove(a, b));
                if (b == TaskState::Done)
                    QCOMPARE(isLegalMove(a, b), a == TaskState::Checking);
            }
        }
    }

    void goodCommandsPass()
    {
        QVERIFY(validate(goodSubmit()));
        QVERIFY(validate(cmd::Join{1, 1, agentNamed("n1"), false}));
        QVERIFY(validate(cmd::Ready{1, 0}));
        QVERIFY(validate(cmd::Pause{{}, "", true}));
        QVERIFY(validate(cmd::Progress{{}, 3, 7, "note", {"line"}}));
    }

    void everyLimitNamesItsField()
    {
        auto submit = goodSubmit();
        submit.key.assign(limits::kKeyBytesMax + 1, 'k');
        COMPARE_REFUSAL(submit, ErrorCode::TooLong, "key");
        submit = goodSubmit();
        submit.task.type.clear();
        COMPARE_REFUSAL(submit, ErrorCode::MissingField, "type");
        submit = goodSubmit();
        submit.task.title = "bad \xFF byte";
        COMPARE_REFUSAL(submit, ErrorCode::BadValue, "title");
        submit = goodSubmit();
        submit.task.required.assign(limits::kRequiresMax + 1, "c");
        COMPARE_REFUSAL(submit, ErrorCode::OutOfRange, "requires");
        submit = goodSubmit();
        submit.task.wants = {""};
        COMPARE_REFUSAL(submit, ErrorCode::MissingField, "wants");
        submit = goodSubmit();
        submit.task.after.assign(limits::kDependenciesMax + 1, 1);
        COMPARE_REFUSAL(submit, ErrorCode::OutOfRange, "after");
        submit = goodSubmit();
        submit.task.attemptsMax = 0;
        COMPARE_REFUSAL(submit, ErrorCode::OutOfRange, "attempts");
        submit = goodSubmit();
        submit.task.deadline = -1;
        COMPARE_REFUSAL(submit, ErrorCode::OutOfRange, "deadline");
        submit = goodSubmit();
        submit.task.params.assign(limits::kParamsBytesMax + 1, ' ');
        COMPARE_REFUSAL(submit, ErrorCode::TooLong, "params");

        AgentSpec agent = agentNamed("n1");
        agent.slots = limits::kSlotsMax + 1;
        COMPARE_REFUSAL((cmd::Join{1, 1, agent, false}), ErrorCode::OutOfRange, "slots");
        COMPARE_REFUSAL((cmd::Join{1, 1, agentNamed(""), false}), ErrorCode::MissingField, "agent");
        COMPARE_REFUSAL((cmd::Ready{1, -1}), ErrorCode::OutOfRange, "slots");
        COMPARE_REFUSAL((cmd::Progress{{}, 8, 7, "", {}}), ErrorCode::OutOfRange, "done");
        COMPARE_REFUSAL((cmd::Ask{{}, "", {}}), ErrorCode::MissingField, "question");
        cmd::Finish finish;
        finish.result.assign(limits::kResultBytesMax + 1, ' ');
        COMPARE_REFUSAL(finish, ErrorCode::TooLong, "result");
        cmd::Artifact artifact;
        artifact.name = "a";
        artifact.bytes = limits::kArtifactBytesMax + 1;
        COMPARE_REFUSAL(artifact, ErrorCode::OutOfRange, "bytes");
        COMPARE_REFUSAL((cmd::Answer{{}, 1, ""}), ErrorCode::MissingField, "answer");
    }

    void onlyWellFormedTextIsClean()
    {
        using namespace std::string_view_literals;
        for (const auto good :
             {""sv, "plain"sv, "\xC3\xA4"sv, "\xE2\x82\xAC"sv, "\xF0\x9F\x90\x9D"sv, "\xEF\xBF\xBF"sv})
            QVERIFY(isCleanText(good));
        for (const auto bad :
             {"a\0b"sv, "\xC3"sv, "\xC0\xAF"sv, "\xE0\x80\x80"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv,
              "\xF8\x88\x80\x80\x80"sv, "\x80"sv, "\xE2\x82"sv, "\xF0\x9F\x90"sv})
            QVERIFY(!isCleanText(bad));
    }

    void textsAreCutBetweenCharacters()
    {
        std::string text = "ab\xE2\x82\xAC";
        cutText(text, 9);
        QCOMPARE(text.size(), std::size_t{5});
        cutText(text, 4);
        QCOMPARE(text, std::string("ab"));
        text = "\xE2\x82\xAC";
        cutText(text, 2);
        QVERIFY(text.empty());
    }
};

QTEST_APPLESS_MAIN(tst_Values)
#include "tst_values.moc"
