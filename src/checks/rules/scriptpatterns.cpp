// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/patternrule.h"

#include <algorithm>
#include <array>

namespace skep::checks {
namespace {

using namespace std::string_view_literals;

bool isUnknownType(const Job &job, const Match &match)
{
    constexpr std::array kTypes{"undefined"sv, "object"sv, "boolean"sv, "number"sv, "bigint"sv, "string"sv, "symbol"sv, "function"sv};
    return std::find(kTypes.begin(), kTypes.end(), contentOf(job.unit[match.end - 1])) == kTypes.end();
}

bool endsWithStar(const Job &job, const Match &match)
{
    return contentOf(job.unit[match.end - 2]) == "*";
}

bool hasStar(const Job &job, const Match &match)
{
    for (int i = match.begin; i < match.end; ++i) {
        if (job.unit.isString(i) && contentOf(job.unit[i]) == "*")
            return true;
    }
    return false;
}

bool namesWeakCipher(const Job &job, const Match &match)
{
    const auto cipher = lowered(contentOf(job.unit[match.end - 1]));
    return cipher.find("ecb") != std::string::npos || cipher.starts_with("des") || cipher.starts_with("rc4") || cipher.starts_with("bf-");
}

bool allowsNone(const Job &job, const Match &match)
{
    for (int i = match.begin; i < match.end; ++i) {
        if (job.unit.isString(i) && lowered(contentOf(job.unit[i])) == "none")
            return true;
    }
    return false;
}

/// "x =+ 1": the signs touch, the number does not.
bool isSwappedOperator(const Job &job, const Match &match)
{
    const Token &equals = job.unit[match.end - 3];
    const Token &sign = job.unit[match.end - 2];
    const Token &value = job.unit[match.end - 1];
    return equals.text.data() + 1 == sign.text.data() && sign.text.data() + 1 != value.text.data();
}

bool changesDefaults(const Job &job, const Match &match)
{
    return speaksOf(job.unit, match.captures[1], {"default"});
}

bool isSanitised(const Unit &unit, Range in)
{
    return speaksOf(unit, in, {"sanitize", "sanitise", "escape", "escaped", "encode", "purify", "dompurify", "safe", "clean"});
}

bool setsHtml(const Job &job, const Match &match)
{
    const Range value{match.end, job.unit.statementEnd(match.end)};
    return isVarying(job, value) && !isSanitised(job.unit, value);
}

bool writesHtml(const Job &job, const Match &match)
{
    const auto arguments = argumentsAt(job.unit, match.end - 1);
    return !arguments.empty() && isVarying(job, arguments.back()) && !isSanitised(job.unit, arguments.back());
}

bool dropsResult(const Job &job, const Match &match)
{
    if (!isWholeStatement(job, match))
        return false;
    const int open = job.unit[match.end - 1].match;
    const auto name = job.unit.text(open - 1);
    if (name == "replace" && argumentsAt(job.unit, open).size() < 2)
        return false; // location.replace(url)
    return !(name == "filter" || name == "map" || name == "concat" || name == "slice") || !job.unit.is(match.begin, "$");
}

bool isIndexTest(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const int next = match.end;
    const bool isBare = unit.is(next, ")") || unit.is(next, "&&") || unit.is(next, "||") || unit.is(next, "?");
    if (!isBare)
        return false;
    const int before = pathBegin(unit, match.begin) - 1;
    return unit.is(before, "!") || unit.is(before, "&&") || unit.is(before, "||") || (unit.is(before, "(") && (unit.is(before - 1, "if") || unit.is(before - 1, "while")) && unit.closing(before) == next);
}

bool skipsFirst(const Job &job, const Match &match)
{
    const auto arguments = argumentsAt(job.unit, match.begin + 1);
    return job.unit.text(match.end - 1) == "0" && !arguments.empty() && !job.unit.isString(arguments[0].begin);
}

/// A comment beside it says why.
bool isUncommented(const Job &job, const Match &match)
{
    const int line = job.unit.line(match.begin);
    return !job.unit.hasComment(line - 1, line, "");
}

bool isErrorMade(const Job &job, const Match &match)
{
    const auto name = job.unit.text(match.begin + 1);
    return name.ends_with("Error") && isWholeStatement(job, match);
}

bool isFixedAdded(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const int next = match.end;
    if (unit.isString(next) || unit[next].kind == Tok::Template)
        return false;
    const int before = pathBegin(unit, match.begin);
    return !unit.is(before - 1, "+") && !unit.is(before - 1, "(") && !unit.isString(before - 2);
}

bool hasNestedQuantifier(const Job &job, const Match &match)
{
    const auto text = job.unit.text(match.begin);
    for (std::size_t i = 1; i + 1 < text.size(); ++i) { // (x+)+ (x*)* ([^"]+)*
        if (text[i] != ')' || text[i - 1] == '\\' || (text[i + 1] != '+' && text[i + 1] != '*'))
            continue;
        if ((text[i - 1] != '+' && text[i - 1] != '*') || text[i - 2] == '\\')
            continue;
        // safe when the group begins with something that its repeated end cannot match, such as (,\d+)*
        const auto open = text.rfind('(', i);
        const auto inner = text.substr(open + 1, i - open - 1);
        const auto body = inner.starts_with("?:") ? inner.substr(2) : inner;
        const bool isOneAtom = body.size() == 2 || (body.size() == 3 && body[0] == '\\')
            || (body[0] == '[' && body.find(']') == body.size() - 2);
        if (isOneAtom)
            return true;
    }
    return false;
}

const PatternRule kScriptRules[] = {
    {"s", Severity::High, "eval", "eval (", "Text that is not fixed runs as code here, so whoever controls it controls the program.", firstArgumentVaries},
    {"s", Severity::High, "eval", "new Function (", "A function is made from text, so whoever controls the text controls the program."},
    {"s", Severity::Medium, "eval", "setTimeout|setInterval ( \"\"", "A timer is given text, which runs as code; pass a function."},
    {"s", Severity::Medium, "eval", "setTimeout|setInterval ( ``", "A timer is given text, which runs as code; pass a function."},
    {"s", Severity::High, "html-injection", "document . write|writeln (", "Text that is not fixed becomes part of the page, so it can carry a script.", [](const Job &job, const Match &match) { return writesHtml(job, match); }},
    {"s", Severity::High, "html-injection", ". @innerHTML|outerHTML =|+=", "Text that is not fixed becomes markup, so it can carry a script; set textContent or sanitise it.", setsHtml},
    {"s", Severity::High, "html-injection", ". @insertAdjacentHTML (", "Text that is not fixed becomes markup, so it can carry a script.", writesHtml},
    {"s", Severity::High, "tls-unverified", "rejectUnauthorized|strictSSL : false", "The server's certificate is not checked, so anybody on the way can read and change the data."},
    {"s", Severity::High, "tls-unverified", "rejectUnauthorized = false", "The server's certificate is not checked, so anybody on the way can read and change the data."},
    {"s", Severity::High, "tls-unverified", "NODE_TLS_REJECT_UNAUTHORIZED = _", "Certificates are not checked in the whole process, so anybody on the way can read and change the data.", [](const Job &job, const Match &match) { const auto text = job.unit.text(match.end - 1); return text.find('0') != std::string_view::npos; }},
    {"s", Severity::High, "async-callback", ". @forEach ( async", "forEach does not wait for its callback, so the work is not done when the next line runs and errors are lost."},
    {"s", Severity::High, "async-callback", ". @filter|some|every|find|findIndex|sort|flatMap ( async", "The callback returns a promise, which always counts as true, so the result is wrong."},
    {"s", Severity::Medium, "async-callback", "new Promise ( async", "An error thrown in an async executor rejects nobody, so the promise never settles."},
    {"s", Severity::Medium, "typeof-value", "typeof %1 ==|===|!== \"\"", "typeof never gives this text, so the comparison is always the same.", isUnknownType},
    {"s", Severity::Medium, "typeof-value", "typeof %1 != \"\"", "typeof never gives this text, so the comparison is always the same.", isUnknownType},
    {"s", Severity::High, "nan-comparison", "==|===|!==|< NaN", "Nothing equals NaN, not even NaN; use Number.isNaN.", [](const Job &job, const Match &match) { return !job.unit.is(match.begin, "<"); }},
    {"s", Severity::High, "nan-comparison", "_ NaN", "Nothing equals NaN, not even NaN; use Number.isNaN.", [](const Job &job, const Match &match) { return job.unit.is(match.begin, "!="); }},
    {"s", Severity::High, "nan-comparison", "NaN ==|===|!==", "Nothing equals NaN, not even NaN; use Number.isNaN.", nullptr},
    {"s", Severity::High, "literal-comparison", "==|===|!== [ ]", "A new array is equal to nothing but itself, so the comparison is always false; look at its length."},
    {"s", Severity::High, "literal-comparison", "==|===|!== { }", "A new object is equal to nothing but itself, so the comparison is always false."},
    {"s", Severity::Low, "throw-literal", "throw \"\"", "A bare text is thrown, which has no stack and no name; throw an Error."},
    {"s", Severity::Low, "throw-literal", "throw ``", "A bare text is thrown, which has no stack and no name; throw an Error."},
    {"s", Severity::High, "post-message", "postMessage ( ~ , \"\" )", "The message goes to whatever page is there, so another site can read it; name the origin.", endsWithStar},
    {"s", Severity::High, "cors-any", "origin : _ , credentials : true", "Every site may send requests with the visitor's cookies.", [](const Job &job, const Match &match) { return hasStar(job, match) || job.unit.is(match.begin + 2, "true"); }},
    {"s", Severity::High, "cors-any", "credentials : true , origin : _", "Every site may send requests with the visitor's cookies.", [](const Job &job, const Match &match) { return hasStar(job, match) || job.unit.is(match.end - 1, "true"); }},
    {"s", Severity::High, "weak-cipher", "createCipher|createDecipher (", "The key is made from the password without salt, so equal texts give equal results; use createCipheriv."},
    {"s", Severity::High, "weak-cipher", "createCipheriv|createDecipheriv ( \"\"", "The cipher is broken or shows repeated blocks.", namesWeakCipher},
    {"s", Severity::High, "token-unverified", "algorithms : [*]", "A token without signature is accepted, so anybody can make one.", allowsNone},
    {"s", Severity::High, "token-unverified", "ignoreExpiration : true", "Tokens are accepted for ever, also stolen ones."},
    {"s", Severity::High, "token-unverified", "jwt|jsonwebtoken . decode (", "decode() does not check the signature, so anybody can make such a token; use verify()."},
    {"s", Severity::Medium, "cookie-flags", "httpOnly : false", "Scripts of the page can read the cookie, so an injected one can steal the session."},
    {"s", Severity::Medium, "shared-element", "Array (*) . fill ( [|{ ]|}", "All places hold the same object, so a change of one changes all."},
    {"s", Severity::Medium, "map-parse-int", "map ( parseInt )", "map passes the index as second argument, which parseInt takes as the base."},
    {"s", Severity::Medium, "swapped-operator", "$1 =|= +|- _", "The signs are swapped: this assigns instead of adding.", isSwappedOperator},
    {"s", Severity::Medium, "shared-defaults", "Object . assign ( %1 ,", "The shared defaults are changed for everybody; begin with an empty object.", changesDefaults},
    {"s", Severity::Medium, "dropped-result", "%1 . @trim|trimStart|trimEnd|toUpperCase|toLowerCase|replace|replaceAll|concat|slice|substring|padStart|padEnd|filter|toSorted|toFixed (*)", "The call changes nothing by itself and its result is dropped.", dropsResult},
    {"s", Severity::Medium, "index-as-flag", "indexOf|findIndex|lastIndexOf (*)", "The index is 0 for the first place and -1 for none, so as a truth value it is wrong for both.", isIndexTest},
    {"s", Severity::Medium, "index-as-flag", "indexOf|findIndex (*) > 0", "Index 0 is the first place, so a hit there is taken for none.", skipsFirst},
    {"s", Severity::Medium, "swallowed-error", ". @catch ( ( ) => { } )", "Every error is swallowed, so failures stay unseen.", isUncommented},
    {"s", Severity::Medium, "dropped-error", "new $1 (*)", "An error is made and not thrown, so nothing happens.", isErrorMade},
    {"s", Severity::Medium, "text-plus-number", "toFixed (*) + _", "toFixed gives text, so + joins texts instead of adding.", [](const Job &job, const Match &match) { Match shorter = match; shorter.end -= 1; return isFixedAdded(job, shorter); }},
    {"s", Severity::Medium, "text-plus-number", "%1 += ~ . @toFixed (*) !.", "toFixed gives text, so += joins texts instead of adding.", [](const Job &job, const Match &match) {
        const Range value = valueBefore(job, match.begin);
        const bool startsAsNumber = value.end - value.begin == 1 && job.unit[value.begin].kind == Tok::Number;
        const Variable *variable = job.names.find(match.begin);
        return startsAsNumber || (variable && job.unit[variable->init.begin].kind == Tok::Number); }},
    {"s", Severity::Medium, "slow-regex", "_", "Nested repetition makes the match take exponential time on a hostile text.", [](const Job &job, const Match &match) { return job.unit[match.begin].kind == Tok::Regex && hasNestedQuantifier(job, match); }},
    {"s", Severity::Low, "any-cast", "as any", "The cast switches the type check off for everything behind it."},
    {"s", Severity::High, "stack-to-client", "res|response . status? (*) . @send|json|end ( ~ err|error|e . stack", "The stack trace goes to the client and tells about the inside of the server."},
    {"s", Severity::High, "stack-to-client", "res|response . @send|json|end ( ~ err|error|e . stack", "The stack trace goes to the client and tells about the inside of the server."},
    {"s", Severity::High, "query-from-body", ". @find|findOne|findOneAndUpdate|updateOne|updateMany|deleteOne|deleteMany|remove ( req . body|query !.", "The client's object becomes the query itself, so it can ask for anything; take single fields."},
    {"s", Severity::High, "mass-assignment", "Object . assign ( %1 , req . body|query )", "The client can set every field, also those that it must not; take single fields."},
};

} // namespace

std::span<const PatternRule> scriptPatternRules()
{
    return kScriptRules;
}

} // namespace skep::checks
