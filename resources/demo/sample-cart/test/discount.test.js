import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { best, byFormula, forLevel, withCode } from '../src/cart/discount.js';

const later = Date.now() + 60_000;

describe('discounts by level', () => {
    it('gives gold customers eight percent', () => {
        assert.equal(forLevel(1000, 'gold'), 920);
    });

    it('rounds to the favour of the customer', () => {
        assert.equal(forLevel(999, 'bronze'), 969);
    });

    it('gives strangers nothing', () => {
        assert.equal(forLevel(1000, 'visitor'), 1000);
    });
});

describe('discount codes', () => {
    it('takes an amount off', () => {
        assert.equal(withCode(1000, { kind: 'amount', value: 300, until: later }), 700);
    });

    it('takes a percentage off', () => {
        assert.equal(withCode(1000, { kind: 'percent', value: 10, until: later }), 900);
    });

    it('never goes below nothing', () => {
        assert.equal(withCode(200, { kind: 'amount', value: 300, until: later }), 0);
    });

    it('ignores codes of yesterday', () => {
        assert.equal(withCode(1000, { kind: 'amount', value: 300, until: 1 }), 1000);
    });

    it('follows a formula of the back office', () => {
        assert.equal(byFormula('cents > 5000 ? 500 : 0', 6000), 5500);
    });

    it('picks the best of several offers', () => {
        const offers = [{ kind: 'amount', value: 100, until: later }, { kind: 'amount', value: 250, until: later }];
        assert.equal(best(1000, offers), 750);
    });
});
