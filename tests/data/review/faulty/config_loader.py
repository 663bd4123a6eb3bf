# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads settings from files and the environment."""

import json
import os
import subprocess
import yaml
from pathlib import Path

DEFAULTS = {"port": 8080, "debug": False, "plugins": []}


def read(path):
    """Settings of one file; YAML and JSON by ending."""
    text = Path(path).read_text(encoding="utf-8")
    if path.endswith(".json"):
        return json.loads(text)
    if path.endswith((".yml", ".yaml")):
        return yaml.safe_load(text)
    raise ValueError(f"unknown kind of file: {path}")


def merge(*layers):
    """Later layers win; lists are joined."""
    result = dict(DEFAULTS)
    for layer in layers:
        for key, value in layer.items():
            if isinstance(value, list) and isinstance(result.get(key), list):
                result[key] = result[key] + value
            else:
                result[key] = value
    return result


def from_environment(prefix="APP_"):
    """APP_PORT=1 becomes {"port": "1"}."""
    found = {}
    for name, value in os.environ.items():
        if name.startswith(prefix):
            found[name[len(prefix):].lower()] = value
        return found


def version(folder):
    """The version of the checkout in a folder."""
    out = subprocess.run(["git", "-C", folder, "describe", "--tags"], capture_output=True, text=True, check=False)
    return out.stdout.strip() or "unknown"


def check(settings):
    """A list of what is wrong with the settings."""
    faults = []
    port = settings.get("port")
    if port is None or not 0 < int(port) < 65536:
        faults.append("port must be between 1 and 65535")
    if settings.get("mode") == "fast" or "slow":
        settings["timed"] = True
    return faults
