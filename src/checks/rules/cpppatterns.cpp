// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/facts.h"
#include "checks/rules/patternrule.h"

namespace skep::checks {
namespace {

bool isCall(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const bool isDeclared = unit[match.begin - 1].kind == Tok::Ident && !unit.is(match.begin - 1, "return");
    return isNoMember(job, match) && !isDeclared && !unit.is(match.begin - 1, "*");
}

bool readsWithoutWidth(const Job &job, const Match &match)
{
    const auto format = contentOf(job.unit[match.end - 1]);
    return isCall(job, match) && format.find("%s") != std::string_view::npos;
}

/// printf(text), fprintf(file, text), syslog(level, text): the format is neither literal nor constant.
bool isFormatVarying(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    if (!isCall(job, match))
        return false;
    const auto name = unit.text(match.begin);
    const std::size_t place = name == "printf" ? 0 : name == "snprintf" ? 2 : 1;
    const auto arguments = argumentsAt(unit, match.end - 1);
    if (arguments.size() != place + 1)
        return false; // more arguments: a format that somebody chose
    for (int i = arguments[place].begin; i < arguments[place].end; ++i) {
        if (unit.isString(i))
            return false;
    }
    return isVarying(job, arguments[place]);
}

bool isSetToNoBytes(const Job &job, const Match &match)
{
    const auto arguments = argumentsAt(job.unit, match.end - 1);
    return arguments.size() == 3 && arguments[2].end - arguments[2].begin == 1 && job.unit.is(arguments[2].begin, "0");
}

bool isStatement(const Job &job, const Match &match)
{
    return job.unit.isStatementStart(match.begin);
}

bool isTemporaryText(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const int dot = match.end - 5; // ) . c_str ( ) ;
    if (!unit.is(dot - 1, ")"))
        return false;
    const int open = unit[dot - 1].match;
    if (open < 0)
        return false;
    const auto name = unit.text(open - 1);
    const bool isGroup = unit[open - 1].kind == Tok::Punct && unit.contains({open, dot}, "+");
    return isGroup || name == "to_string" || name == "substr" || name == "str" || name == "string" || name == "format" || name == "toStdString"
        || name == "toUtf8" || name == "toLatin1";
}

bool isViewOfTemporary(const Job &job, const Match &match)
{
    const Unit &unit = job.unit;
    const Range value{match.end, unit.statementEnd(match.end)};
    if (unit.is(value.begin, "std") && unit.is(value.begin + 2, "string") && unit.is(value.begin + 3, "("))
        return true;
    if (unit.is(value.begin, "std") && unit.is(value.begin + 2, "to_string"))
        return true;
    if (!unit.contains(value, "+") || unit.contains(value, "["))
        return false;
    for (int i = value.begin; i < value.end; ++i) {
        const Variable *variable = unit.isName(i) ? job.names.find(i) : nullptr;
        if (variable && hasTypeWord(unit, *variable, "string"))
            return true;
    }
    return false;
}

bool hasSideEffect(const Job &job, const Match &match)
{
    return job.unit.is(match.end - 1, "++") || job.unit.is(match.end - 1, "--") || job.unit.is(match.end - 1, "=")
        || job.unit.is(match.end - 1, "+=");
}

bool isHeader(const Job &job, const Match &match)
{
    if (job.unit.functionAt(match.begin) >= 0)
        return false;
    for (const Token &directive : job.unit.directives()) {
        if (directive.text.find("pragma once") != std::string_view::npos)
            return true;
    }
    const auto &directives = job.unit.directives();
    return directives.size() > 1 && directives[0].text.find("ifndef") != std::string_view::npos
        && directives[1].text.find("define") != std::string_view::npos;
}

bool isStandardError(const Job &job, const Match &match)
{
    const auto name = job.unit.text(match.begin + 2);
    return (name.ends_with("_error") || name == "invalid_argument" || name == "out_of_range" || name == "bad_alloc" || name == "exception")
        && isWholeStatement(job, match);
}

const PatternRule kCppRules[] = {
    {"c", Severity::High, "unbounded-copy", "strcpy|strcat|gets|wcscpy|wcscat|stpcpy (", "Nothing bounds the copy, so a longer text writes beyond the buffer.", isCall},
    {"c", Severity::High, "unbounded-copy", "sprintf|vsprintf (", "Nothing bounds the output, so a longer text writes beyond the buffer; use snprintf.", isCall},
    {"c", Severity::High, "unbounded-copy", "scanf ( \"\"", "%s reads words of any length into a buffer of fixed size.", readsWithoutWidth},
    {"c", Severity::High, "unbounded-copy", "fscanf|sscanf ( ~ , \"\"", "%s reads words of any length into a buffer of fixed size.", readsWithoutWidth},
    {"c", Severity::High, "format-from-value", "printf|fprintf|syslog|vprintf|snprintf (", "A value is used as the format, so a percent sign in it reads or writes foreign memory.", isFormatVarying},
    {"c", Severity::High, "swapped-arguments", "memset (", "memset is told to set no bytes: value and size are swapped.", isSetToNoBytes},
    {"c", Severity::Medium, "catch-by-value", "catch ( const? std? ::? $1 $2 )", "Catching by value cuts the derived part off; catch by reference."},
    {"c", Severity::Medium, "throw-pointer", "throw new", "A pointer is thrown, which no handler for the class catches and nobody deletes."},
    {"c", Severity::Medium, "end-before-read", "while ( ! std? ::? feof (*) )", "The end is known only after a read has failed, so the last turn works on old data."},
    {"c", Severity::Medium, "end-before-read", "while ( ! %1 . eof ( ) )", "The end is known only after a read has failed, so the last turn works on old data."},
    {"c", Severity::High, "lock-not-held", "std :: lock_guard|unique_lock|scoped_lock < ~ > (*) ;", "The lock has no name and ends with the statement, so nothing is guarded.", isStatement},
    {"c", Severity::High, "lock-not-held", "std :: lock_guard|unique_lock|scoped_lock (*) ;", "The lock has no name and ends with the statement, so nothing is guarded.", isStatement},
    {"c", Severity::High, "lock-not-held", "std :: lock_guard|unique_lock|scoped_lock {*} ;", "The lock has no name and ends with the statement, so nothing is guarded.", isStatement},
    {"c", Severity::High, "lock-not-held", "std :: lock_guard|unique_lock|scoped_lock < ~ > {*} ;", "The lock has no name and ends with the statement, so nothing is guarded.", isStatement},
    {"c", Severity::High, "second-owner", "shared_ptr < ~ > ( this )", "A second owner of this object is made, so it is deleted twice; use shared_from_this."},
    {"c", Severity::High, "no-room-for-end", "malloc|alloca ( std? ::? strlen (*) )", "There is no room for the final zero byte."},
    {"c", Severity::High, "no-room-for-end", "new char [ std? ::? strlen (*) ]", "There is no room for the final zero byte."},
    {"c", Severity::Medium, "lost-on-failure", "%1 = std? ::? realloc ( %1 ,", "When realloc fails it returns null and the old block is lost."},
    {"c", Severity::Medium, "lost-on-failure", "%1 = (*) std? ::? realloc ( %1 ,", "When realloc fails it returns null and the old block is lost."},
    {"c", Severity::Medium, "lost-on-failure", "%1 = static_cast < ~ > ( std? ::? realloc ( %1 ,", "When realloc fails it returns null and the old block is lost."},
    {"c", Severity::High, "dangling", "char * const? $1 = ~ . c_str|data|constData ( ) ;", "The text is a temporary that ends with the statement, so the pointer dangles.", isTemporaryText},
    {"c", Severity::High, "dangling", "string_view $1 =", "The view is of a temporary that ends with the statement, so it dangles.", isViewOfTemporary},
    {"c", Severity::High, "dangling", "std? ::? thread ( [ & ~ ] ~ ) . @detach ( )", "The thread outlives the variables that it refers to."},
    {"c", Severity::Medium, "assert-side-effect", "assert ( ~ ++|--|=|+=", "The release build leaves the assertion out and with it the change.", hasSideEffect},
    {"c", Severity::Low, "using-in-header", "using namespace std ;", "A header puts all of std into the scope of everybody who includes it.", isHeader},
    {"c", Severity::Medium, "dropped-result", "%1 . @empty ( )", "empty() asks, it does not clear; the answer is dropped.", isWholeStatement},
    {"c", Severity::Medium, "dropped-result", "std :: @remove|remove_if|unique (*)", "The elements stay in the container: the new end is dropped; pass it to erase.", [](const Job &job, const Match &match) { return isWholeStatement(job, match) && argumentsAt(job.unit, job.unit[match.end - 1].match).size() > 1; }},
    {"c", Severity::Medium, "dropped-error", "std :: $1 (*)", "An exception is made and not thrown, so nothing happens.", isStandardError},
    {"c", Severity::Medium, "temp-name", "tmpnam|mktemp|tempnam (", "Another process can take the name before the file is made; use mkstemp.", isCall},
    {"c", Severity::High, "weak-cipher", "EVP_des_ecb|EVP_des_cbc|EVP_rc4|EVP_aes_128_ecb|EVP_aes_256_ecb|DES_ecb_encrypt|RC4", "The cipher is broken or shows repeated blocks."},
    {"c", Severity::High, "tls-unverified", "SSL_VERIFY_NONE", "The peer's certificate is not checked, so anybody on the way can read and change the data."},
    {"c", Severity::High, "tls-unverified", "CURLOPT_SSL_VERIFYPEER|CURLOPT_SSL_VERIFYHOST , 0|0L|false", "The server's certificate is not checked, so anybody on the way can read and change the data."},
    {"c", Severity::High, "tls-unverified", "setPeerVerifyMode ( QSslSocket :: VerifyNone", "The peer's certificate is not checked, so anybody on the way can read and change the data."},
    {"c", Severity::High, "tls-unverified", ". @ignoreSslErrors ( )", "Every fault of the certificate is ignored, so anybody on the way can read and change the data."},
};

} // namespace

std::span<const PatternRule> cppPatternRules()
{
    return kCppRules;
}

} // namespace skep::checks
