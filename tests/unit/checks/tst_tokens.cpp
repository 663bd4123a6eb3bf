// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/lex/token.h"
#include "checks/parse/names.h"
#include "checks/parse/pattern.h"
#include "checks/parse/unit.h"

#include <QTest>

using namespace skep::checks;

namespace {

/// Kind and text of all tokens, e.g. "i:a p:= s:'x'".
QString dump(Language language, std::string_view text)
{
    QStringList out;
    for (const Token &token : lex(language, text).tokens) {
        if (token.kind == Tok::End)
            break;
        static constexpr char kLetters[] = {'i', 'n', 's', 't', 'r', 'p', 'l', 'j', 'd', 'e'};
        const QString body = token.kind == Tok::Newline ? QStringLiteral("$") : QString::fromUtf8(token.text.data(), qsizetype(token.text.size()));
        out += QString(QLatin1Char(kLetters[static_cast<int>(token.kind)])) + QLatin1Char(':') + body;
    }
    return out.join(QLatin1Char(' '));
}

} // namespace

class tst_Tokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensAreCut_data();
    void tokensAreCut();
    void linesAndBracketsAreCounted();
    void directivesAndCommentsStandApart();
    void functionsAreFound_data();
    void functionsAreFound();
    void statementsEndWithoutSemicolons();
    void pythonBlocksFollowIndentation();
    void elseKnowsItsIf();
    void usesAreBoundByScope();
    void cppDeclarationsAreToldFromExpressions();
    void patternsMatch_data();
    void patternsMatch();
};

void tst_Tokens::tokensAreCut_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wanted");
    const auto js = int(Language::JavaScript);
    const auto ts = int(Language::TypeScript);
    const auto py = int(Language::Python);
    const auto cpp = int(Language::Cpp);
    QTest::newRow("regex") << js << QByteArray("a = /[/'\"]\\//g.x / 2") << QStringLiteral("i:a p:= r:/[/'\"]\\//g p:. i:x p:/ n:2");
    QTest::newRow("division") << js << QByteArray("(a) / b / c") << QStringLiteral("p:( i:a p:) p:/ i:b p:/ i:c");
    QTest::newRow("template") << js << QByteArray("`a${b}c${`d${e}`}`") << QStringLiteral("t:`a p:${ i:b p:} t:c p:${ t:`d p:${ i:e p:} t:` p:} t:`");
    QTest::newRow("open string") << js << QByteArray("a = 'b\nc") << QStringLiteral("i:a p:= s:'b i:c");
    QTest::newRow("private name") << js << QByteArray("this.#a ?\?= 1") << QStringLiteral("i:this p:. i:a p:?\?= n:1");
    QTest::newRow("element") << js << QByteArray("x = <b c={d}>it's {e}</b>;") << QStringLiteral("i:x p:= j:< j:b j:c p:{ i:d p:} j:it's  p:{ i:e p:} j:> p:;");
    QTest::newRow("generic arrow") << ts << QByteArray("f = <T,>(x: T) => x") << QStringLiteral("i:f p:= p:< i:T p:, p:> p:( i:x p:: i:T p:) p:=> i:x");
    QTest::newRow("numbers") << js << QByteArray("1_000 .5 0x1F 1e-3 1..x") << QStringLiteral("n:1_000 n:.5 n:0x1F n:1e-3 n:1 p:. p:. i:x");
    QTest::newRow("f-string") << py << QByteArray("f'a {b!r:>{w}} {{c}}'") << QStringLiteral("t:f'a  p:${ i:b p:${ i:w p:} p:} t: {{c}}' l:$");
    QTest::newRow("triple") << py << QByteArray("x = '''a\n'b'\n'''\ny") << QStringLiteral("i:x p:= s:'''a\n'b'\n''' l:$ i:y l:$");
    QTest::newRow("joined lines") << py << QByteArray("a(1,\n  2)\\\n+ 3") << QStringLiteral("i:a p:( n:1 p:, n:2 p:) p:+ n:3 l:$");
    QTest::newRow("raw bytes") << py << QByteArray("rb'\\'' x") << QStringLiteral("s:rb'\\'' i:x l:$");
    QTest::newRow("raw string") << cpp << QByteArray("R\"x(a)\" b)x\"_s + u8'c'") << QStringLiteral("s:R\"x(a)\" b)x\"_s p:+ n:u8'c'");
    QTest::newRow("digits") << cpp << QByteArray("1'000 <=> a->b") << QStringLiteral("n:1'000 p:<=> i:a p:-> i:b");
    QTest::newRow("first branch") << cpp << QByteArray("#if A\na {\n#else\nb {\n#endif\n}") << QStringLiteral("i:a p:{ p:}");
}

void tst_Tokens::tokensAreCut()
{
    QFETCH(int, language);
    QFETCH(QByteArray, text);
    QFETCH(QString, wanted);
    QCOMPARE(dump(static_cast<Language>(language), text.toStdString()), wanted);
}

void tst_Tokens::linesAndBracketsAreCounted()
{
    const auto lexed = lex(Language::JavaScript, "a(`x\ny`,\n  [b])");
    const auto &t = lexed.tokens;
    QCOMPARE(t[1].match, 7);
    QCOMPARE(t[7].match, 1);
    QCOMPARE(t[3].line, 2);
    QVERIFY(t[4].isFirst);
    QCOMPARE(t[4].line, 3);
    QCOMPARE(t[4].column, 2);
    QVERIFY(!t[5].isFirst);
    // one missing bracket does not tear the others apart
    const auto torn = lex(Language::JavaScript, "f({ a: [1 });");
    QCOMPARE(torn.tokens[1].match, 8);
}

void tst_Tokens::directivesAndCommentsStandApart()
{
    const auto lexed = lex(Language::Cpp, "#define A(x) \\\n  x\n#include <b> // c\nint d; /* e\nf */ g\n");
    QCOMPARE(lexed.directives.size(), std::size_t(2));
    QCOMPARE(lexed.comments.size(), std::size_t(2));
    QCOMPARE(lexed.comments[1].line, 4);
    QCOMPARE(lexed.comments[1].lastLine, 5);
    QVERIFY(!lexed.comments[0].isAlone);
    QCOMPARE(lexed.tokens.size(), std::size_t(5)); // int d ; g End
}

void tst_Tokens::functionsAreFound_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wanted"); // name(parameters) ...
    const auto js = int(Language::JavaScript);
    const auto ts = int(Language::TypeScript);
    const auto cpp = int(Language::Cpp);
    QTest::newRow("forms") << js << QByteArray("function a(b, { c, d: [e] }) {} const f = async (g = 1) => g; class H { static async *i(...j) {} get k() {} }")
                           << QStringLiteral("a(b c e) f(g) i(j) k()");
    QTest::newRow("calls are none") << js << QByteArray("if (a) { b(c) } for (const d of e) { f() } switch (g) { }") << QString();
    QTest::newRow("object") << js << QByteArray("x = { a(b) { }, c: function (d) { }, e: f => f }") << QStringLiteral("a(b) c(d) e(f)");
    QTest::newRow("types") << ts << QByteArray("function a<T>(b: Map<T, { c: T }>, d?: string): Promise<{ e: T }> { } const f = (g: number): g is 1 => true; class H { constructor(private readonly i: I) { } }")
                           << QStringLiteral("a(b d) f(g) constructor(i)");
    QTest::newRow("abstract") << ts << QByteArray("abstract class A { abstract b(): void; c(): number { return 1; } }") << QStringLiteral("c()");
    QTest::newRow("members") << cpp << QByteArray("A::A(int b) : m_b(b), m_c{1} { } A::~A() { } std::map<int, int> f(const std::vector<int> &g, int *h = nullptr) const noexcept { }")
                             << QStringLiteral("A(b) A() f(g h)");
    QTest::newRow("lambdas") << cpp << QByteArray("void a() { b([&](int c) { }); auto d = [this]() mutable -> int { return x[1]; }; if (e) { } }") << QStringLiteral("a() -(c) d()");
    QTest::newRow("operators") << cpp << QByteArray("bool operator==(const A &a, const A &b) { } void A::operator()(int c) const { }") << QStringLiteral("operator(a b) operator(c)");
}

void tst_Tokens::functionsAreFound()
{
    QFETCH(int, language);
    QFETCH(QByteArray, text);
    QFETCH(QString, wanted);
    const std::string source = text.toStdString();
    const Unit unit(static_cast<Language>(language), source);
    const auto textOf = [&](int i) { return QString::fromStdString(std::string(unit.text(i))); };
    QStringList found;
    for (const Function &function : unit.functions()) {
        QStringList params;
        for (const int param : function.params)
            params += textOf(param);
        found += (function.name < 0 ? QStringLiteral("-") : textOf(function.name)) + QLatin1Char('(') + params.join(QLatin1Char(' ')) + QLatin1Char(')');
    }
    QCOMPARE(found.join(QLatin1Char(' ')), wanted);
}

void tst_Tokens::statementsEndWithoutSemicolons()
{
    const std::string source = "const a = b\n  .c()\n  .d\nlet e = 1\n++e\nreturn\nf(`x`)\nif (g) h()\nelse i()\n";
    const Unit unit(Language::JavaScript, source);
    QStringList starts;
    for (const Range &statement : unit.statements({0, unit.size()}))
        starts += QString::fromStdString(std::string(unit.text(statement.begin)));
    QCOMPARE(starts.join(QLatin1Char(' ')), QStringLiteral("const let ++ return f if else"));
}

void tst_Tokens::pythonBlocksFollowIndentation()
{
    const std::string source = "def a(b, *c, d=1, **e):\n    if b: return 1\n    for x in c:\n        y = lambda z: z\n\n        # comment\n    return {k: v for k, v in e}\nf()\n";
    const Unit unit(Language::Python, source);
    QCOMPARE(unit.functions().size(), std::size_t(2));
    QCOMPARE(unit.functions()[0].params.size(), std::size_t(4));
    QCOMPARE(unit.line(unit.functions()[0].body.end), 8);
    QCOMPARE(unit.blocks().size(), std::size_t(2));
    QCOMPARE(unit.line(unit.blocks()[1].end), 7);
    QCOMPARE(unit.statements(unit.functions()[0].body).size(), std::size_t(3));
}

void tst_Tokens::elseKnowsItsIf()
{
    const std::string source = "if (a) b(); else if (c) { d(); } else e(); try { f(); } catch (g) { } finally { }";
    const Unit unit(Language::JavaScript, source);
    const auto &blocks = unit.blocks();
    QCOMPARE(blocks.size(), std::size_t(6));
    QCOMPARE(blocks[1].word, std::string_view("elif"));
    QCOMPARE(blocks[1].before, 0);
    QCOMPARE(blocks[2].before, 1);
    QCOMPARE(blocks[3].before, -1);
    QCOMPARE(blocks[5].before, 4);
}

void tst_Tokens::usesAreBoundByScope()
{
    const std::string source = "let a = 1; function f(a) { { let a = 2; g(a); } return a; } g(a, b.a);";
    const Unit unit(Language::JavaScript, source);
    const Names names(unit);
    const auto places = names.places("a");
    QCOMPARE(places.size(), std::size_t(7));
    QCOMPARE(names.find(places[3])->name, places[2]); // the inner one
    QCOMPARE(names.find(places[4])->name, places[1]); // the parameter
    QCOMPARE(names.find(places[5])->name, places[0]);
    QCOMPARE(names.uses(*names.find(places[5])).size(), std::size_t(1)); // b.a is another
    QVERIFY(!names.find(names.places("b")[0]));
}

void tst_Tokens::cppDeclarationsAreToldFromExpressions()
{
    const std::string source = "void f(const std::string &s) { a * b; std::map<int, int> m; int *p = nullptr; x = y & z; for (auto it : m) { } char buf[8]; return p; }";
    const Unit unit(Language::Cpp, source);
    const Names names(unit);
    for (const auto name : {"s", "m", "p", "it", "buf"})
        QVERIFY2(names.isBound(name), name);
    for (const auto name : {"x", "y", "z", "a"})
        QVERIFY2(!names.isBound(name), name);
    QVERIFY(names.find(names.places("buf")[0])->isArray);
}

void tst_Tokens::patternsMatch_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("same name") << QByteArray("$1 = $1") << QByteArray("a = a") << true;
    QTest::newRow("other name") << QByteArray("$1 = $1") << QByteArray("a = b") << false;
    QTest::newRow("path") << QByteArray("%1 . length") << QByteArray("a.b.length") << true;
    QTest::newRow("same path") << QByteArray("%1 && %1 .") << QByteArray("a.b && a.b.c") << true;
    QTest::newRow("other path") << QByteArray("%1 && %1 .") << QByteArray("a.b && a.c.d") << false;
    QTest::newRow("group") << QByteArray("f (*) ;") << QByteArray("f(a, (b), [c]);") << true;
    QTest::newRow("gap") << QByteArray("f ( ~ , 1 )") << QByteArray("f(g(2, 3), b, 1)") << true;
    QTest::newRow("gap ends") << QByteArray("f ~ 1") << QByteArray("f(a); 1") << false;
    QTest::newRow("one of") << QByteArray("a|b ==|===") << QByteArray("b === c") << true;
    QTest::newRow("optional") << QByteArray("std? ::? move (") << QByteArray("move(a)") << true;
    QTest::newRow("not next") << QByteArray("a !(") << QByteArray("a(b)") << false;
    QTest::newRow("text") << QByteArray("f ( \"\"") << QByteArray("f('x')") << true;
    QTest::newRow("number") << QByteArray("## + _") << QByteArray("1 + x") << true;
    QTest::newRow("or sign") << QByteArray("$1 || $2") << QByteArray("a || b") << true;
}

void tst_Tokens::patternsMatch()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, fits);
    const std::string source = text.toStdString();
    const Unit unit(Language::JavaScript, source);
    QCOMPARE(Pattern(std::string_view(pattern.constData(), std::size_t(pattern.size()))).at(unit, 0).has_value(), fits);
}

QTEST_GUILESS_MAIN(tst_Tokens)
#include "tst_tokens.moc"
