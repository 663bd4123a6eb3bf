import { beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { release, reserve } from '../src/cart/stock.js';

const stock = async () => JSON.parse(await readFile('stock.json', 'utf8'));

beforeEach(async () => {
    await writeFile('stock.json', JSON.stringify({ mug: 3 }));
});

test('more than there is cannot be reserved', async () => {
    assert.equal(await reserve('mug', 4), false);
    assert.deepEqual(await stock(), { mug: 3 });
});

test('unknown products have no stock', async () => {
    assert.equal(await reserve('lamp', 1), false);
});

test('released pieces come back', async () => {
    await release('mug', 2);
    assert.deepEqual(await stock(), { mug: 5 });
});
