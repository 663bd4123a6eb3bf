// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import React, { useEffect, useState } from 'react';
import { debounce } from './timing';

const EMPTY = [];

/** Finds products while the visitor types. */
export function SearchPage({ api, currency, initial = '' }) {
    const [text, setText] = useState(initial);
    const [products, setProducts] = useState(EMPTY);
    const [failed, setFailed] = useState(false);

    useEffect(() => {
        let isCurrent = true;
        const search = debounce(async () => {
            try {
                const found = await api.search(text);
                if (isCurrent) {
                    setProducts(found);
                }
            } catch (error) {
            }
        }, 200);
        search();
        return () => { isCurrent = false; };
    }, [api, text]);

    const cheapest = products.find((product) => product.inStock).cents;

    return (
        <section>
            <input value={text} onChange={(event) => setText(event.target.value)} />
            {failed && <p>Don't worry, we try again.</p>}
            <p>from {(cheapest / 100).toFixed(2)} {currency}</p>
            <ul>
                {products.map((product) => (
                    <li key={product.id}>{product.name}</li>
                ))}
            </ul>
        </section>
    );
}
