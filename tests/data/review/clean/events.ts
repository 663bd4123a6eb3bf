// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Typed events. Handlers may remove themselves while they run.
 */
type Handler<T> = (value: T) => void | Promise<void>;

export interface Subscription {
    readonly name: string;
    close(): void;
}

export class Emitter<Events extends Record<string, unknown>> {
    private readonly handlers = new Map<keyof Events, Set<Handler<any>>>();

    constructor(private readonly onError: (error: unknown, name: string) => void = console.error) {}

    on<K extends keyof Events & string>(name: K, handler: Handler<Events[K]>): Subscription {
        let set = this.handlers.get(name);
        if (!set) {
            set = new Set();
            this.handlers.set(name, set);
        }
        set.add(handler);
        const owner = set;
        return { name, close: () => { owner.delete(handler); } };
    }

    once<K extends keyof Events & string>(name: K): Promise<Events[K]> {
        return new Promise((resolve) => {
            const subscription = this.on(name, (value) => {
                subscription.close();
                resolve(value);
            });
        });
    }

    async emit<K extends keyof Events & string>(name: K, value: Events[K]): Promise<number> {
        const handlers = [...(this.handlers.get(name) ?? [])];
        const results = await Promise.allSettled(handlers.map(async (handler) => handler(value)));
        for (const result of results) {
            if (result.status === 'rejected') {
                this.onError(result.reason, name);
            }
        }
        return results.length;
    }

    count(name?: keyof Events): number {
        if (name !== undefined) {
            return this.handlers.get(name)?.size ?? 0;
        }
        let sum = 0;
        this.handlers.forEach((set) => { sum += set.size; });
        return sum;
    }
}

/** Exhaustive: the compiler complains when a state is missing. */
export type State = 'idle' | 'busy' | 'gone';

export function label(state: State): string {
    switch (state) {
        case 'idle':
            return 'waits';
        case 'busy': {
            const dots = '.'.repeat(3);
            return `works${dots}`;
        }
        case 'gone':
            return 'left';
        default: {
            const never: never = state;
            throw new TypeError(`unknown state ${String(never)}`);
        }
    }
}
