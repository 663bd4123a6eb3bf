// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nanobot/executors/syntaxcheck.h"

#include <QSignalSpy>
#include <QTest>

using namespace skep;
using namespace skep::nanobot;

namespace {

const sandbox::Sandbox &sandboxOfThisMachine()
{
    static const sandbox::Sandbox sandbox = sandbox::Sandbox::detect({});
    return sandbox;
}

} // namespace

/// What compilers say of foreign code that is not run.
class TestSyntax final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void syntax_data();
    void syntax();
    void syntaxIsNotCheckedWithoutSandbox();
};

void TestSyntax::syntax_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *path, const char *language, const char *text, const char *tool, const char *said) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(language) << QString::fromLatin1(text) << QString::fromLatin1(tool)
                            << QString::fromLatin1(said);
    };
    row("JavaScript", "a.js", "", "const a = require('x');\n", "node", "passed");
    row("JavaScript module", "snippet-1", "js", "import x from 'x';\nexport const a = 1;\n", "node", "passed");
    row("bad JavaScript", "a.js", "", "const = 1;\n", "node", "failed");
    row("Python", "snippet-1", "python", "import x\n", "python3", "passed");
    row("bad Python", "a.py", "", "def f(:\n", "python3", "failed");
    row("Python is not run", "a.py", "", "import os\nos._exit(1)\n", "python3", "passed");
    row("C++", "src/a.cpp", "", "#include <string>\nstd::string f() { return {}; }\n", "g++", "passed");
    row("bad C++", "a.cpp", "", "int f( { }\n", "g++", "failed");
    row("C++ without its header", "a.cpp", "", "#include \"no/such.h\"\nint x;\n", "g++", "not checked (a.cpp: ");
    row("C", "a.c", "", "int class = 1;\n", "gcc", "passed");
    row("other language", "a.rs", "rust", "fn main() {}\n", "sh", "not checked (a.rs: nothing here can check rust)");
    row("no language", "notes", "", "hello\n", "sh", "not checked (notes: its language is not known)");
    row("path upwards", "../a.py", "", "x = 1\n", "python3", "passed");
    row("endless compile", "a.cpp", "", "template<int N> struct A { A<N + 1> *a; static const int v = A<N + 1>::v + A<N + 2>::v; };\nint x = A<0>::v;\n", "g++", "failed");
}

void TestSyntax::syntax()
{
    QFETCH(QString, path);
    QFETCH(QString, language);
    QFETCH(QString, text);
    QFETCH(QString, tool);
    QFETCH(QString, said);
    if (!sandboxOfThisMachine().canRun() || sandbox::Sandbox::tool(tool.toStdString()).empty())
        QSKIP("no sandbox or no tool");
    SyntaxCheck check(sandboxOfThisMachine(), {{path.toStdString(), language.toStdString(), text.toStdString()}});
    QSignalSpy finished(&check, &SyntaxCheck::finished);
    check.start();
    QVERIFY(finished.wait(60'000));
    QVERIFY2(QString::fromStdString(check.text()).startsWith(said), check.text().c_str());
    QCOMPARE(check.files().size(), 1);
}

void TestSyntax::syntaxIsNotCheckedWithoutSandbox()
{
    SyntaxCheck check(sandbox::Sandbox::none("why not"), {{"a.py", "", "x = 1\n"}});
    QSignalSpy finished(&check, &SyntaxCheck::finished);
    check.start();
    QCOMPARE(finished.size(), 0);
    QVERIFY(finished.wait());
    QCOMPARE(check.text(), std::string("not checked (a.py: no sandbox: why not)"));
    SyntaxCheck none(sandbox::Sandbox::none("x"), {});
    QCOMPARE(none.text(), std::string("not checked (no code block)"));
}

QTEST_GUILESS_MAIN(TestSyntax)
#include "tst_syntax.moc"
