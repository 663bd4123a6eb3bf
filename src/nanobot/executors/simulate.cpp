// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/simulate.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <array>
#include <random>

namespace skep::nanobot {
namespace {

constexpr int kStepsMax = 1'000;
constexpr int kLatencyMsMax = 24 * 3600 * 1000;

int boundedInt(const QJsonObject &params, QLatin1StringView key, int fallback, int low, int high)
{
    const double value = params.value(key).toDouble(fallback);
    return static_cast<int>(std::clamp(value, static_cast<double>(low), static_cast<double>(high)));
}

/// One simulated attempt. Owns itself through the timer's connection: when the timer goes, it goes.
class Play final : public std::enable_shared_from_this<Play>
{
public:
    Play(TaskInput task, std::shared_ptr<TaskContext> context, Executor::Done done);

    void begin();

private:
    void wait();
    void step();
    void askIfDeclared();
    void end();
    [[nodiscard]] int pauseMs();
    [[nodiscard]] QJsonObject result();
    void addShape(QJsonObject &result, const QString &as);
    int pick(int below) { return static_cast<int>(m_random() % static_cast<std::uint64_t>(below)); }

    TaskInput m_task;
    std::shared_ptr<TaskContext> m_context;
    Executor::Done m_done;
    std::mt19937_64 m_random; // the engine only: the library's distributions differ between platforms
    std::unique_ptr<QTimer> m_timer;
    int m_latencyMs;
    int m_jitterMs;
    int m_steps;
    int m_failAttempts;
    int m_rejectAttempts;
    int m_step = 0;
    int m_askAt = -1;
    std::string m_answer;
};

Play::Play(TaskInput task, std::shared_ptr<TaskContext> context, Executor::Done done)
    : m_task(std::move(task))
    , m_context(std::move(context))
    , m_done(std::move(done))
    , m_timer(std::make_unique<QTimer>())
{
    const QJsonObject &params = m_task.params;
    const auto seed = params.contains(QLatin1StringView("seed"))
        ? static_cast<std::uint64_t>(params.value(QLatin1StringView("seed")).toInteger())
        : m_task.id;
    m_random.seed(seed * 1'000'003 + static_cast<std::uint64_t>(m_task.attempt));
    m_latencyMs = boundedInt(params, QLatin1StringView("latency_ms"), 200, 0, kLatencyMsMax);
    m_jitterMs = boundedInt(params, QLatin1StringView("jitter_ms"), 0, 0, kLatencyMsMax);
    m_steps = boundedInt(params, QLatin1StringView("steps"), 4, 1, kStepsMax);
    m_failAttempts = boundedInt(params, QLatin1StringView("fail_attempts"), 0, 0, 1'000'000);
    m_rejectAttempts = boundedInt(params, QLatin1StringView("reject_attempts"), 0, 0, 1'000'000);
    const QJsonObject question = params.value(QLatin1StringView("question")).toObject();
    if (!question.isEmpty() && m_task.answers.empty())
        m_askAt = boundedInt(question, QLatin1StringView("at_step"), 1, 0, m_steps - 1);
    if (!m_task.answers.empty())
        m_answer = m_task.answers.back();
}

void Play::begin()
{
    m_context->log("simulated: no real work is done");
    m_context->progress(0, m_steps, "simulated");
    m_context->onCancel([self = weak_from_this()] {
        if (const auto play = self.lock())
            play->m_timer.reset();
    });
    m_timer->setSingleShot(true);
    QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [self = shared_from_this()] { self->step(); });
    if (m_jitterMs > 0)
        m_latencyMs += pick(m_jitterMs + 1);
    wait();
}

void Play::wait()
{
    m_timer->start(pauseMs());
}

int Play::pauseMs()
{
    // Whole milliseconds per step, and the steps' sum is exactly the declared latency.
    const auto before = static_cast<std::int64_t>(m_latencyMs) * m_step / m_steps;
    const auto after = static_cast<std::int64_t>(m_latencyMs) * (m_step + 1) / m_steps;
    return static_cast<int>(after - before);
}

void Play::step()
{
    static constexpr std::array<const char *, 8> kDeeds{
        "reading the input",  "building a plan", "visiting the next part", "comparing with the last run",
        "collecting figures", "writing notes",   "checking the outcome",   "sorting the findings"};
    if (m_context->isCancelled())
        return;
    if (m_step == m_askAt) {
        m_askAt = -1;
        askIfDeclared();
        return;
    }
    ++m_step;
    m_context->log("simulated step " + std::to_string(m_step) + " of " + std::to_string(m_steps) + ": "
                   + kDeeds[static_cast<std::size_t>(pick(static_cast<int>(kDeeds.size())))]);
    m_context->progress(m_step, m_steps, "simulated");
    if (m_step < m_steps)
        wait();
    else
        end();
}

void Play::askIfDeclared()
{
    const QJsonObject question = m_task.params.value(QLatin1StringView("question")).toObject();
    std::string text = question.value(QLatin1StringView("text")).toString().toStdString();
    if (text.empty())
        text = "Shall this simulated task go on?";
    std::vector<std::string> choices;
    for (const QJsonValue &choice : question.value(QLatin1StringView("choices")).toArray())
        choices.push_back(choice.toString().toStdString());
    m_context->ask(std::move(text), std::move(choices), [self = weak_from_this()](std::string answer) {
        const auto play = self.lock();
        if (!play || !play->m_timer)
            return;
        play->m_context->log("simulated: the answer was " + answer);
        play->m_answer = std::move(answer);
        play->wait();
    });
}

void Play::end()
{
    const auto self = shared_from_this();
    if (m_task.attempt <= m_failAttempts) {
        std::string error = m_task.params.value(QLatin1StringView("error")).toString().toStdString();
        if (error.empty())
            error = "planned failure of attempt " + std::to_string(m_task.attempt);
        m_done(FinalWord::failure("simulated: " + error));
    } else {
        m_done(FinalWord::success(result()));
    }
    m_timer.release()->deleteLater(); // it holds this object and is just now in its signal
}

QJsonObject Play::result()
{
    QString as = m_task.params.value(QLatin1StringView("as")).toString();
    if (as.isEmpty())
        as = QString::fromStdString(m_task.type);
    QJsonObject result{{QStringLiteral("simulated"), true}, {QStringLiteral("as"), as}};
    if (m_task.attempt <= m_rejectAttempts) { // figures that do not add up: the checks have to refuse them
        result.insert(QStringLiteral("tests"), QJsonObject{{QStringLiteral("total"), 20}, {QStringLiteral("passed"), 12}, {QStringLiteral("failed"), 3}});
        result.insert(QStringLiteral("summary"), QStringLiteral("Simulated %1: its figures are wrong on purpose").arg(as));
        return result;
    }
    addShape(result, as);
    if (!m_answer.empty())
        result.insert(QStringLiteral("answer"), QString::fromStdString(m_answer));
    result.insert(QStringLiteral("evidence"),
                  QJsonObject{{QStringLiteral("steps"), m_steps}, {QStringLiteral("latency_ms"), m_latencyMs}});
    return result;
}

void Play::addShape(QJsonObject &result, const QString &as)
{
    QString summary = QStringLiteral("Simulated %1: %2 steps played, no real work was done").arg(as).arg(m_steps);
    if (as == QLatin1StringView("testing")) {
        const int total = 10 + pick(40);
        result.insert(QStringLiteral("tests"),
                      QJsonObject{{QStringLiteral("total"), total},
                                  {QStringLiteral("passed"), total},
                                  {QStringLiteral("failed"), 0}});
        summary = QStringLiteral("Simulated test run: %1 of %1 made-up tests passed, nothing was executed").arg(total);
    } else if (as == QLatin1StringView("code-generation")) {
        result.insert(QStringLiteral("text"), QStringLiteral("(simulated: no model was asked)"));
    }
    result.insert(QStringLiteral("summary"), summary);
}

} // namespace

void Simulate::start(TaskInput task, std::shared_ptr<TaskContext> context, Done done)
{
    std::make_shared<Play>(std::move(task), std::move(context), std::move(done))->begin();
}

} // namespace skep::nanobot
