// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/report.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool hasWord(const std::string &text, std::string_view word)
{
    const auto isLetter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !isLetter(text[at - 1])) && (end >= text.size() || !isLetter(text[end])))
            return true;
    }
    return false;
}

/// A statement of SQL, or a piece that only makes sense in one and ends where a value is put in.
bool isSql(std::string_view source)
{
    auto text = lowered(source);
    const auto first = text.find_first_not_of(" \t\r\n\"'`frR(");
    if (first == std::string::npos)
        return false;
    const auto body = text.substr(first);
    const bool isStatement = (body.starts_with("select ") && hasWord(text, "from")) || body.starts_with("insert into ")
        || (body.starts_with("update ") && hasWord(text, "set")) || body.starts_with("delete from ") || body.starts_with("drop table ")
        || body.starts_with("alter table ") || body.starts_with("create user ") || body.starts_with("replace into ");
    if (isStatement)
        return true;
    const bool isPart = body.starts_with("where ") || body.starts_with("and ") || body.starts_with("or ") || body.starts_with("values ")
        || body.starts_with("order by ");
    const auto end = text.find_last_not_of(" \"'`%(");
    return isPart && (source.find("ORDER BY ") != std::string_view::npos || (end != std::string::npos && text[end] == '=') || source.find(" LIKE ") != std::string_view::npos);
}

/// What is put in cannot carry SQL: numbers, constants, marks, names that a list was asked for.
bool isHarmlessInSql(const Job &job, Range in)
{
    const Unit &unit = job.unit;
    if (!isVarying(job, in))
        return true;
    constexpr std::array kCasts{"Number"sv, "parseInt"sv, "int"sv, "float"sv, "len"sv, "to_string"sv, "escapeId"sv, "escape"sv, "quote"sv, "quote_ident"sv, "size"sv, "length"sv, "quoted"sv, "Identifier"sv};
    for (int i = in.begin; i < in.end; ++i) {
        if (std::find(kCasts.begin(), kCasts.end(), unit.text(i)) != kCasts.end())
            return true;
        if (unit[i].kind == Tok::Ident && speaksOf(unit.text(i), {"placeholder", "mark", "clause", "column", "direction", "fields", "limit", "offset"}))
            return true;
        if (unit.isName(i) && !unit.is(i - 1, ".")) {
            const Range scope = unit.scopeAt(i);
            for (const Block &block : unit.blocks()) { // if name not in ALLOWED, if (!ALLOWED.has(name))
                const bool tests = block.word == "if" && scope.has(block.start) && block.start < i;
                if (tests && unit.contains(block.head, unit.text(i))
                    && (unit.contains(block.head, "in") || unit.contains(block.head, "has") || unit.contains(block.head, "includes")
                        || unit.contains(block.head, "contains") || unit.contains(block.head, "count") || unit.contains(block.head, "find")))
                    return true;
            }
            const Range value = valueBefore(job, i); // a constant, a number, or a choice of constants
            if (!value.isEmpty()
                && (!isVarying(job, value) || std::any_of(kCasts.begin(), kCasts.end(), [&](std::string_view cast) {
                       return unit.contains(value, cast);
                   })))
                return true;
            for (int k = value.begin; k < value.end; ++k) {
                if (unit.isString(k) && contentOf(unit[k]) == "?")
                    return true;
                if (unit.isName(k) && isUpperName(unit.text(k)) && (unit.is(k + 1, "[") || unit.is(k + 2, "get")))
                    return true;
            }
        }
    }
    return false;
}

/// Where a value is put into the SQL text that begins at this token.
bool takesValue(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const int end = unit.statementEnd(i);
    for (int k = i; k < end; ++k) {
        if (unit.is(k, "${")) {
            if (!isHarmlessInSql(job, {k + 1, unit.closing(k)}))
                return true;
            k = unit.closing(k);
        } else if (unit.isString(k) || unit[k].kind == Tok::Template) {
            continue;
        } else if (unit.is(k, "+") || unit.is(k, "<<")) {
            int stop = k + 1;
            while (stop < end && !unit.is(stop, "+") && !unit.is(stop, "<<") && !unit.is(stop, ",") && !(unit[stop].match >= 0 && unit[stop].match < k))
                stop = unit.closing(stop) + 1;
            if (!isHarmlessInSql(job, {k + 1, stop}))
                return true;
            k = stop - 1;
        } else if (unit.isPython() && unit.is(k, "%")) {
            return !isHarmlessInSql(job, {k + 1, operandEnd(unit, k + 1)});
        } else if (unit.is(k, ".") && (unit.is(k + 1, "format") || unit.is(k + 1, "arg") || unit.is(k + 1, "concat"))) {
            return !isHarmlessInSql(job, {k + 3, unit.closing(k + 2)});
        } else if (unit.is(k, ".") && unit.is(k + 2, "(")) {
            k += 2;
            k = unit.closing(k);
        } else if (unit.is(k, ")") && unit.is(k + 1, "+")) { // std::string("SELECT") + name
            continue;
        } else {
            break;
        }
    }
    // sprintf(text, "SELECT ... %s", name), fmt::format("SELECT {}", name)
    if (!unit.isCpp() || !unit.is(i + 1, ","))
        return false;
    const int open = unit.around(i);
    const auto callee = unit.text(open - 1);
    const auto content = contentOf(unit[i]);
    const bool formats = callee.ends_with("printf") || callee == "format" || callee == "QString";
    return formats && (content.find("%s") != std::string_view::npos || content.find("{}") != std::string_view::npos)
        && isVarying(job, {i + 2, unit.closing(open)});
}

void checkSql(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const bool isText = unit.isString(i) || (unit[i].kind == Tok::Template && !(unit.is(i - 1, "}") && unit[i - 1].match >= 0 && unit.is(unit[i - 1].match, "${")));
    if (!isText || !isSql(unit.text(i)) || !takesValue(job, i))
        return;
    job.report.add(i, Severity::High, "sql-injection", "A value is put into the SQL text itself, so it can change the statement; pass it as a parameter.");
}

/// Some string of the file names the module, so exec is its own.
bool importsShell(const Unit &unit)
{
    for (int i = 0; i < unit.size(); ++i) {
        if (unit.isString(i) && contentOf(unit[i]).ends_with("child_process"))
            return true;
    }
    return false;
}

bool startsShell(const Unit &unit, int i)
{
    for (const Function &function : unit.functions()) {
        if (function.name == i)
            return false; // a method of that name
    }
    if (unit.isScript() && !importsShell(unit))
        return false;
    if (unit.isScript())
        return (unit.is(i, "exec") || unit.is(i, "execSync")) && (!unit.is(i - 1, ".") || unit.is(i - 2, "child_process") || unit.is(i - 2, "cp") || unit.is(i - 2, "childProcess"));
    if (unit.isPython())
        return unit.is(i - 1, ".") && ((unit.is(i - 2, "os") && (unit.is(i, "system") || unit.is(i, "popen"))) || (unit.is(i - 2, "subprocess") && (unit.is(i, "getoutput") || unit.is(i, "getstatusoutput"))) || unit.is(i, "create_subprocess_shell"));
    return (unit.is(i, "system") || unit.is(i, "popen")) && !unit.is(i - 1, ".") && !unit.is(i - 1, "->") && (unit[i - 1].kind != Tok::Ident || unit.is(i - 1, "return"));
}

void checkShell(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (unit[i].kind != Tok::Ident || !unit.is(i + 1, "(") || !unit.isOpen(i + 1))
        return;
    const auto arguments = argumentsAt(unit, i + 1);
    if (arguments.empty())
        return;
    const bool isCall = unit.isScript() ? unit.is(i, "exec") || unit.is(i, "execSync") || unit.is(i, "spawn") || unit.is(i, "spawnSync") || unit.is(i, "execFile") : true;
    if (!isCall)
        return;
    bool isShell = startsShell(unit, i);
    const Range all{i + 2, unit.closing(i + 1)};
    for (int k = all.begin; k < all.end; ++k) {
        isShell = isShell || (unit.is(k, "shell") && (unit.is(k + 1, "=") || unit.is(k + 1, ":")) && (unit.is(k + 2, "True") || unit.is(k + 2, "true")));
    }
    const bool quotes = unit.contains(arguments[0], "quote") || unit.contains(arguments[0], "shellQuote") || unit.contains(arguments[0], "shlex");
    if (!isShell || quotes || !isVarying(job, arguments[0]))
        return;
    const bool isCommandName = arguments[0].end - arguments[0].begin == 1 && !valueBefore(job, arguments[0].begin).isEmpty();
    if (isCommandName && !isVarying(job, valueBefore(job, arguments[0].begin)))
        return;
    job.report.add(i, Severity::High, "command-injection", "A shell reads a command that is not fixed, so a value in it can run other commands; pass a list of arguments without shell.");
}

void checkPath(const Job &job, int i)
{
    constexpr std::array kOpeners{"readFile"sv, "readFileSync"sv, "writeFile"sv, "writeFileSync"sv, "createReadStream"sv, "createWriteStream"sv, "unlink"sv, "unlinkSync"sv, "sendFile"sv, "rm"sv, "rmSync"sv, "open"sv, "send_file"sv, "remove"sv, "rmtree"sv, "ifstream"sv, "ofstream"sv, "fopen"sv, "download"sv, "readdir"sv, "readdirSync"sv, "appendFile"sv, "Path"sv};
    const Unit &unit = job.unit;
    const bool isOpener = unit[i].kind == Tok::Ident && std::find(kOpeners.begin(), kOpeners.end(), unit.text(i)) != kOpeners.end();
    int open = i + 1;
    if (isOpener && unit.isCpp() && unit.isName(open)) // std::ifstream in(path)
        ++open;
    const bool isJoin = unit[i].kind == Tok::Ident && (unit.is(i, "join") || unit.is(i, "resolve")) && (unit.is(i - 2, "path"));
    if ((!isOpener && !isJoin) || !unit.is(open, "(") || !unit.isOpen(open))
        return;
    const auto arguments = argumentsAt(unit, open);
    Range in = {open + 1, unit.closing(open)};
    if (isOpener && !arguments.empty())
        in = arguments[0];
    if (isOpener && unit.is(i, "open") && !unit.isPython() && !unit.is(i - 2, "fs"))
        return;
    if (unit.isCpp() || !isFromOutside(job, in))
        return; // a C++ program's own arguments name files by right
    if (unit.contains(in, "argv") || unit.contains(in, "basename") || unit.contains(in, "secure_filename"))
        return;
    for (int k = in.begin; k < in.end; ++k) { // checked before use
        if (!unit.isName(k) || unit.is(k - 1, "."))
            continue;
        const Range value = valueBefore(job, k);
        if (unit.contains(value, "basename") || unit.contains(value, "secure_filename") || unit.contains(value, "argv") || unit.contains(value, "input"))
            return;
        if (isTestedBetween(unit, unit.scopeAt(i).begin, i, unit.text(k)) && unit.isName(k) && job.names.find(k)
            && job.names.find(k)->kind == Variable::Kind::Local)
            return;
    }
    const Range scope = unit.scopeAt(i);
    if (unit.contains(scope, "startsWith") || unit.contains(scope, "is_relative_to") || unit.contains(scope, "commonpath") || unit.contains(scope, "startswith"))
        return;
    job.report.add(i, Severity::High, "path-traversal", "A path is built from what the client sent, so \"../\" leads to files outside of the folder.");
}

void checkAddress(const Job &job, int i)
{
    const Unit &unit = job.unit;
    if (unit[i].kind != Tok::Ident || !unit.is(i + 1, "(") || !unit.isOpen(i + 1))
        return;
    const auto arguments = argumentsAt(unit, i + 1);
    if (arguments.empty())
        return;
    const Range last = arguments.back();
    if (unit.is(i, "redirect") && isFromOutside(job, last) && !isComposed(job, last) && !unit.contains(unit.scopeAt(i), "startsWith") && !unit.contains(unit.scopeAt(i), "startswith")) {
        for (int k = last.begin; k < last.end; ++k) {
            if (unit.isName(k) && job.names.find(k) && isTestedBetween(unit, unit.scopeAt(i).begin, i, unit.text(k)))
                return;
        }
        if (!unit.contains(last, "url_for") && !unit.contains(last, "originalUrl"))
            job.report.add(i, Severity::High, "open-redirect", "The client chooses where the browser goes next, which helps to lure visitors to other sites.");
        return;
    }
    const bool isFetch = (unit.is(i, "fetch") && !unit.is(i - 1, ".")) || (unit.is(i, "urlopen"))
        || ((unit.is(i - 2, "requests") || unit.is(i - 2, "axios") || unit.is(i - 2, "httpx")) && unit.is(i - 1, "."));
    if (isFetch && isFromOutside(job, arguments[0]) && !unit.contains(arguments[0], "argv") && !unit.contains(arguments[0], "input")) {
        const bool isWhole = !unit.isString(arguments[0].begin) && !(unit[arguments[0].begin].kind == Tok::Template && unit.text(arguments[0].begin).find("://") != std::string_view::npos);
        if (isWhole)
            job.report.add(i, Severity::High, "server-side-request", "The client chooses the address that the server asks, so it reaches machines inside of the network.");
    }
    if (unit.is(i, "RegExp") && isFromOutside(job, arguments[0]) && !unit.contains(arguments[0], "escapeRegExp"))
        job.report.add(i, Severity::Medium, "slow-regex", "The client chooses the expression, and a hostile one takes exponential time.");
}

/// res.send("<h1>" + req.query.name), return f"<p>{request.args['x']}</p>"
void checkMarkup(const Job &job, int i)
{
    const Unit &unit = job.unit;
    const bool isPiece = unit.isString(i) || unit[i].kind == Tok::Template;
    if (!isPiece)
        return;
    const auto text = unit.text(i);
    const auto tag = text.find('<');
    if (tag == std::string_view::npos || tag + 1 >= text.size() || !(std::isalpha(static_cast<unsigned char>(text[tag + 1])) != 0 || text[tag + 1] == '/'))
        return;
    const int begin = unit.statementBegin(i);
    const int end = unit.statementEnd(i);
    int from = begin;
    if (unit.is(unit.around(i), "("))
        from = unit.around(i) + 1;
    const Range in{from, unit.is(unit.around(i), "(") ? unit.closing(unit.around(i)) : end};
    const bool isSent = unit.is(begin, "return") || unit.is(unit.around(i) - 1, "send") || unit.is(unit.around(i) - 1, "write") || unit.is(unit.around(i) - 1, "end") || unit.is(unit.around(i) - 1, "make_response") || unit.is(unit.around(i) - 1, "HttpResponse") || unit.is(unit.around(i) - 1, "Response") || unit.is(unit.around(i) - 1, "HTMLResponse");
    if (!isSent || !isComposed(job, in) || !isFromOutside(job, in) || unit.contains(in, "escape") || unit.contains(in, "escapeHtml"))
        return;
    job.report.add(i, Severity::High, "html-injection", "What the client sent becomes part of the page unescaped, so it can carry a script.");
}

void checkReactMarkup(const Job &job, int i)
{
    const Token &token = job.unit[i];
    if (token.text != "dangerouslySetInnerHTML" || (token.kind != Tok::Jsx && token.kind != Tok::Ident))
        return;
    if (job.unit.is(i + 1, "{") && speaksOf(job.unit, {i + 1, job.unit.closing(i + 1)}, {"sanitize", "sanitise", "purify", "dompurify", "safe"}))
        return;
    job.report.add(i, Severity::High, "html-injection", "Text becomes markup without check, so it can carry a script.");
}

} // namespace

void checkInjection(const Job &job)
{
    for (int i = 0; i < job.unit.size(); ++i) {
        checkSql(job, i);
        checkShell(job, i);
        checkPath(job, i);
        if (!job.unit.isCpp()) {
            checkAddress(job, i);
            checkMarkup(job, i);
            checkReactMarkup(job, i);
        }
    }
}

} // namespace skep::checks
