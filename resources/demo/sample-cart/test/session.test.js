import { test } from 'node:test';
import assert from 'node:assert/strict';
import { begin, endBefore, sessionOf } from '../src/api/session.js';

const withCookie = (cookie) => ({ headers: { cookie } });

test('a session is found by its cookie', () => {
    const token = begin('ann');
    assert.equal(sessionOf(withCookie(`theme=dark; session=${token}`)).customer, 'ann');
});

test('tokens differ', () => {
    assert.notEqual(begin('ann'), begin('ann'));
});

test('without a cookie there is no session', () => {
    assert.equal(sessionOf(withCookie(undefined)), undefined);
});

test('old sessions end', () => {
    const token = begin('bob');
    endBefore(Date.now() + 1);
    assert.equal(sessionOf(withCookie(`session=${token}`)), undefined);
});
