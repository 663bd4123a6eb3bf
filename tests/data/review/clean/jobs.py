"""A small job queue with retries and graceful shutdown."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import functools
import logging
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Job", "JobQueue", "State", "retry"]

log = logging.getLogger(__name__)
T = TypeVar("T")


class State(enum.Enum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        return self in (State.DONE, State.FAILED)


@dataclass(slots=True)
class Job(Generic[T]):
    name: str
    action: Callable[[], Awaitable[T]]
    attempts: int = 3
    state: State = State.WAITING
    errors: list[BaseException] = field(default_factory=list)
    result: T | None = None

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError(f"attempts must be positive, not {self.attempts}")


def retry(times: int, *, on: type[Exception] | tuple[type[Exception], ...] = Exception):
    """Repeat an async function when it raises one of the given errors."""

    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            last: Exception | None = None
            for attempt in range(times):
                try:
                    return await function(*args, **kwargs)
                except on as error:
                    last = error
                    log.debug("attempt %d of %s failed: %s", attempt + 1, function.__name__, error)
                    await asyncio.sleep(0.1 * 2**attempt)
            assert last is not None
            raise last

        return wrapper

    return decorate


class JobQueue:
    def __init__(self, workers: int = 4) -> None:
        self._pending: deque[Job[Any]] = deque()
        self._wake = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self._by_state: dict[State, int] = defaultdict(int)
        self._closing = False
        self._workers = workers

    async def __aenter__(self) -> JobQueue:
        self._tasks = [asyncio.create_task(self._work(n)) for n in range(self._workers)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with self._wake:
            self._closing = True
            self._wake.notify_all()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def put(self, *jobs: Job[Any]) -> None:
        async with self._wake:
            if self._closing:
                raise RuntimeError("the queue is closed")
            self._pending.extend(jobs)
            self._wake.notify(len(jobs))

    async def _take(self) -> Job[Any] | None:
        async with self._wake:
            await self._wake.wait_for(lambda: self._pending or self._closing)
            return self._pending.popleft() if self._pending else None

    async def _work(self, number: int) -> None:
        while (job := await self._take()) is not None:
            with self._timed(f"worker {number}: {job.name}"):
                await self._run(job)

    async def _run(self, job: Job[Any]) -> None:
        job.state = State.RUNNING
        while job.attempts > 0:
            job.attempts -= 1
            try:
                job.result = await job.action()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                job.errors.append(error)
            else:
                job.state = State.DONE
                break
        else:
            job.state = State.FAILED
        self._by_state[job.state] += 1

    @staticmethod
    @contextlib.contextmanager
    def _timed(what: str):
        start = time.perf_counter()
        try:
            yield
        finally:
            log.info("%s took %.3f s", what, time.perf_counter() - start)

    async def results(self, jobs: Iterable[Job[T]]) -> AsyncIterator[T]:
        for job in jobs:
            while not job.state.is_final:
                await asyncio.sleep(0.01)
            if job.result is not None:
                yield job.result
