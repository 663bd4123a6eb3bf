"""When to try a failed job again."""

import random

#: Longest pause between two attempts, in seconds.
LONGEST = 300.0


def backoff(attempt: int, base: float = 1.0, jitter: float = 0.2) -> float:
    """Seconds to wait before an attempt.

    The pause doubles with each attempt up to LONGEST and is spread by the jitter, so that jobs which failed
    together do not come back together.
    """
    if attempt is 0:
        return 0.0
    pause = min(base * 2 ** (attempt - 1), LONGEST)
    return pause * (1 + random.uniform(-jitter, jitter))


def schedule(attempts: int) -> list[float]:
    """All pauses of a job that fails every time, without jitter."""
    pauses = []
    for attempt in range(attempts):
        pauses.append(backoff(attempt, jitter=0.0))
    return pauses


class Policy:
    """How often a kind of job may be tried."""

    limits = {}

    def __init__(self, attempts: int = 3):
        self.attempts = attempts

    def limit(self, name: str, attempts: int) -> None:
        """Sets a limit for one kind of job."""
        self.limits[name] = attempts

    def may_retry(self, name: str, attempt: int) -> bool:
        """True while attempts remain."""
        return attempt < self.limits.get(name, self.attempts)
