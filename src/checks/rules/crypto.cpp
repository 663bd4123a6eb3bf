// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

const std::initializer_list<std::string_view> kSecretWords{"password", "passwd", "pwd",     "secret", "token", "credential", "salt", "nonce", "otp", "csrf", "pin", "passphrase", "apikey", "passcode"};

/// The statement or the function around speaks of something that nobody may guess.
bool isAboutSecrets(const Unit &unit, int i)
{
    const Range statement{unit.statementBegin(i), unit.statementEnd(i)};
    if (speaksOf(unit, statement, kSecretWords) || speaksOf(functionNameAt(unit, i), kSecretWords))
        return true;
    if (speaksOf(functionNameAt(unit, i), {"session", "cookie"}))
        return true;
    const auto name = lowered(functionNameAt(unit, i));
    return name.find("apikey") != std::string::npos || name.find("api_key") != std::string::npos || name.find("session_id") != std::string::npos
        || name.find("sessionid") != std::string::npos || name.find("resetcode") != std::string::npos || name.find("reset_code") != std::string::npos
        || name.find("invitecode") != std::string::npos || name.find("invite_code") != std::string::npos || name.find("verification") != std::string::npos;
}

bool isStatementAbout(const Unit &unit, int i, std::initializer_list<std::string_view> phrases)
{
    for (int k = unit.statementBegin(i); k < unit.statementEnd(i); ++k) {
        if (unit[k].kind != Tok::Ident)
            continue;
        std::string joined;
        for (const auto &word : wordsOf(unit.text(k)))
            joined += word;
        if (std::find(phrases.begin(), phrases.end(), joined) != phrases.end())
            return true;
    }
    return false;
}

bool isWeakHash(const Unit &unit, int i)
{
    const auto weak = [](std::string_view name) {
        const auto low = lowered(name);
        return low == "md5" || low == "sha1" || low == "sha-1" || low == "md4";
    };
    if (unit.is(i, "createHash") && unit.is(i + 1, "(") && unit.isString(i + 2))
        return weak(contentOf(unit[i + 2]));
    if (unit.isPython() && unit.is(i - 2, "hashlib") && unit.is(i - 1, "."))
        return weak(unit.text(i)) || (unit.is(i, "new") && unit.isString(i + 2) && weak(contentOf(unit[i + 2])));
    if (unit.isCpp())
        return ((unit.is(i, "MD5") || unit.is(i, "SHA1")) && unit.is(i + 1, "(")) || unit.is(i, "EVP_md5") || unit.is(i, "EVP_sha1")
            || (unit.is(i - 2, "QCryptographicHash") && (unit.is(i, "Md5") || unit.is(i, "Sha1")));
    return unit.isScript() && (unit.is(i, "md5") || unit.is(i, "sha1")) && unit.is(i + 1, "(") && !unit.is(i - 1, ".") && !unit.is(i - 1, "function");
}

void checkHash(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!isWeakHash(unit, i))
        return;
    const int f = unit.functionAt(i);
    bool isAbout = isAboutSecrets(unit, i);
    if (f >= 0) {
        const Function &function = unit.functions()[static_cast<std::size_t>(f)];
        isAbout = isAbout || speaksOf(unit, {function.open, function.close}, kSecretWords);
    }
    if (isAbout)
        job.report.add(i, Severity::High, "weak-hash", "This hash is broken and fast, so what it protects can be guessed; use a slow password hash or SHA-256.");
}

bool isPlainRandom(const Unit &unit, int i)
{
    if (unit.isScript())
        return unit.is(i, "random") && unit.is(i - 2, "Math");
    if (unit.isPython()) {
        constexpr std::array kCalls{"random"sv, "randint"sv, "choice"sv, "choices"sv, "randrange"sv, "getrandbits"sv, "sample"sv, "uniform"sv, "randbytes"sv};
        return unit.is(i - 2, "random") && unit.is(i - 1, ".") && !unit.is(i - 3, ".") && std::find(kCalls.begin(), kCalls.end(), unit.text(i)) != kCalls.end();
    }
    return (unit.is(i, "rand") || unit.is(i, "random")) && unit.is(i + 1, "(") && unit.is(i + 2, ")") && !unit.is(i - 1, ".");
}

void checkRandom(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const bool isEngine = unit.isCpp() && (unit.is(i, "mt19937") || unit.is(i, "default_random_engine") || unit.is(i, "minstd_rand"));
    if (!isEngine && !isPlainRandom(unit, i))
        return;
    const bool isAbout = isAboutSecrets(unit, i)
        || isStatementAbout(unit, i, {"sessionid", "apikey", "resetcode", "secretkey", "encryptionkey", "invitecode", "csrftoken", "verificationcode", "iv"});
    if (isAbout)
        job.report.add(i, Severity::High, "weak-random", "These numbers can be predicted, so the secret made of them can be guessed; use the system's secure source.");
}

/// signature === expected: the time of the comparison tells how much of it is right.
void checkComparison(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (!unit.is(i, "==") && !unit.is(i, "===") && !unit.is(i, "!==") && !unit.is(i, "!="))
        return;
    const Range left{operandBegin(unit, i), i};
    const Range right{i + 1, operandEnd(unit, i + 1)};
    const auto isPlain = [&](Range side) {
        for (int k = side.begin; k < side.end; ++k) {
            if (unit.is(k, "length") || unit.is(k, "size") || unit.is(k, "typeof") || unit.is(k, "len"))
                return false;
        }
        return isVarying(job, side);
    };
    const auto names = [&](Range side) {
        const auto last = unit.is(side.end - 1, ")") ? unit.text(unit[side.end - 1].match - 1) : unit.text(side.end - 1);
        return speaksOf(last, {"signature", "hmac", "digest", "hexdigest", "mac"});
    };
    if (isPlain(left) && isPlain(right) && !unit.is(left.begin - 1, "typeof") && (names(left) || names(right)) && (unit.isScript() || unit.isPython()))
        if (speaksOf(unit, {left.begin, right.end}, {"signature", "hmac", "hexdigest"}) && unit.functionAt(i) >= 0) {
            const auto &places = job.names.places(unit.isPython() ? "hmac" : "createHmac");
            if (!places.empty())
                job.report.add(i, Severity::Medium, "timing-leak", "The comparison stops at the first difference, so its time helps to guess the signature; compare in constant time.");
        }
}

} // namespace

void checkCrypto(const Job &job)
{
    for (int i = 0; i < job.unit.size(); ++i) {
        checkHash(job, i);
        checkRandom(job, i);
        checkComparison(job, i);
    }
}

} // namespace skep::checks
