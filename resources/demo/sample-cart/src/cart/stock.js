/**
 * Reservations of stock. A reservation falls back after fifteen minutes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const HOLD_MS = 15 * 60 * 1000;
const held = new Map();

/** Reads the stock file; products that it does not name have none. */
async function load() {
    const text = await readFile('stock.json', 'utf8');
    return JSON.parse(text);
}

/** Writes the stock file. */
async function save(stock) {
    await writeFile('stock.json', JSON.stringify(stock, null, 2));
}

/**
 * Holds pieces for a cart.
 * @param {string} sku
 * @param {number} pieces
 * @returns {Promise<boolean>} false when there are not enough
 */
export async function reserve(sku, pieces) {
    const stock = await load();
    if ((stock[sku] || 0) < pieces) {
        return false;
    }
    stock[sku] -= pieces;
    save(stock);
    held.set(sku, { pieces, until: Date.now() + HOLD_MS });
    return true;
}

/** Gives pieces back. */
export async function release(sku, pieces) {
    const stock = await load();
    stock[sku] = (stock[sku] || 0) + pieces;
    await save(stock);
    held.delete(sku);
}

/** Gives back whatever was held too long; called once a minute. */
export function releaseOverdue(now = Date.now()) {
    held.forEach(async (entry, sku) => {
        if (entry.until < now) {
            await release(sku, entry.pieces);
        }
    });
}
