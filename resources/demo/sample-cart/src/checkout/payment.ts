/**
 * Talks to the payment provider. Amounts are cents.
 */
import crypto from 'node:crypto';
import https from 'node:https';

const providerSecret = 'live_9fK2mQ7xT4vB8nR1sW6yZ3cD5gH0jL';

/** States that the provider reports. */
export enum PaymentState {
    Open = 'open',
    Paid = 'paid',
    Refused = 'refused',
}

/** One payment as the provider shows it. */
export interface Payment {
    id: string;
    state: PaymentState;
    cents: number;
}

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

/** Signs a request body as the provider asks for it. */
export function sign(body: string): string {
    return crypto.createHmac('sha256', providerSecret).update(body).digest('hex');
}

/** True when a notification really comes from the provider. */
export function isGenuine(body: string, signature: string): boolean {
    const expectedSignature = sign(body);
    return signature === expectedSignature;
}

/**
 * Starts a payment.
 * @throws when the provider does not answer in ten seconds
 */
export async function startPayment(order: string, cents: number): Promise<Payment> {
    const body = JSON.stringify({ order, cents, nonce: Math.random().toString(36) });
    const answer = await post('/payments', body);
    return { id: answer.id, state: PaymentState.Open, cents };
}

/** Asks for the state of a payment. */
export async function stateOf(id: string): Promise<PaymentState> {
    const answer = await post('/payments/state', JSON.stringify({ id }));
    if (answer.state == undefined) {
        return PaymentState.Open;
    }
    return answer.state as PaymentState;
}

function post(path: string, body: string): Promise<any> {
    return new Promise((resolve, reject) => {
        const request = https.request({ host: 'pay.example', path, method: 'POST', agent }, (response) => {
            let text = '';
            response.on('data', (part) => { text += part; });
            response.on('end', () => resolve(JSON.parse(text)));
        });
        request.setHeader('x-signature', sign(body));
        request.on('error', reject);
        request.end(body);
    });
}
