// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/testing.h"

#include "checks/sandbox/sandboxrun.h"
#include "core/limits.h"
#include "nanobot/executors/sources.h"
#include "nanobot/executors/testreport.h"

#include <QCoreApplication>
#include <QThreadPool>

namespace skep::nanobot {
namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kKeptBytesMax = 1024 * 1024; // of one file that a task wants back
constexpr int kKeptFilesMax = 16;

FinalWord notChecked(const std::string &why)
{
    return FinalWord::failure("not checked: " + why);
}

std::string textOf(const Error &error)
{
    return error.field + ": " + error.detail + (error.limit > 0 ? " (limit " + std::to_string(error.limit) + ")" : std::string());
}

/// A number of the parameters, or what the limits say where it is not given.
Result<void> readNumber(const QJsonObject &params, QLatin1StringView key, std::int64_t least, std::int64_t most, std::int64_t &value)
{
    const QJsonValue given = params.value(key);
    if (given.isUndefined())
        return {};
    const std::string field = "params." + QString(key).toStdString();
    if (!given.isDouble())
        return failField(ErrorCode::WrongType, field, 0, "must be a number");
    const double number = given.toDouble();
    if (!(number >= static_cast<double>(least) && number <= static_cast<double>(most)))
        return failField(ErrorCode::OutOfRange, field, most, "must lie between " + std::to_string(least) + " and " + std::to_string(most));
    value = static_cast<std::int64_t>(number);
    return {};
}

/// A text or a list of texts.
Result<std::vector<std::string>> readPaths(const QJsonObject &params, QLatin1StringView key)
{
    const QJsonValue given = params.value(key);
    std::vector<std::string> paths;
    if (given.isString())
        paths.push_back(given.toString().toStdString());
    for (const QJsonValue &value : given.toArray())
        paths.push_back(value.toString().toStdString());
    for (const std::string &path : paths)
        if (!sandbox::isSafePath(path))
            return failField(ErrorCode::BadValue, "params." + QString(key).toStdString(), 0, "must be paths below the project's folder");
    return paths;
}

Result<TestWish> readWish(const QJsonObject &params)
{
    TestWish wish;
    wish.limits.wall = std::chrono::minutes(2); // a busy machine gives foreign code little of itself
    std::int64_t seconds = wish.limits.wall.count() / 1000;
    std::int64_t mebibytes = wish.limits.memoryBytes >> 20;
    if (auto ok = readNumber(params, "timeout_s"_L1, 1, limits::kSandboxWallMsMax / 1000, seconds); !ok)
        return tl::unexpected<Error>(ok.error());
    if (auto ok = readNumber(params, "memory_mb"_L1, 64, limits::kSandboxMemoryBytesMax >> 20, mebibytes); !ok)
        return tl::unexpected<Error>(ok.error());
    wish.limits.wall = std::chrono::seconds(seconds);
    wish.limits.cpu = 2 * wish.limits.wall; // tests may use two processors
    wish.limits.memoryBytes = mebibytes << 20;
    auto tests = readPaths(params, "tests"_L1);
    if (!tests)
        return tl::unexpected<Error>(tests.error());
    wish.tests = std::move(*tests);
    return wish;
}

Result<std::vector<sandbox::File>> readFiles(const QJsonObject &params, const QStringList &roots, const TaskContext &context)
{
    const auto sources = Sources::of(params, roots, Sources::Take::Everything);
    if (!sources)
        return tl::unexpected<Error>(sources.error());
    std::vector<sandbox::File> files;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < sources->count() && !context.isCancelled(); ++i) {
        auto file = sources->fileAt(i);
        if (!file)
            return tl::unexpected<Error>(file.error());
        bytes += file->text.size();
        if (bytes > kSourceTotalBytesMax)
            return failField(ErrorCode::TooLong, "params.files", kSourceTotalBytesMax, "too much text in one task");
        files.push_back({std::move(file->path), std::move(file->text)});
    }
    return files;
}

struct Input
{
    std::vector<TestPlan> plans;
    std::vector<std::string> kept; // files that the task wants back
};

Result<Input> readInput(const QJsonObject &params, const QStringList &roots, const TaskContext &context)
{
    auto wish = readWish(params);
    if (!wish)
        return tl::unexpected<Error>(wish.error());
    auto kept = readPaths(params, "keep"_L1);
    if (!kept)
        return tl::unexpected<Error>(kept.error());
    if (kept->size() > kKeptFilesMax)
        return failField(ErrorCode::OutOfRange, "params.keep", kKeptFilesMax, "too many files");
    const auto files = readFiles(params, roots, context);
    if (!files)
        return tl::unexpected<Error>(files.error());
    auto plans = planTests(*files, *wish);
    if (!plans)
        return tl::unexpected<Error>(plans.error());
    for (const TestPlan &plan : *plans)
        for (const std::string &tool : plan.tools)
            if (sandbox::Sandbox::tool(tool).empty())
                return failField(ErrorCode::Unsupported, tool, 0, "is not installed on this machine in a system folder");
    return Input{std::move(*plans), std::move(*kept)};
}

/// One attempt, on the event loop: one run per language, one after the other. Kept alive by its present run.
class Session final : public std::enable_shared_from_this<Session>
{
public:
    Session(const sandbox::Sandbox &sandbox, std::shared_ptr<TaskContext> context, Executor::Done done)
        : m_sandbox(sandbox)
        , m_context(std::move(context))
        , m_done(std::move(done))
        , m_report([this](std::string line) { m_context->log(std::move(line)); })
    {
    }

    void begin(Input input)
    {
        m_input = std::move(input);
        std::size_t tests = 0;
        for (const TestPlan &plan : m_input.plans)
            tests += plan.tests.size();
        m_context->log(std::to_string(tests) + " test files, sandbox: " + std::string(sandbox::name(m_sandbox.mode())));
        m_context->onCancel([weak = weak_from_this()] {
            if (const auto self = weak.lock(); self && self->m_run)
                self->m_run->cancel();
        });
        runNext();
    }

private:
    void runNext()
    {
        if (m_context->isCancelled())
            return;
        if (m_next == m_input.plans.size())
            return end();
        TestPlan &plan = m_input.plans[m_next++];
        m_report.begin(plan);
        tellProgress();
        m_run = m_sandbox.prepare(std::move(plan.job)).release();
        QObject::connect(m_run, &sandbox::SandboxRun::lineWritten, m_run, [this](const QByteArray &line) {
            m_report.take(line);
            tellProgress();
        });
        QObject::connect(m_run, &sandbox::SandboxRun::finished, m_run, [self = shared_from_this()] { self->onFinished(); });
        m_run->start();
    }

    void onFinished()
    {
        sandbox::SandboxRun *const run = std::exchange(m_run, nullptr);
        run->deleteLater(); // it is just now in its signal, and holds this session
        const sandbox::Outcome &outcome = run->outcome();
        if (outcome.stop == sandbox::Stop::Cancelled)
            return;
        if (outcome.stop == sandbox::Stop::NotStarted)
            return m_done(notChecked(outcome.detail));
        m_report.end(outcome);
        for (const std::string &path : m_input.kept)
            if (const auto bytes = run->readBack(path, kKeptBytesMax))
                m_context->artifact(path, "application/octet-stream", bytes->toStdString());
            else
                m_context->log(path + " is not kept: " + bytes.error().detail);
        runNext();
    }

    void tellProgress()
    {
        if (m_report.of() > 0)
            m_context->progress(m_report.done(), m_report.of(), m_input.plans[m_next - 1].language + " tests");
    }

    void end()
    {
        if (m_report.total() == 0)
            return m_done(FinalWord::failure("no test ran: the files hold none"));
        QJsonObject result = m_report.result();
        QJsonObject evidence = result.value("evidence"_L1).toObject();
        const auto mode = sandbox::name(m_sandbox.mode());
        evidence.insert(u"sandbox"_s, QString::fromLatin1(mode.data(), static_cast<qsizetype>(mode.size())));
        result.insert(u"evidence"_s, evidence);
        m_context->progress(m_report.of(), m_report.of(), "tests ended");
        m_done(FinalWord::success(std::move(result)));
    }

    sandbox::Sandbox m_sandbox;
    std::shared_ptr<TaskContext> m_context;
    Executor::Done m_done;
    TestReport m_report;
    Input m_input;
    std::size_t m_next = 0;
    sandbox::SandboxRun *m_run = nullptr; // deletes itself when it ended; its connection holds this session
};

} // namespace

Testing::Testing(sandbox::Sandbox sandbox, QThreadPool &pool, QStringList readRoots)
    : m_sandbox(std::move(sandbox))
    , m_pool(pool)
    , m_readRoots(std::move(readRoots))
{
}

Testing::~Testing()
{
    m_pool.waitForDone();
}

std::vector<std::string> Testing::skills() const
{
    std::vector<std::string> skills;
    if (!m_sandbox.canRun())
        return skills;
    for (const auto &[tool, skill] : {std::pair("node", "javascript"), std::pair("python3", "python"), std::pair("g++", "cpp")})
        if (!sandbox::Sandbox::tool(tool).empty())
            skills.emplace_back(skill);
    return skills;
}

void Testing::start(TaskInput task, std::shared_ptr<TaskContext> context, Done done)
{
    if (!m_sandbox.canRun())
        return done(notChecked("foreign code is run only in a sandbox, and there is none: " + m_sandbox.reason()));
    auto session = std::make_shared<Session>(m_sandbox, context, done);
    m_pool.start([params = task.params, roots = m_readRoots, context, session = std::move(session), done]() mutable {
        auto input = readInput(params, roots, *context);
        // Processes belong to the event loop's thread; the session must not be released here either.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [input = std::move(input), context, session = std::move(session), done]() mutable {
                if (context->isCancelled())
                    return;
                if (input)
                    session->begin(std::move(*input));
                else
                    done(notChecked(textOf(input.error())));
            },
            Qt::QueuedConnection);
    });
}

} // namespace skep::nanobot
