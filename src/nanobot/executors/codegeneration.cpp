// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/codegeneration.h"

#include "nanobot/executors/fences.h"
#include "nanobot/executors/syntaxcheck.h"

#include <QCoroSignal>
#include <QCoroTask>
#include <QCoroTimer>
#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>

namespace skep::nanobot {
namespace {

constexpr std::size_t kLogLineBytes = 240; // a line without end is shown in pieces
constexpr std::int64_t kBusyRetryMs = 5'000;
constexpr std::size_t kContextBytesMax = 256 * 1024;

/// Cuts streamed text into lines for the log.
class LineLog
{
public:
    explicit LineLog(TaskContext &context)
        : m_context(context)
    {
    }
    void add(const QByteArray &text)
    {
        for (const char c : text) {
            // A piece ends where the next character begins, never inside one.
            const bool isBoundary = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
            if (c == '\n' || (m_line.size() >= kLogLineBytes && isBoundary))
                flush();
            if (c != '\n' && c != '\r')
                m_line += c;
        }
    }
    void flush()
    {
        if (!m_line.empty())
            m_context.log(std::exchange(m_line, {}));
    }

private:
    TaskContext &m_context;
    std::string m_line;
};

/// One attempt. Kept alive by its coroutine, which touches nothing else after a wait.
struct Generation {
    std::shared_ptr<inference::ChatClient> client;
    CodeGeneration::Settings settings;
    inference::ChatRequest request;
    std::shared_ptr<TaskContext> context;
    Executor::Done done;
    sandbox::Sandbox sandbox;
    std::unique_ptr<inference::ChatCall> call;
    std::unique_ptr<SyntaxCheck> syntax;
    std::int64_t pieces = 0;
};

std::string promptOf(const TaskInput &task)
{
    for (const QLatin1StringView key :
         {QLatin1StringView("prompt"), QLatin1StringView("description"), QLatin1StringView("instructions")})
        if (const QString text = task.params.value(key).toString(); !text.isEmpty())
            return text.toStdString();
    return task.title;
}

inference::ChatRequest requestOf(const TaskInput &task, const CodeGeneration::Settings &settings)
{
    const QJsonObject &params = task.params;
    inference::ChatRequest request;
    request.model
        = params.value(QLatin1StringView("model")).toString(QString::fromStdString(settings.model)).toStdString();
    request.maxTokens = std::clamp(params.value(QLatin1StringView("max_tokens")).toInt(settings.maxTokens), 1, 131'072);
    if (params.contains(QLatin1StringView("temperature")))
        request.temperature = std::clamp(params.value(QLatin1StringView("temperature")).toDouble(), 0.0, 2.0);
    if (params.contains(QLatin1StringView("seed")))
        request.seed = params.value(QLatin1StringView("seed")).toInteger();

    std::string system = params.value(QLatin1StringView("system")).toString().toStdString();
    if (system.empty())
        system = "You write source code. Answer with whole files, each in a fenced code block whose first line names "
                 "the language and the relative path. Keep explanations short.";
    std::string prompt = promptOf(task);
    if (const QString language = params.value(QLatin1StringView("language")).toString(); !language.isEmpty())
        prompt += "\n\nLanguage: " + language.toStdString();
    for (const QJsonValue &value : params.value(QLatin1StringView("files")).toArray()) {
        const QJsonObject file = value.toObject();
        const std::string text = file.value(QLatin1StringView("text")).toString().toStdString();
        if (prompt.size() + text.size() > kContextBytesMax)
            break;
        prompt += "\n\nFile " + file.value(QLatin1StringView("path")).toString().toStdString() + ":\n```\n" + text
            + "\n```";
    }
    for (const std::string &answer : task.answers)
        prompt += "\n\nAnswer of the operator: " + answer;
    request.messages = {{"system", std::move(system)}, {"user", std::move(prompt)}};
    return request;
}

FinalWord successOf(const inference::ChatAnswer &answer, const inference::ChatRequest &request)
{
    if (answer.text.find_first_not_of(" \t\r\n") == std::string::npos)
        return FinalWord::failure("the model gave an empty answer");
    const std::vector<CodeFile> found = codeFiles(answer.text);
    QJsonArray files;
    std::int64_t lines = 0;
    for (const CodeFile &file : found) {
        lines += std::count(file.text.begin(), file.text.end(), '\n');
        files.append(QJsonObject{{QStringLiteral("path"), QString::fromStdString(file.path)},
                                 {QStringLiteral("language"), QString::fromStdString(file.language)},
                                 {QStringLiteral("text"), QString::fromStdString(file.text)}});
    }
    const std::string &model = answer.model.empty() ? request.model : answer.model;
    const bool isCounted = answer.outputTokens >= 0;
    const qint64 tokens = isCounted ? answer.outputTokens : answer.chunks;
    QJsonObject evidence{
        {QStringLiteral("tokens"), tokens},
        {QStringLiteral("model"), QString::fromStdString(model)},
        {QStringLiteral("finish_reason"), QString::fromStdString(answer.finishReason)},
        {QStringLiteral("counted_by"), isCounted ? QStringLiteral("usage") : QStringLiteral("pieces")}};
    QJsonObject result{{QStringLiteral("text"), QString::fromStdString(answer.text)},
                       {QStringLiteral("files"), files},
                       {QStringLiteral("evidence"), evidence},
                       {QStringLiteral("summary"),
                        found.empty() ? QStringLiteral("%1 tokens of text, no code block").arg(tokens)
                                      : QStringLiteral("%1 files with %2 lines").arg(found.size()).arg(lines)}};
    if (answer.finishReason == "length")
        result.insert(QStringLiteral("truncated"), true);
    FinalWord outcome = FinalWord::success(std::move(result));
    outcome.usage = QJsonObject{{QStringLiteral("output_tokens"), tokens},
                                {QStringLiteral("model"), QString::fromStdString(model)}};
    if (answer.promptTokens >= 0)
        outcome.usage.insert(QStringLiteral("prompt_tokens"), static_cast<qint64>(answer.promptTokens));
    return outcome;
}

FinalWord failureOf(const inference::ChatFailure &failure)
{
    FinalWord outcome = FinalWord::failure(
        "model server: "
        + (failure.error.detail.empty() ? std::string(errorName(failure.error.code)) : failure.error.detail));
    // 429, and a 503 that lasts (the model still loads): the provider asks to wait, the task did not fail.
    outcome.throttled = failure.httpStatus == 429 || failure.httpStatus == 503;
    if (outcome.throttled)
        outcome.retryAfterMs = failure.retryAfterMs >= 0 ? failure.retryAfterMs : kBusyRetryMs;
    return outcome;
}

/// True: the same request is worth another try here, after a pause, without giving the lease back.
bool isWorthWaiting(const inference::ChatFailure &failure, std::int64_t pieces)
{
    return failure.transient && failure.httpStatus != 429 && failure.retryAfterMs < 0 && pieces == 0;
}

void beginSyntaxCheck(const std::shared_ptr<Generation> &job, const std::string &answer)
{
    std::vector<CodeText> files;
    for (CodeFile &file : codeFiles(answer))
        files.push_back({std::move(file.path), std::move(file.language), std::move(file.text)});
    job->syntax = std::make_unique<SyntaxCheck>(job->sandbox, std::move(files));
    job->syntax->start();
}

void addSyntax(FinalWord &outcome, const SyntaxCheck &syntax)
{
    if (!outcome.ok)
        return;
    QJsonObject evidence = outcome.result.value(QLatin1StringView("evidence")).toObject();
    evidence.insert(QStringLiteral("syntax"), QString::fromStdString(syntax.text()));
    outcome.result.insert(QStringLiteral("evidence"), evidence);
    outcome.result.insert(QStringLiteral("syntax"), syntax.files());
}

void beginCall(const std::shared_ptr<Generation> &job)
{
    job->call = job->client->chat(job->request);
    auto lines = std::make_shared<LineLog>(*job->context);
    Generation *raw = job.get(); // the call belongs to the job, so its signals cannot outlive it
    QObject::connect(job->call.get(), &inference::ChatCall::received, job->call.get(),
                     [raw, lines](const QByteArray &text, bool) {
                         ++raw->pieces;
                         lines->add(text);
                         const std::int64_t of = raw->request.maxTokens;
                         raw->context->progress(std::min(raw->pieces, of), of, std::to_string(raw->pieces) + " tokens");
                     });
    QObject::connect(job->call.get(), &inference::ChatCall::finished, job->call.get(), [lines] { lines->flush(); });
}

QCoro::Task<void> generate(std::shared_ptr<Generation> job)
{
    QElapsedTimer clock;
    clock.start();
    auto pause = job->settings.firstPause;
    while (!job->context->isCancelled()) {
        beginCall(job);
        if (!job->call->isFinished())
            co_await qCoro(job->call.get(), &inference::ChatCall::finished);
        const inference::ChatCall::Outcome outcome = job->call->outcome();
        job->call.reset();
        if (job->context->isCancelled())
            co_return;
        if (outcome) {
            FinalWord word = successOf(*outcome, job->request);
            beginSyntaxCheck(job, outcome->text);
            co_await qCoro(job->syntax.get(), &SyntaxCheck::finished);
            if (job->context->isCancelled())
                co_return;
            addSyntax(word, *job->syntax);
            job->context->log("syntax: " + job->syntax->text());
            job->done(std::move(word));
            co_return;
        }
        const bool hasTime = clock.elapsed() + pause.count() < job->settings.patience.count();
        if (!hasTime || !isWorthWaiting(outcome.error(), job->pieces)) {
            job->done(failureOf(outcome.error()));
            co_return;
        }
        job->context->log("model server not ready (" + outcome.error().error.detail + "), trying again");
        co_await QCoro::sleepFor(pause);
        pause = std::min<std::chrono::milliseconds>(pause * 2, std::chrono::seconds(5));
    }
}

} // namespace

CodeGeneration::CodeGeneration(std::shared_ptr<inference::ChatClient> client, Settings settings, sandbox::Sandbox sandbox)
    : m_client(std::move(client))
    , m_settings(std::move(settings))
    , m_sandbox(std::move(sandbox))
{
}

void CodeGeneration::start(TaskInput task, std::shared_ptr<TaskContext> context, Done done)
{
    if (promptOf(task).empty()) {
        done(FinalWord::failure("params.prompt is missing: say what code is wanted"));
        return;
    }
    auto job = std::make_shared<Generation>();
    job->client = m_client;
    job->settings = m_settings;
    job->request = requestOf(task, m_settings);
    job->context = context;
    job->done = std::move(done);
    job->sandbox = m_sandbox;
    context->onCancel([weak = std::weak_ptr(job)] {
        if (const auto generation = weak.lock(); generation && generation->call)
            generation->call->cancel();
        else if (generation && generation->syntax)
            generation->syntax->cancel();
    });
    generate(std::move(job));
}

} // namespace skep::nanobot
