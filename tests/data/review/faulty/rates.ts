// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Exchange rates: fetched once an hour, kept in memory.
 */
export interface Rate {
    from: string;
    to: string;
    value: number;
    at: number;
}

const HOUR = 3600 * 1000;

export class Rates {
    private readonly rates = new Map<string, Rate>();

    constructor(private readonly url: string) {}

    async refresh(now: number): Promise<void> {
        const response = fetch(`${this.url}/latest`);
        if (!response.ok) {
            throw new Error(`rates: ${response.status}`);
        }
        const body = await response.json();
        for (const [key, value] of Object.entries(body.rates as Record<string, number>)) {
            this.rates.set(key, { from: body.base, to: key, value, at: now });
        }
    }

    get(to: string, now: number): Rate | undefined {
        const rate = this.rates.get(to);
        if (rate === undefined || now - rate.at > HOUR) {
            return undefined;
        }
        return rate;
    }

    convert(amount: number, to: string, now: number): number {
        const rate = this.get(to, now);
        const result = rate ? amount * rate.value : NaN;
        if (Number.isNaN(result)) {
            throw new RangeError(`no rate for ${to}`);
        }
        return Math.round(result * 100) / 100;
    }

    /** The strongest change between two days. */
    static widest(changes: { to: string; percent: number }[]): string {
        const widest = changes.reduce((a, b) => (Math.abs(a.percent) > Math.abs(b.percent) ? a : b));
        return widest.to;
    }
}
