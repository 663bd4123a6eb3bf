// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isAlnum(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The last words of the name say that the value is a secret: apiKey, DB_PASSWORD, session_token.
bool namesSecret(std::string_view name)
{
    const auto words = wordsOf(name);
    if (words.empty())
        return false;
    const std::string &last = words.back();
    const std::string before = words.size() > 1 ? words[words.size() - 2] : std::string();
    constexpr std::array kAlone{"password"sv, "passwd"sv, "pwd"sv, "passphrase"sv, "secret"sv, "apikey"sv, "token"sv, "credential"sv, "credentials"sv, "pass"sv};
    if (std::find(kAlone.begin(), kAlone.end(), last) != kAlone.end())
        return true;
    constexpr std::array kKinds{"api"sv, "access"sv, "private"sv, "secret"sv, "auth"sv, "encryption"sv, "signing"sv, "master"sv, "jwt"sv, "hmac"sv, "session"sv, "aes"sv, "license"sv};
    return last == "key" && std::find(kKinds.begin(), kKinds.end(), before) != kKinds.end();
}

bool isPlaceholder(std::string_view text)
{
    const auto low = lowered(text);
    for (const auto word : {"your"sv, "change"sv, "example"sv, "placeholder"sv, "xxxx"sv, "****"sv, "<"sv, "${"sv, "{{"sv, "..."sv, "dummy"sv, "insert"sv, "redacted"sv, "%s"sv}) {
        if (low.find(word) != std::string::npos)
            return true;
    }
    return low == "none" || low == "null" || low == "undefined" || low == "true" || low == "false";
}

/// A text that a person would keep secret, and not the name of a field, a header, a file or a message.
bool looksSecret(std::string_view name, std::string_view text)
{
    if (text.size() < 4 || text.find_first_of(" \n\t") != std::string_view::npos || isPlaceholder(text))
        return false;
    if (text.front() == '#' && text.size() <= 9)
        return false; // a colour
    if (text.front() == '/' || text.front() == '.' || text.find("://") != std::string_view::npos || text.back() == ':')
        return false;
    const auto compact = [](std::string_view from) {
        std::string out;
        for (const auto &word : wordsOf(from))
            out += word;
        return out;
    };
    if (compact(text) == compact(name))
        return false; // PASSWORD = "password": a field's name
    const bool hasDigit = std::any_of(text.begin(), text.end(), isDigit);
    const bool hasSign = text.find_first_of("!@#$%^&*+=?~|") != std::string_view::npos;
    const bool hasUpper = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool hasLower = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (hasDigit || hasSign)
        return text.size() >= 6 && (hasUpper || hasLower || text.size() >= 8);
    const bool isPassword = speaksOf(name, {"password", "passwd", "pwd", "passphrase", "secret", "key"});
    if (text.find_first_of("-_.") != std::string_view::npos) // words joined: a secret of words or a field's name
        return isPassword && text.size() >= 12 && !speaksOf(text, {"password", "token", "header", "field", "key", "auth"});
    return isPassword && text.size() >= 5 && !(hasUpper && hasLower && speaksOf(text, {"password", "token", "secret", "key"}));
}

bool hasKnownPrefix(std::string_view text)
{
    constexpr std::array kPrefixes{"sk_live_"sv, "sk_test_"sv, "rk_live_"sv, "ghp_"sv, "gho_"sv, "github_pat_"sv, "glpat-"sv, "xoxb-"sv, "xoxp-"sv, "AKIA"sv, "ASIA"sv, "AIza"sv, "sk-"sv, "SG."sv, "npm_"sv};
    for (const auto prefix : kPrefixes) {
        if (text.starts_with(prefix) && text.size() >= prefix.size() + 12
            && std::any_of(text.begin() + static_cast<std::ptrdiff_t>(prefix.size()), text.end(), isDigit)
            && std::all_of(text.begin(), text.end(), [](char c) { return isAlnum(c) || c == '_' || c == '-' || c == '.'; }) && !isPlaceholder(text))
            return true;
    }
    if (text.find("-----BEGIN") != std::string_view::npos && text.find("PRIVATE KEY-----") != std::string_view::npos)
        return text.size() > 60;
    return text.starts_with("eyJhbGciOi") && std::count(text.begin(), text.end(), '.') == 2;
}

/// scheme://name:password@host
bool hasPasswordInUrl(std::string_view text)
{
    if (text.find_first_of(" []\n") != std::string_view::npos)
        return false; // prose about addresses
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos)
        return false;
    const auto rest = text.substr(scheme + 3, text.find_first_of("/ ", scheme + 3) - scheme - 3);
    const auto at = rest.rfind('@');
    const auto colon = rest.find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos || colon + 1 >= at || colon == 0)
        return false;
    const auto password = rest.substr(colon + 1, at - colon - 1);
    return !isPlaceholder(password) && password.find_first_of("{}$%<") == std::string_view::npos && password != "password" && password != "pass" && password != "passwd";
}

/// The name that this string is given to: a = "", a: "", "a": "", a := "", a == "", setA("")
int ownerOf(const Unit &unit, int string)
{
    int i = string - 1;
    if (unit.is(i, "(") || unit.is(i, "{")) // std::string a("..."), std::string a{"..."}
        return unit.isCpp() && unit.isName(i - 1) && unit[i - 2].kind == Tok::Ident ? i - 1 : -1;
    if (unit.is(i, "||") || unit.is(i, "??") || unit.is(i, "or") || unit.is(i, ",")) { // env.SECRET || "...", getenv("SECRET", "...")
        const int begin = unit.statementBegin(i);
        for (int k = i - 1; k >= begin; --k) {
            if (unit.is(k, "=") || unit.is(k, ":"))
                return unit.is(i, ",") ? (speaksOf(unit, {k, i}, {"environ", "getenv", "env"}) ? k - 1 : -1) : k - 1;
        }
        return -1;
    }
    const bool isGiven = unit.is(i, "=") || unit.is(i, ":") || unit.is(i, "==") || unit.is(i, "===") || unit.is(i, ":=") || unit.is(i, "!=") || unit.is(i, "!==");
    if (!isGiven)
        return -1;
    --i;
    while (unit.is(i, "]") && unit[i].match >= 0) // char key[] = "..."; config["key"] = "..."
        i = unit.isString(i - 1) && unit[i].match == i - 2 ? i - 1 : unit[i].match - 1;
    if (unit.is(unit.around(string), "(") && !unit.isPython() && unit.is(i + 1, ":"))
        return -1; // a ? b : "..."
    if (unit.language() == Language::TypeScript || unit.isPython()) { // key: string = "..."
        if (unit[i].kind == Tok::Ident && unit.is(i - 1, ":") && unit.is(i + 1, "=") && unit[i - 2].kind == Tok::Ident)
            return i - 2;
    }
    return i;
}

void checkAssigned(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const auto text = contentOf(unit[i]);
    if (hasKnownPrefix(text) || hasPasswordInUrl(text)) {
        job.report.add(i, Severity::High, "hard-coded-secret",
                       "A key or password stands in the source, so everybody who reads the code has it; take it from the environment.");
        return;
    }
    const int owner = ownerOf(unit, i);
    if (owner < 0 || unit.is(pathBegin(unit, owner) - 1, "typeof"))
        return;
    const auto name = unit.isString(owner) ? contentOf(unit[owner]) : unit[owner].kind == Tok::Ident ? unit.text(owner) : std::string_view();
    // The type of a token, a message with a plus behind it: not the secret itself.
    if (name.find(' ') != std::string_view::npos || !namesSecret(name) || !looksSecret(name, text) || unit.is(i + 1, "+"))
        return;
    job.report.add(i, Severity::High, "hard-coded-secret",
                   "\"" + std::string(name) + "\" is fixed in the source, so everybody who reads the code has it; take it from the environment.");
}

bool isSecretValue(const Unit &unit, int i)
{
    if (!unit.isName(i) || unit.is(i + 1, "(") || unit.is(i + 1, "."))
        return false;
    const auto words = wordsOf(unit.text(i));
    if (words.empty() || isUpperName(unit.text(i)))
        return false;
    const bool isPlain = words.back() == "password" || words.back() == "passwd" || words.back() == "secret"
        || words.back() == "passphrase" || (words.size() > 1 && words.back() == "key" && (words[words.size() - 2] == "api" || words[words.size() - 2] == "private"))
        || (words.back() == "token" && (words.size() == 1 || words[words.size() - 2] == "access" || words[words.size() - 2] == "auth" || words[words.size() - 2] == "refresh" || words[words.size() - 2] == "session" || words[words.size() - 2] == "reset"));
    const int comparison = i + 1; // a question about it is no secret
    return isPlain && !unit.is(comparison, "==") && !unit.is(comparison, "===") && !unit.is(comparison, "?") && !unit.is(comparison, "is")
        && !unit.is(i - 1, "!") && !unit.is(i - 1, "not");
}

/// console.log(password), log.info("...", token), std::cout << secret
void checkLogged(const Job &job, int i)
{
    const Unit &unit = job.unit;
    constexpr std::array kLogs{"log"sv, "logger"sv, "logging"sv, "console"sv, "LOG"sv, "_logger"sv, "spdlog"sv};
    Range in;
    const bool isObject = std::find(kLogs.begin(), kLogs.end(), unit.text(i)) != kLogs.end() && unit[i].kind == Tok::Ident;
    if (isObject && (unit.is(i + 1, ".") || unit.is(i + 1, "::")) && unit.is(i + 3, "("))
        in = {i + 4, unit.closing(i + 3)};
    else if ((unit.is(i, "print") || unit.is(i, "printf") || unit.is(i, "log")) && unit.is(i + 1, "(") && !unit.is(i - 1, "."))
        in = {i + 2, unit.closing(i + 1)};
    else if ((unit.is(i, "cout") || unit.is(i, "cerr") || unit.is(i, "clog")) && unit.is(i + 1, "<<"))
        in = {i + 2, unit.statementEnd(i)};
    for (int k = in.begin; k < in.end; ++k) {
        if (!isSecretValue(unit, k) || (unit.is(k + 1, ":") && unit.isString(k + 2)))
            continue;
        job.report.add(k, Severity::Medium, "secret-in-log", "A secret is written to the log, where more people can read it than should.");
        return;
    }
}

} // namespace

void checkSecrets(const Job &job)
{
    for (int i = 0; i < job.unit.size(); ++i) {
        if (job.unit.isString(i) || (job.unit[i].kind == Tok::Template && !job.unit.is(i + 1, "${") && !job.unit.is(i - 1, "}")))
            checkAssigned(job, i);
        else if (job.unit[i].kind == Tok::Ident)
            checkLogged(job, i);
    }
}

} // namespace skep::checks
