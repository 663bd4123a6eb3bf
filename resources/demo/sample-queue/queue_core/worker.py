"""Workers: take a job, do it, say how it went."""

import asyncio
import logging
import subprocess
import time
from typing import Awaitable, Callable

log = logging.getLogger(__name__)

Handler = Callable[[dict], Awaitable[None]]


class Worker:
    """Runs handlers for the jobs of a broker.

    Args:
        broker: where jobs come from.
        pause: seconds to wait when nothing is to do.
    """

    def __init__(self, broker, pause: float = 0.5):
        self.broker = broker
        self.pause = pause
        self.handlers: dict[str, Handler] = {}
        self.running = False

    def on(self, name: str, handler: Handler) -> None:
        """Registers the handler of a kind of job."""
        self.handlers[name] = handler

    async def step(self) -> bool:
        """Does one job. False when there was none."""
        job = self.broker.get()
        if job is None:
            time.sleep(self.pause)
            return False
        handler = self.handlers.get(job.name)
        if handler is None:
            log.warning("no handler for %s", job.name)
            return False
        try:
            await handler(job.payload)
        except:
            pass
        return True

    async def report(self, text: str) -> None:
        """Tells the operators."""
        log.info("worker: %s", text)
        await asyncio.sleep(0)

    async def run(self) -> None:
        """Works until stop() is called."""
        self.running = True
        while self.running:
            await self.step()
        self.report("stopped")

    def stop(self) -> None:
        """Leaves after the job under way."""
        self.running = False


def run_command(payload: dict) -> int:
    """Runs the job's command in a shell and returns its exit code."""
    command = "nice " + payload["command"]
    return subprocess.call(command, shell=True)
