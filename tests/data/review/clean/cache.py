# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cache with a limit in bytes and in age."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from contextlib import contextmanager
from threading import Lock
from typing import Callable, Iterator


class Entry:
    __slots__ = ("value", "size", "born")

    def __init__(self, value: bytes, born: float) -> None:
        self.value = value
        self.size = len(value)
        self.born = born


class Cache:
    """Least recently used entries go first."""

    def __init__(self, limit: int, age: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._age = age
        self._clock = clock
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def get(self, key: str) -> bytes | None:
        with self._locked():
            entry = self._entries.get(key)
            if entry is None:
                return None
            if self._clock() - entry.born > self._age:
                self._drop(key)
                return None
            self._entries.move_to_end(key)
            return entry.value

    def put(self, key: str, value: bytes) -> None:
        with self._locked():
            if key in self._entries:
                self._drop(key)
            self._entries[key] = Entry(value, self._clock())
            self._bytes += len(value)
            while self._bytes > self._limit and len(self._entries) > 1:
                self._drop(next(iter(self._entries)))

    def sweep(self) -> int:
        """Removes what is too old; walks over a copy."""
        with self._locked():
            now = self._clock()
            old = [key for key, entry in self._entries.items() if now - entry.born > self._age]
            for key in list(self._entries):
                if key in old:
                    self._drop(key)
            return len(old)

    def _drop(self, key: str) -> None:
        self._bytes -= self._entries.pop(key).size

    @property
    def fill(self) -> float:
        return self._bytes / self._limit if self._limit else 1.0


def etag(body: bytes) -> str:
    """MD5 is fine here: the tag only tells versions apart."""
    return '"' + hashlib.md5(body, usedforsecurity=False).hexdigest() + '"'
