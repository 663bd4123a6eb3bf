import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Index, words } from '../src/api/search.js';

function shop() {
    const index = new Index();
    index.add({ sku: 'mug', name: 'Mug with the logo' });
    index.add({ sku: 'cap', name: 'Cap with logo and badge' });
    index.add({ sku: 'bag', name: 'Bag of linen' });
    return index;
}

test('words leave out what is too common', () => {
    assert.deepEqual(words('The Mug AND the Cap'), ['mug', 'cap']);
});

test('one word finds every product that has it', () => {
    assert.deepEqual(shop().find('logo'), ['mug', 'cap']);
});

test('several words narrow the search', () => {
    assert.deepEqual(shop().find('logo badge'), ['cap']);
});

test('an unknown word finds nothing', () => {
    assert.deepEqual(shop().find('lamp'), []);
});

test('the histogram begins with the rarest words', () => {
    const index = new Index();
    for (let i = 0; i < 12; i++) {
        index.add({ sku: `s${i}`, name: i < 2 ? 'rare common' : 'common' });
    }
    assert.deepEqual(index.histogram(), [2, 12]);
});

test('results are shown in the page', { skip: 'needs a browser' }, () => {});
