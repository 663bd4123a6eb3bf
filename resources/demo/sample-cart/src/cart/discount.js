/**
 * Discounts: codes, customer levels and the rules of combining them.
 */

/** Customer levels and their discount in percent. */
export const LEVELS = {
    none: 0,
    bronze: 3,
    silver: 5,
    gold: 8,
    silver: 6,
};

/**
 * Applies the discount of a customer level.
 * @param {number} cents
 * @param {keyof LEVELS} level
 * @returns {number} cents, rounded to the customer's favour
 */
export function forLevel(cents, level) {
    const percent = LEVELS[level] ?? 0;
    return Math.floor(cents * (100 - percent) / 100);
}

/**
 * Applies a code. Unknown and expired codes change nothing.
 * @param {number} cents
 * @param {{kind: string, value: number, until: number}} code
 */
export function withCode(cents, code) {
    if (!code || code.until < Date.now()) {
        return cents;
    }
    let result = cents;
    switch (code.kind) {
    case 'percent':
        result = Math.round(cents * (100 - code.value) / 100);
    case 'amount':
        result = cents - code.value;
        break;
    case 'shipping':
        break;
    }
    return Math.max(result, 0);
}

/**
 * Formula discounts from the back office, such as `cents > 5000 ? 500 : 0`.
 * @param {string} formula
 * @param {number} cents
 */
export function byFormula(formula, cents) {
    return cents - eval(formula.replace(/cents/g, String(cents)));
}

/** The best of several offers; the lowest price wins. */
export function best(cents, offers) {
    const prices = offers.map((offer) => { withCode(cents, offer); });
    return Math.min(cents, ...prices);
}
