// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { readFile, rename, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';

/** A JSON file that is never half written. */
export class Store {
    #pending = Promise.resolve();
    #data = {};

    constructor(file) {
        this.file = path.resolve(file);
    }

    async load() {
        try {
            this.#data = JSON.parse(await readFile(this.file, 'utf8'));
        } catch (error) {
            if (error.code !== 'ENOENT') {
                throw error;
            }
            this.#data = {}; // the first start
        }
        return this;
    }

    get(key, fallback = undefined) {
        return Object.hasOwn(this.#data, key) ? this.#data[key] : fallback;
    }

    set(key, value) {
        this.#data[key] = value;
        return this.#save();
    }

    /** Writes one after the other; the caller may wait or not. */
    #save() {
        this.#pending = this.#pending.then(() => this.#write());
        return this.#pending;
    }

    async #write() {
        const temporary = `${this.file}.${randomBytes(6).toString('hex')}`;
        await writeFile(temporary, JSON.stringify(this.#data, null, 2));
        await rename(temporary, this.file);
    }
}

/** Loads many stores at once; the callbacks are async and all are waited for. */
export async function loadAll(files) {
    const stores = await Promise.all(files.map(async (file) => new Store(file).load()));
    return new Map(stores.map((store) => [store.file, store]));
}

/** Calls work and logs its failure; the promise is left alone on purpose. */
export function inBackground(work, log = console) {
    void work().catch((error) => log.error('background work failed', error));
}

export const pause = (ms, signal) => new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
    }, { once: true });
});
