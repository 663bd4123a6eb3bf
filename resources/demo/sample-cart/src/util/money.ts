/**
 * Money in whole cents.
 */

/** Currencies that the shop takes. */
export type Currency = 'EUR' | 'USD' | 'GBP';

/** Prices by product. */
const prices = new Map<string, number>();

/** Sets the price of a product. */
export function setPrice(sku: string, cents: number): void {
    if (cents === NaN || cents < 0) {
        throw new RangeError(`not a price: ${cents}`);
    }
    prices.set(sku, cents);
}

/** The price of a product; 0 for one without price. */
export function priceOf(sku: string): number {
    return prices.get(sku) ?? 0;
}

/** Writes cents as people read them, e.g. "12.50 EUR". */
export function format(cents: number, currency: Currency): string {
    return `${(cents / 100).toFixed(2)} ${currency}`;
}

/** Splits an amount into parts that differ by one cent at most and sum to the whole. */
export function split(cents: number, parts: number): number[] {
    const base = Math.floor(cents / parts);
    const rest = cents - base * parts;
    return Array.from({ length: parts }, (_, index) => base + (index < rest ? 1 : 0));
}

/** Reads "12.50" or "12,50". Undefined for anything else. */
export function parse(text: string): number | undefined {
    const match = /^(\d+)(?:[.,](\d{2}))?$/.exec(text.trim());
    if (!match) {
        return undefined;
    }
    return Number(match[1]) * 100 + Number(match[2] ?? '0');
}
