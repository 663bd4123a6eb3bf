// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/document.h"
#include "checks/outline/docstring.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace skep::checks;
using namespace Qt::StringLiterals;

namespace {

const QString kData = QStringLiteral(SKEP_SOURCE_DIR "/tests/data/review/outline/");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Outline outlineOf(const char *path, const std::string &text)
{
    return document({path, {}, text});
}

} // namespace

class tst_Outline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void referenceIsAsBefore_data();
    void referenceIsAsBefore();
    void linesPointAtNames();
    void docCommentsLoseTheirMarkers();
    void licencesAreNoDocumentation();
    void exportsAreTold_data();
    void exportsAreTold();
    void docstringsAreDedentedAsPythonDoes();
    void fencesInCommentsStayBalanced();
    void otherLanguagesGiveNothing();
};

void tst_Outline::referenceIsAsBefore_data()
{
    QTest::addColumn<QString>("name");
    const auto names = QDir(kData).entryList({u"*.js"_s, u"*.ts"_s, u"*.py"_s, u"*.h"_s});
    QVERIFY(names.size() >= 4);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Outline::referenceIsAsBefore()
{
    QFETCH(QString, name);
    const auto outline = outlineOf(qPrintable(name), contents(kData + name).toStdString());
    const auto made = QByteArray::fromStdString(toMarkdown(outline));
    const auto wanted = contents(kData + name + u".md"_s);
    if (made != wanted) { // show the first line that differs
        const auto a = made.split('\n');
        const auto b = wanted.split('\n');
        for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i)
            QCOMPARE(QByteArray::number(i + 1) + ": " + a.value(i), QByteArray::number(i + 1) + ": " + b.value(i));
    }
    QVERIFY(countDocumented(outline) <= countSymbols(outline));
}

void tst_Outline::linesPointAtNames()
{
    for (const QString &name : QDir(kData).entryList({u"*.js"_s, u"*.ts"_s, u"*.py"_s, u"*.h"_s})) {
        const auto text = contents(kData + name);
        const auto lines = text.split('\n');
        const auto outline = outlineOf(qPrintable(name), text.toStdString());
        QCOMPARE(outline.lines, int(lines.size()) - 1);
        const std::function<void(const std::vector<Symbol> &)> visit = [&](const std::vector<Symbol> &symbols) {
            for (const Symbol &symbol : symbols) {
                const auto last = QByteArray::fromStdString(symbol.name.substr(symbol.name.find_last_of(".:") + 1));
                QVERIFY2(symbol.line >= 1 && symbol.line <= lines.size(), symbol.name.c_str());
                QVERIFY2(lines[symbol.line - 1].contains(last), symbol.name.c_str());
                QVERIFY(!symbol.signature.empty() && symbol.signature.find('\n') == std::string::npos);
                visit(symbol.children);
            }
        };
        visit(outline.symbols);
    }
}

void tst_Outline::docCommentsLoseTheirMarkers()
{
    const auto script = outlineOf("a.js", "/**\n * First.\n *\n *     indented\n * @param {Map<string, {a: 1}>} b what\n */\nexport function f(b) {}\n// plain\n// lines\nfunction g() {}\n");
    QCOMPARE(script.symbols[0].doc, std::string("First.\n\n    indented\n@param {Map<string, {a: 1}>} b what"));
    QCOMPARE(script.symbols[1].doc, std::string("plain\nlines"));
    const auto markdown = toMarkdown(script);
    QVERIFY(markdown.find("- `b` (`Map<string, {a: 1}>`): what") != std::string::npos);
    const auto cpp = outlineOf("a.h", "/// \\brief Adds.\n/// \\param a one\n/// \\return the sum\nint add(int a);\nenum E { A, ///< first\n B };\n");
    QCOMPARE(cpp.symbols[0].doc, std::string("\\brief Adds.\n\\param a one\n\\return the sum"));
    QCOMPARE(cpp.symbols[1].children[0].doc, std::string("first"));
    QVERIFY(toMarkdown(cpp).find("- Returns the sum") != std::string::npos);
}

void tst_Outline::licencesAreNoDocumentation()
{
    const auto outline = outlineOf("a.ts", "// SPDX-FileCopyrightText: somebody\n// SPDX-License-Identifier: MIT\nexport const A = 1;\n");
    QCOMPARE(outline.doc, std::string());
    QCOMPARE(outline.symbols[0].doc, std::string());
    QCOMPARE(outlineOf("a.ts", "/* Copyright somebody */\n\n/** What it is for. */\n\nexport const A = 1;\n").doc, std::string("What it is for."));
}

void tst_Outline::exportsAreTold_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wanted"); // +exported -internal
    QTest::newRow("module") << QByteArray("a.js") << QByteArray("export const A = 1; const b = 2; export default class C {} function d() {} export { d };") << u"+A -b +C +d"_s;
    QTest::newRow("commonjs") << QByteArray("a.js") << QByteArray("function a() {} function b() {} const C = 3; module.exports = { a, c: C }; exports.d = () => 1;") << u"+a -b +C +d"_s;
    QTest::newRow("script") << QByteArray("a.js") << QByteArray("function a() {} const b = (x) => x;") << u"+a +b"_s;
    QTest::newRow("python") << QByteArray("a.py") << QByteArray("def a(): pass\ndef _b(): pass\nC = 1\nd = 2\n") << u"+a -_b +C"_s;
    QTest::newRow("python all") << QByteArray("a.py") << QByteArray("__all__ = [\"b\"]\ndef a(): pass\ndef b(): pass\n") << u"-a +b"_s;
    QTest::newRow("cpp") << QByteArray("a.cpp") << QByteArray("namespace { int a() { return 1; } }\nstatic int b() { return 1; }\nint c() { return 1; }\nusing D = int;\n") << u"-a -b +c +D"_s;
}

void tst_Outline::exportsAreTold()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QFETCH(QString, wanted);
    QStringList found;
    for (const Symbol &symbol : outlineOf(path.constData(), text.toStdString()).symbols)
        found += (symbol.exported ? u"+"_s : u"-"_s) + QString::fromStdString(symbol.name);
    QCOMPARE(found.join(u' '), wanted);
}

void tst_Outline::docstringsAreDedentedAsPythonDoes()
{
    QCOMPARE(cleanDocstring("First.\n\n    Second.\n      More.\n    "), std::string("First.\n\nSecond.\n  More."));
    QCOMPARE(cleanDocstring("\n    Only.\n    "), std::string("Only."));
    QCOMPARE(cleanDocstring(""), std::string());
}

void tst_Outline::fencesInCommentsStayBalanced()
{
    const auto markdown = QByteArray::fromStdString(toMarkdown(outlineOf("a.js", "/**\n * Use:\n * ```js\n * f()\n */\nexport function f() {}\n/** # Not a heading */\nexport function g() {}\n")));
    QCOMPARE(markdown.count("\n```") % 2, 0);
    QVERIFY(markdown.contains("\\# Not a heading"));
}

void tst_Outline::otherLanguagesGiveNothing()
{
    QCOMPARE(countSymbols(outlineOf("a.txt", "function f() {}")), 0);
    QVERIFY(toMarkdown(outlineOf("a.txt", "x")).starts_with("# a.txt\n"));
}

QTEST_GUILESS_MAIN(tst_Outline)
#include "tst_outline.moc"
