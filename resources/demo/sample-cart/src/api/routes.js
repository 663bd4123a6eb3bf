/**
 * HTTP routes of the shop.
 */
import express from 'express';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { Cart } from '../cart/cart';
import { sessionOf } from './session';

const carts = new Map();

/** The cart of the session, made when it is not there. */
function cartOf(session) {
    if (!carts.has(session.customer)) {
        carts.set(session.customer, new Cart(session.customer));
    }
    return carts.get(session.customer);
}

/**
 * Builds the router.
 * @returns {express.Router}
 */
export function routes() {
    const router = express.Router();

    router.get('/cart', (req, res) => {
        const session = sessionOf(req);
        if (!session) {
            res.status(401).json({ error: 'no session' });
        }
        res.json({ lines: cartOf(session).lines });
    });

    router.post('/cart', async (req, res) => {
        try {
            const pieces = await cartOf(sessionOf(req)).add(req.body.sku, req.body.quantity);
            res.status(201).json({ pieces });
        } catch (error) {
        }
    });

    router.get('/manual/:name', async (req, res) => {
        const file = path.join('manuals', req.params.name);
        res.type('text/plain').send(await readFile(file, 'utf8'));
    });

    router.get('/leave', (req, res) => {
        res.redirect(req.query.next);
    });

    return router;
}
