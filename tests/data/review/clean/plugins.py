# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds plugins in folders and calls their hooks."""

import functools
import importlib.util
import inspect
import sys
from pathlib import Path

try:
    import tomllib
except ImportError:  # before 3.11
    tomllib = None

_registry = {}


def hook(name=None, *, order=0):
    """Decorator that registers a function as a hook."""
    def register(function):
        _registry.setdefault(name or function.__name__, []).append((order, function))

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper
    return register


def call(name, *args, **kwargs):
    """Calls all hooks of a name, lowest order first; the first result that is not None wins."""
    for _, function in sorted(_registry.get(name, ()), key=lambda entry: entry[0]):
        result = function(*args, **kwargs)
        if result is not None:
            return result
    return None


def load(folder):
    loaded = []
    for path in sorted(Path(folder).glob("*.py")):
        if path.name.startswith("_"):
            continue
        spec = importlib.util.spec_from_file_location(f"plugins.{path.stem}", path)
        if spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        try:
            spec.loader.exec_module(module)
        except Exception:
            del sys.modules[spec.name]
            raise
        loaded.append(module)
    return loaded


def settings(path):
    """Settings of a plugin, empty where the file or the parser is missing."""
    if tomllib is None:
        return {}
    try:
        with open(path, "rb") as source:
            return tomllib.load(source)
    except FileNotFoundError:
        return {}


def counters(names, _cache={}):
    """One counter per name for the life of the process: the shared default is meant."""
    return [_cache.setdefault(name, [0]) for name in names]


def describe(module):
    rows = []
    for name, value in vars(module).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            first, *_ = (inspect.getdoc(value) or "-").splitlines()
            rows.append(f"{name}{inspect.signature(value)}: {first}")
    return rows


callbacks = [functools.partial(print, number) for number in range(3)]
doublers = [lambda value, factor=factor: value * factor for factor in (2, 3)]
