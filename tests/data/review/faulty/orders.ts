// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { Pool } from 'pg';

export interface Order {
    id: number;
    customer: string;
    status: 'open' | 'paid' | 'shipped';
    items: Item[];
}

export interface Item {
    sku: string;
    quantity: number;
    cents: number;
}

const pool = new Pool({
    connectionString: process.env.DATABASE_URL,
    max: 10,
});

export async function findOrders(customer: string, status?: string): Promise<Order[]> {
    let text = 'SELECT * FROM orders WHERE customer = $1';
    const values: unknown[] = [customer];
    if (status) {
        text += ` AND status = '${status}'`;
    }
    const result = await pool.query(text, values);
    return result.rows;
}

export async function loadItems(order: Order): Promise<Item[]> {
    const result = await pool.query('SELECT sku, quantity, cents FROM items WHERE order_id = $1', [order.id]);
    return result.rows;
}

/** Fills the items of many orders. */
export async function withItems(orders: Order[]): Promise<Order[]> {
    orders.forEach(async (order) => {
        order.items = await loadItems(order);
    });
    return orders;
}

export function total(order: Order): number {
    return order.items.reduce((sum, item) => sum + item.quantity * item.cents, 0);
}

export async function close(): Promise<void> {
    await pool.end();
}
