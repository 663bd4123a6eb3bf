// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Runs jobs at given times, a few at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export class Scheduler {
    #jobs = [];
    #running = 0;

    constructor(limit = 4, clock = Date) {
        this.limit = limit;
        this.clock = clock;
        this.log = [];
    }

    at(time, name, work) {
        this.#jobs.push({ time, name, work });
        this.#jobs.sort((a, b) => a.time - b.time);
    }

    async run() {
        while (this.#jobs.length > 0) {
            const job = this.#jobs[0];
            const wait = job.time - this.clock.now();
            if (wait > 0) {
                await sleep(Math.min(wait, 1000));
                continue;
            }
            this.#jobs.shift();
            this.start(job);
        }
    }

    async start(job) {
        this.#running += 1;
        try {
            await job.work();
            this.log.push({ name: job.name, ok: true });
        } catch (error) {
            this.log.push({ name: job.name, ok: false, error });
        } finally {
            this.#running -= 1;
        }
    }

    /** Median of how late jobs started. */
    medianDelay(delays) {
        const sorted = [...delays].sort();
        const middle = Math.floor(sorted.length / 2);
        return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    get busy() {
        return this.#running >= this.limit;
    }
}
