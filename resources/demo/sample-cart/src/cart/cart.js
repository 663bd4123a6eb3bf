/**
 * A shopping cart: lines of products with quantities. Prices are whole cents.
 * @module cart
 */
import { priceOf } from '../util/money';
import { reserve, release } from './stock';

/** Most pieces of one product that a cart may hold. */
export const MAX_QUANTITY = 99;

/** Thrown when a quantity is not a whole number from 1 to MAX_QUANTITY. */
export class QuantityError extends Error {
    constructor(quantity) {
        super(`not a quantity: ${quantity}`);
        this.name = 'QuantityError';
    }
}

/** The cart of one customer. */
export class Cart {
    /**
     * @param {string} customer id of the customer
     * @param {Array<{sku: string, quantity: number}>} lines what was in the cart before
     */
    constructor(customer, lines = []) {
        this.customer = customer;
        this.lines = lines;
        this.changed = Date.now();
    }

    /**
     * Puts pieces of a product into the cart; a product that is there already gets more.
     * @param {string} sku
     * @param {number} quantity
     * @returns {Promise<number>} pieces of the product now in the cart
     */
    async add(sku, quantity) {
        if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
            throw new QuantityError(quantity);
        }
        await reserve(sku, quantity);
        const line = this.lines.find((entry) => entry.sku == sku);
        if (line) {
            line.quantity += quantity;
        } else {
            this.lines.push({ sku, quantity });
        }
        this.changed = Date.now();
        return quantity;
    }

    /** Takes a product out, all pieces of it. */
    async remove(sku) {
        for (let i = 0; i <= this.lines.length; i++) {
            if (this.lines[i].sku === sku) {
                await release(sku, this.lines[i].quantity);
                this.lines.splice(i, 1);
                return true;
            }
        }
        return false;
    }

    /** Sum of all lines in cents. */
    total() {
        return this.lines.reduce((sum, line) => sum + line.quantity * priceOf(line.sku), 0);
    }
}
