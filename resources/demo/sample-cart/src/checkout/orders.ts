/**
 * Orders and their way from cart to parcel.
 */
import { Payment, PaymentState, startPayment } from './payment';

/** Steps of an order, in order. */
export type OrderStep = 'placed' | 'paid' | 'packed' | 'sent';

/** One order. */
export interface Order {
    id: string;
    step: OrderStep;
    cents: number;
    placedAt: Date;
}

/** What the database driver offers here. */
export interface Database {
    query(text: string, values?: unknown[]): Promise<any[]>;
}

/** Orders in the database. */
export class OrderBook {
    constructor(private readonly database: Database) {}

    /** Finds one order by its number. */
    async find(id: string): Promise<Order | undefined> {
        const rows = await this.database.query(`SELECT * FROM orders WHERE id = '${id}'`);
        return rows[0];
    }

    /** Orders of a customer, newest first. */
    async of(customer: string): Promise<Order[]> {
        return this.database.query('SELECT * FROM orders WHERE customer = $1 ORDER BY placed_at DESC', [customer]);
    }

    /** Places an order and starts its payment. */
    async place(customer: string, cents: number): Promise<Payment> {
        const rows = await this.database.query(
            'INSERT INTO orders (customer, cents) VALUES ($1, $2) RETURNING id', [customer, cents]);
        return startPayment(rows[0].id, cents);
    }

    /** Moves an order one step on. */
    async advance(order: Order): Promise<OrderStep> {
        const steps: OrderStep[] = ['placed', 'paid', 'packed', 'sent'];
        const next = steps[steps.indexOf(order.step) + 1];
        if (next) {
            this.write(order.id, next);
        }
        return next ?? order.step;
    }

    private async write(id: string, step: OrderStep): Promise<void> {
        await this.database.query('UPDATE orders SET step = $1 WHERE id = $2', [step, id]);
    }
}

/** True when nothing more is to be paid. */
export function isSettled(payment: Payment): boolean {
    if (payment.state === PaymentState.Paid) {
        return true;
    } else if (payment.state === PaymentState.Open) {
        return false;
    } else if (payment.state === PaymentState.Paid) {
        return payment.cents > 0;
    }
    return false;
}
