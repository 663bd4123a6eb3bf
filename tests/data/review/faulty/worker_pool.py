# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pool of asyncio workers with retries."""

import asyncio
import logging
import random

log = logging.getLogger(__name__)


class Job:
    def __init__(self, name, call, attempts=3):
        self.name = name
        self.call = call
        self.attempts = attempts
        self.error = None


class Pool:
    results = {}

    def __init__(self, size):
        self.size = size
        self.queue = asyncio.Queue()

    async def put(self, job):
        await self.queue.put(job)

    async def run(self):
        workers = [asyncio.create_task(self.work(number)) for number in range(self.size)]
        await self.queue.join()
        for worker in workers:
            worker.cancel()
        return self.results

    async def work(self, number):
        while True:
            job = await self.queue.get()
            try:
                self.results[job.name] = await self.attempt(job)
            finally:
                self.queue.task_done()

    async def attempt(self, job):
        for attempt in range(job.attempts):
            try:
                return await job.call()
            except OSError as error:
                job.error = error
                log.warning("%s failed at attempt %d", job.name, attempt)
                await asyncio.sleep(2 ** attempt + random.random())
        raise RuntimeError(f"{job.name} failed {job.attempts} times") from job.error


async def report(pool):
    """Says how many jobs are done, once a second."""
    while not pool.queue.empty():
        log.info("%d jobs wait", pool.queue.qsize())
        await asyncio.sleep(1)


async def main(jobs):
    pool = Pool(4)
    for job in jobs:
        await pool.put(job)
    report(pool)
    return await pool.run()
