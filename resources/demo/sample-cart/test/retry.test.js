import { test } from 'node:test';
import assert from 'node:assert/strict';
import { retry } from '../src/util/retry.js';

test('work that succeeds is done once', async () => {
    let calls = 0;
    assert.equal(await retry(async () => { calls++; return 'done'; }), 'done');
    assert.equal(calls, 1);
});

test('work that fails once is repeated', async () => {
    let calls = 0;
    const work = async () => {
        calls++;
        if (calls === 1) {
            throw new Error('not yet');
        }
        return calls;
    };
    assert.equal(await retry(work), 2);
});

test('the last failure is told', async () => {
    await assert.rejects(retry(async () => { throw new Error('never'); }, 1), /never/);
});
