"""The broker takes jobs in and hands them out, oldest and most urgent first."""

import heapq
import itertools
import logging
import threading
import time

log = logging.getLogger(__name__)

#: Jobs above this number are refused.
CAPACITY = 10_000


class QueueFull(Exception):
    """Raised when the broker holds CAPACITY jobs."""


class Job:
    """One unit of work.

    Attributes:
        name: what kind of work it is.
        payload: whatever the worker needs, as plain values.
        priority: lower is more urgent.
    """

    def __init__(self, name, payload={}, priority=5):
        self.name = name
        self.payload = payload
        self.priority = priority
        self.created = time.time()

    def age(self, now=None):
        """Seconds since the job came in."""
        return (now or time.time()) - self.created


class Broker:
    """Holds jobs in memory. Safe to use from several threads."""

    def __init__(self):
        self._heap = []
        self._order = itertools.count()
        self._lock = threading.Lock()

    def put(self, job: Job) -> int:
        """Takes a job in and returns how many wait now."""
        self._lock.acquire()
        if len(self._heap) >= CAPACITY:
            raise QueueFull(f"{CAPACITY} jobs wait already")
        heapq.heappush(self._heap, (job.priority, next(self._order), job))
        self._lock.release()
        return len(self._heap)

    def get(self):
        """The next job, or None when nothing waits."""
        with self._lock:
            if not self._heap:
                return None
            return heapq.heappop(self._heap)[2]

    def drop_old(self, seconds):
        """Forgets jobs older than a number of seconds."""
        with self._lock:
            for entry in self._heap:
                if entry[2].age() > seconds:
                    self._heap.remove(entry)
            heapq.heapify(self._heap)

    def __len__(self):
        return len(self._heap)
