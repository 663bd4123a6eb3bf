# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the test files named as arguments, with pytest where it is installed, else with unittest. Says what happens
as one JSON object a line, behind a record separator, so that what tests print cannot be taken for it by accident."""

import importlib.util
import json
import os
import sys
import threading
import traceback
import unittest

ROOT = os.getcwd()
OUT = os.dup(1)


def say(word):
    sys.stdout.flush()
    os.write(OUT, ("\n\x1e" + json.dumps(word) + "\n").encode())


def relative(path):
    return os.path.relpath(os.path.abspath(path), ROOT)


def tell(name, file, state, line=0, message=""):
    say({"t": "test", "name": name[:500], "file": file, "line": line, "state": state, "message": str(message)[:2000]})


class Lines:
    """Which lines of the project ran."""

    def __init__(self, tests):
        self.tests = {os.path.abspath(path) for path in tests}
        self.seen = {}

    def is_own(self, path):
        return path.startswith(ROOT + os.sep) and path not in self.tests and f"{os.sep}.skep{os.sep}" not in path

    def trace(self, frame, event, _):
        path = frame.f_code.co_filename
        if path not in self.seen:
            self.seen[path] = set() if self.is_own(path) else None
        seen = self.seen[path]
        if seen is None:
            return None
        seen.add(frame.f_lineno)

        def local(inner, kind, _):
            if kind == "line":
                seen.add(inner.f_lineno)
            return local

        return local

    @staticmethod
    def lines_of(path):
        """Lines that hold code."""
        with open(path, "rb") as file:
            todo = [compile(file.read(), path, "exec", dont_inherit=True)]
        lines = set()
        while todo:
            code = todo.pop()
            lines.update(line for _, _, line in code.co_lines() if line)
            todo.extend(const for const in code.co_consts if hasattr(const, "co_lines"))
        return lines

    def tell(self):
        files = []
        for path, seen in sorted(self.seen.items()):
            if seen is not None and os.path.isfile(path):
                lines = self.lines_of(path)
                files.append({"path": relative(path), "lines": len(lines), "covered": len(lines & seen)})
        say({"t": "coverage", "tool": "trace", "files": files})


class Result(unittest.TestResult):
    """Tells of each test when it ends. A test with parts that fail fails once, with its first part."""

    def __init__(self):
        super().__init__()
        self.done = None

    def startTest(self, test):
        super().startTest(test)
        self.done = False

    def end(self, test, state, error=None, message=""):
        if self.done and state != "failed-outside":
            return
        self.done = True
        name, file, line = test.id(), "", 0
        if isinstance(test, unittest.TestCase):
            file = relative(sys.modules[type(test).__module__].__file__)
            name = name.split(".", 1)[-1]
        if error:
            message = "".join(traceback.format_exception_only(error[0], error[1])).strip()
            for frame in traceback.extract_tb(error[2]):
                path = relative(frame.filename)
                if path == file or not file and not path.startswith(".."):
                    file, line = path, frame.lineno
        tell(name, file, "failed" if state == "failed-outside" else state, line, message)

    def addSuccess(self, test):
        self.end(test, "passed")

    def addFailure(self, test, error):
        self.end(test, "failed", error)

    def addError(self, test, error):
        # Setting up a class or module fails outside of any test.
        self.end(test, "failed" if isinstance(test, unittest.TestCase) else "failed-outside", error)

    def addSkip(self, test, reason):
        self.end(test, "skipped", None, reason)

    def addExpectedFailure(self, test, error):
        self.end(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.end(test, "failed", None, "was expected to fail and passed")

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.end(test, "failed", error)


def load(path, number):
    """Imports one test file; None when that fails, which is told as a failed test."""
    name = "skep_tests_%d_%s" % (number, os.path.splitext(os.path.basename(path))[0])
    folder = os.path.dirname(os.path.abspath(path))
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        spec = importlib.util.spec_from_file_location(name, os.path.abspath(path))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module
    except BaseException as error:  # also SystemExit of a script that is no test
        frames = [f.lineno for f in traceback.extract_tb(error.__traceback__) if relative(f.filename) == relative(path)]
        line = frames[-1] if frames else getattr(error, "lineno", 0) or 0
        tell("(loading the file)", relative(path), "failed", line, "".join(traceback.format_exception_only(error)).strip())
        return None


def count(suite):
    return sum(count(part) if isinstance(part, unittest.TestSuite) else 1 for part in suite)


def with_unittest(paths):
    suite = unittest.TestSuite()
    bare = []
    for number, path in enumerate(paths):
        module = load(path, number)
        if module is None:
            continue
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
        bare += [(name, path, value.__code__.co_firstlineno) for name, value in vars(module).items()
                 if name.startswith("test") and hasattr(value, "__code__") and value.__module__ == module.__name__]
    say({"t": "plan", "of": count(suite) + len(bare)})
    result = Result()
    suite.run(result)
    for name, path, line in bare:
        tell(name, relative(path), "skipped", line, "a bare function: needs pytest, which is not installed")


class Plugin:
    """pytest's events in our words."""

    def pytest_collection_finish(self, session):
        say({"t": "plan", "of": len(session.items)})

    def pytest_collectreport(self, report):
        if report.failed:
            tell("(loading the file)", relative(report.nodeid or "."), "failed", 0, str(report.longrepr).strip().splitlines()[-1])

    def pytest_runtest_logreport(self, report):
        is_last_word = report.when == "call" or (report.when == "setup" and not report.passed)
        if not is_last_word and not (report.when == "teardown" and report.failed):
            return
        file, line, name = report.location
        crash = getattr(report.longrepr, "reprcrash", None)
        if report.failed:
            is_here = crash is not None and relative(crash.path) == file
            tell(name, file, "failed", crash.lineno if is_here else (line or 0) + 1, crash.message if crash else str(report.longrepr))
        elif report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", "")
            tell(name, file, "skipped", (line or 0) + 1, reason)
        else:
            tell(name, file, "passed", (line or 0) + 1)


def with_pytest(paths):
    import pytest

    pytest.main(["-q", "--no-header", "--tb=no", "--continue-on-collection-errors", "-p", "no:cacheprovider", "--", *paths], plugins=[Plugin()])


def main(paths):
    sys.dont_write_bytecode = True
    sys.path[0] = ROOT
    if os.path.isdir("src"):
        sys.path.insert(1, os.path.join(ROOT, "src"))
    lines = Lines(paths)
    threading.settrace(lines.trace)
    sys.settrace(lines.trace)
    try:
        if importlib.util.find_spec("pytest"):
            with_pytest(paths)
        else:
            with_unittest(paths)
    finally:
        sys.settrace(None)
        threading.settrace(None)
    lines.tell()


main(sys.argv[1:])
