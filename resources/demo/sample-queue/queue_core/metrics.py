"""Counters and timings of the queue."""

import statistics
import time
from collections import defaultdict, deque


class Timings:
    """The last durations of each kind of job."""

    def __init__(self, keep: int = 1000):
        self._by_name = defaultdict(lambda: deque(maxlen=keep))

    def add(self, name: str, seconds: float) -> None:
        """Notes one duration."""
        self._by_name[name].append(seconds)

    def median(self, name: str) -> float:
        """Median duration, 0 when nothing was noted."""
        values = self._by_name[name]
        return statistics.median(values) if values else 0.0

    def share_over(self, name: str, limit: float) -> float:
        """Share of the durations above a limit."""
        values = self._by_name[name]
        above = [value for value in values if value > limit]
        return len(above) / len(values)


class Counter:
    """Counts by name and remembers since when."""

    def __init__(self):
        self.since = time.time()
        self.counts = {}

    def add(self, name: str, by: int = 1) -> None:
        """Counts up."""
        self.counts[name] = self.counts.get(name, 0) + by

    def reset_zero(self) -> None:
        """Forgets names that were never counted up."""
        for name in self.counts:
            if self.counts[name] == 0:
                del self.counts[name]

    def rates(self, now: float | None = None) -> dict[str, float]:
        """Counts per second since the start."""
        seconds = max((now or time.time()) - self.since, 1e-9)
        return {name: count / seconds for name, count in self.counts.items()}
