// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/patternrule.h"

namespace skep::checks {
namespace {

bool hasNoSafeLoader(const Job &job, const Match &match)
{
    const Range arguments{match.end, job.unit.closing(match.end - 1)};
    return !job.unit.contains(arguments, "SafeLoader") && !job.unit.contains(arguments, "CSafeLoader") && !job.unit.contains(arguments, "BaseLoader");
}

bool isInCall(const Job &job, const Match &match)
{
    const int around = job.unit.around(match.begin);
    return around >= 0 && job.unit.is(around, "(") && job.unit[around - 1].kind == Tok::Ident;
}

bool isAssertedTuple(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    return unit[match.end].kind == Tok::Newline && unit.split({match.begin + 2, match.end - 1}).size() > 1;
}

bool isLiteralIdentity(const Job &job, const Match &match)
{
    const Token &token = job.unit[match.end - 1];
    return token.kind == Tok::Number || token.kind == Tok::String || job.unit.is(match.end - 1, "[") || job.unit.is(match.end - 1, "{");
}

bool dropsText(const Job &job, const Match &match)
{
    if (!isWholeStatement(job, match))
        return false;
    const Unit &unit = job.unit;
    const int open = unit[match.end - 1].match;
    const bool isOther = unit.is(match.begin, "os") || unit.is(match.begin, "shutil") || unit.contains({open, match.end}, "inplace");
    const bool takesNone = unit.is(open - 1, "title") || unit.is(open - 1, "lower") || unit.is(open - 1, "upper") || unit.is(open - 1, "capitalize");
    if (takesNone && unit.closing(open) > open + 1)
        return false; // another object's method
    return !isOther && !(unit.is(open - 1, "replace") && argumentsAt(unit, open).size() < 2);
}

bool isExceptionMade(const Job &job, const Match &match)
{
    const auto name = job.unit.text(match.begin);
    return (name.ends_with("Error") || name.ends_with("Exception")) && isWholeStatement(job, match);
}

bool hasNoTimeout(const Job &job, const Match &match)
{
    const Range arguments{match.end, job.unit.closing(match.end - 1)};
    return !job.unit.contains(arguments, "timeout") && !job.unit.contains(arguments, "**");
}

bool isInCoroutine(const Job &job, const Match &match)
{
    const int function = job.unit.functionAt(match.begin);
    return function >= 0 && job.unit.functions()[static_cast<std::size_t>(function)].isAsync && !job.unit.is(match.begin - 1, "await");
}

bool isUncheckedExtract(const Job &job, const Match &match)
{
    const Range arguments{match.end, job.unit.closing(match.end - 1)};
    return job.names.isBound("tarfile") && !job.unit.contains(arguments, "filter") && !job.unit.contains(arguments, "members");
}

bool isMarkupComposed(const Job &job, const Match &match)
{
    return isNoMember(job, match) && isComposed(job, {match.end, job.unit.closing(match.end - 1)});
}

bool isTraceSent(const Job &job, const Match &match)
{
    return job.unit.is(outerStatement(job.unit, match.begin), "return");
}

/// list.append(self) on a class calls the base's own version.
bool isOnObject(const Job &job, const Match &match)
{
    const auto root = job.unit.text(match.captures[2].isEmpty() ? match.captures[1].begin : match.captures[2].begin);
    return isWholeStatement(job, match) && !(root.front() >= 'A' && root.front() <= 'Z');
}

bool hasNone(const Job &job, const Match &match)
{
    for (int i = match.begin; i < match.end; ++i) {
        if (job.unit.isString(i) && lowered(contentOf(job.unit[i])) == "none")
            return true;
    }
    return false;
}

bool isVerifyOption(const Job &job, const Match &match)
{
    const auto key = contentOf(job.unit[match.begin]);
    if (speaksOf(job.unit, {outerStatement(job.unit, match.begin), match.begin}, {"unverified"}))
        return false;
    return key == "verify_signature" || key == "verify" || key == "verify_exp";
}

const PatternRule kPythonRules[] = {
    {"p", Severity::High, "eval", "eval|exec (", "Text that is not fixed runs as code here, so whoever controls it controls the program.", firstArgumentVaries},
    {"p", Severity::High, "unsafe-load", "pickle|cPickle|dill|marshal|joblib . @load|loads|Unpickler (", "Loading runs whatever code the data asks for; use a plain format such as JSON for data from elsewhere."},
    {"p", Severity::High, "unsafe-load", "yaml . @load (", "yaml.load builds any object the text names, which can run code; use safe_load.", hasNoSafeLoader},
    {"p", Severity::High, "unsafe-load", "yaml . @unsafe_load|full_load (", "The text can build objects of any class, which can run code; use safe_load."},
    {"p", Severity::High, "tls-unverified", "verify = False", "The server's certificate is not checked, so anybody on the way can read and change the data.", isInCall},
    {"p", Severity::High, "tls-unverified", "_create_unverified_context", "The server's certificate is not checked, so anybody on the way can read and change the data."},
    {"p", Severity::High, "tls-unverified", "ssl . CERT_NONE", "The server's certificate is not checked, so anybody on the way can read and change the data."},
    {"p", Severity::High, "tls-unverified", ". @check_hostname = False", "The server's name is not compared with its certificate, so any valid certificate passes."},
    {"p", Severity::Medium, "tls-unverified", "AutoAddPolicy (", "Unknown host keys are accepted, so nobody notices another machine in between."},
    {"p", Severity::High, "token-unverified", "\"\" : False", "The signature of the token is not checked, so anybody can make one.", isVerifyOption},
    {"p", Severity::High, "token-unverified", "algorithms = [*]", "A token without signature is accepted, so anybody can make one.", hasNone},
    {"p", Severity::Medium, "identity-of-literal", "is not? _", "`is` compares identity, not value, so the result depends on how the interpreter stores it; use ==.", isLiteralIdentity},
    {"p", Severity::Low, "none-comparison", "==|!= None", "Comparing with None by == can be taken over by the object; use `is`."},
    {"p", Severity::Medium, "assert-tuple", "assert (*)", "A tuple in brackets is always true, so this never fails; leave the brackets out.", isAssertedTuple},
    {"p", Severity::Medium, "temp-name", "tempfile . @mktemp (", "Another process can take the name before the file is made; use mkstemp or NamedTemporaryFile."},
    {"p", Severity::Medium, "not-implemented", "raise NotImplemented", "NotImplemented is no exception, so this raises a TypeError; NotImplementedError is meant."},
    {"p", Severity::High, "html-injection", "render_template_string (", "A template is made from text that is not fixed, so the text can run code on the server.", firstArgumentVaries},
    {"p", Severity::High, "html-injection", "mark_safe|Markup (", "Text that is not fixed is declared safe markup, so it can carry a script.", isMarkupComposed},
    {"p", Severity::High, "html-injection", "autoescape = False", "Values are put into pages unescaped, so they can carry a script."},
    {"p", Severity::High, "debug-on", ". run ( ~ @debug = True", "The debugger lets every visitor run code; it must not be on in production."},
    {"p", Severity::Low, "type-comparison", "type ( %1 ) == $2 !(|.", "Comparing types by == is wrong for subclasses; use isinstance."},
    {"p", Severity::High, "shared-element", "[ [*] * ~ ] *", "All rows are the same list, so a change of one changes all; build them in a comprehension."},
    {"p", Severity::High, "shared-element", "[ [*] ] *", "All places hold the same list, so a change of one changes all."},
    {"p", Severity::High, "shared-element", "[ {*} ] *", "All places hold the same object, so a change of one changes all."},
    {"p", Severity::High, "shared-element", "dict . fromkeys ( ~ , [|{ _", "All keys share one object, so a change of one changes all."},
    {"p", Severity::High, "none-result", "%1 = %2 . @sort|reverse|append|extend|remove|insert (*)", "The method changes the list and returns None, so the name loses its value.", isOnObject},
    {"p", Severity::High, "none-result", "%1 = random . @shuffle (*)", "shuffle works in place and returns None, so the name loses its value.", isWholeStatement},
    {"p", Severity::High, "none-result", "return %1 . @sort|reverse|append|extend (*)", "The method works in place and returns None, so the caller gets None.", isOnObject},
    {"p", Severity::Medium, "dropped-result", "%1 . @strip|lstrip|rstrip|lower|upper|title|capitalize|replace|removeprefix|removesuffix|format|zfill (*)", "Texts never change; the new one is dropped.", dropsText},
    {"p", Severity::Medium, "dropped-result", "sorted|reversed (*)", "The sorted copy is dropped, the original stays as it is.", isWholeStatement},
    {"p", Severity::High, "text-plus-number", "\"\" + len|int|sum|round|float (*) !.", "Text and number cannot be added, so this raises a TypeError."},
    {"p", Severity::Medium, "dropped-error", "$1 (*)", "An exception is made and not raised, so nothing happens.", isExceptionMade},
    {"p", Severity::Low, "no-timeout", "requests . @get|post|put|delete|patch|head|request (", "Without a timeout the call can wait for ever.", hasNoTimeout},
    {"p", Severity::Medium, "blocking-in-coroutine", "time . @sleep (", "The whole event loop stands still meanwhile; use await asyncio.sleep.", isInCoroutine},
    {"p", Severity::Medium, "blocking-in-coroutine", "requests . @get|post|put|delete|patch|request (", "The whole event loop stands still meanwhile; use an asynchronous client.", isInCoroutine},
    {"p", Severity::Medium, "unchecked-archive", ". @extractall (", "Names in the archive can point outside of the target folder; pass a filter.", isUncheckedExtract},
    {"p", Severity::High, "weak-cipher", "MODE_ECB", "ECB shows repeated blocks of the plain text."},
    {"p", Severity::High, "weak-cipher", "DES|DES3|ARC4|Blowfish . @new (", "The cipher is broken or too weak."},
    {"p", Severity::Medium, "stack-to-client", "traceback . @format_exc (", "The stack trace goes to the client and tells about the inside of the server.", isTraceSent},
};

} // namespace

std::span<const PatternRule> pythonPatternRules()
{
    return kPythonRules;
}

} // namespace skep::checks
