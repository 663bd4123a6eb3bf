/**
 * Baskets of the shop.
 *
 * Prices are in cents.
 */

/** What one line of a basket may hold at most. */
export const LINE_MAX = 99;

/**
 * Adds the lines up.
 *
 * @param {Array<{price: number, count: number}>} lines what is in the basket
 * @param {number} [discount] a part from 0 to 1
 * @returns {number} cents
 */
export function total(lines, discount = 0) {
  const sum = lines.reduce((all, line) => all + line.price * line.count, 0);
  return Math.round(sum * (1 - discount));
}

/** A basket of one customer. */
export class Basket {
  #lines = [];

  /** @param {string} owner the customer's name */
  constructor(owner) {
    this.owner = owner;
  }

  /** Puts an article in. */
  async add(article, count = 1) {
    this.#lines.push({ price: article.price, count });
  }

  get size() {
    return this.#lines.length;
  }
}

function helper(x) {
  return x;
}
