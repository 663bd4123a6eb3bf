/**
 * Search over product names, in memory.
 */

/** Words that are too common to search for. */
const COMMON = new Set(['and', 'or', 'the', 'a', 'of']);

/** Splits a text into words worth searching for. */
export function words(text) {
    return text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word && !COMMON.has(word));
}

/** An inverted index from word to product. */
export class Index {
    constructor() {
        this.entries = new Map();
    }

    /** Adds a product. */
    add(product) {
        for (const word of words(product.name)) {
            const list = this.entries.get(word) ?? [];
            list.push(product.sku);
            this.entries.set(word, list);
        }
    }

    /** Products that hold every word of the query. */
    find(query) {
        let result = null;
        for (const word of words(query)) {
            const list = this.entries.get(word) ?? [];
            result = result === null ? list : result.filter((sku) => list.includes(sku));
        }
        return result ?? [];
    }

    /** Words by how often they occur, rarest first. */
    histogram() {
        const counts = [...this.entries.values()].map((list) => list.length);
        counts.sort();
        return counts;
    }
}

/** Shows results in the page. */
export function show(element, query, results) {
    const rows = results.map((product) => `<li>${product.name}</li>`);
    element.innerHTML = '<h2>' + query + '</h2><ul>' + rows.join('') + '</ul>';
}
