// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

/**
 * Limits how often something may happen, by key.
 */
class Limiter {
    constructor({ limit = 10, windowMs = 1000, now = Date.now } = {}) {
        this.limit = limit;
        this.windowMs = windowMs;
        this.now = now;
        this.entries = new Map();
    }

    /** True when one more is allowed. */
    take(key) {
        const time = this.now();
        let entry = this.entries.get(key);
        if (entry == null || time - entry.since >= this.windowMs) { // null or undefined
            entry = { since: time, count: 0 };
            this.entries.set(key, entry);
        }
        entry.count += 1;
        return entry.count <= this.limit;
    }

    /** Deleting from a map while walking over it is well defined. */
    sweep() {
        const time = this.now();
        for (const [key, entry] of this.entries) {
            if (time - entry.since >= this.windowMs) {
                this.entries.delete(key);
            }
        }
        return this.entries.size;
    }

    /** Keys from the busiest to the quietest. */
    busiest(count) {
        return [...this.entries]
            .sort(([, a], [, b]) => b.count - a.count)
            .slice(0, count)
            .map(([key]) => key);
    }
}

/** Reads all matches of an expression; the assignment in the condition is meant. */
function matches(text, expression) {
    const found = [];
    let match;
    while ((match = expression.exec(text)) !== null) {
        found.push(match[1] ?? match[0]);
    }
    return found;
}

function level(count) {
    switch (true) {
        case count > 100:
        case count === Infinity:
            return 'high';
        case count > 10:
            return 'medium';
        default:
            return 'low';
    }
}

module.exports = { Limiter, matches, level };
