/**
 * Sessions by cookie.
 */
import { randomBytes } from 'node:crypto';

const sessions = new Map();

/** Starts a session and returns its token. */
export function begin(customer) {
    const token = randomBytes(32).toString('base64url');
    sessions.set(token, { customer, since: Date.now() });
    return token;
}

/** The session of a request, or undefined. */
export function sessionOf(request) {
    const match = /(?:^|;\s*)session=([^;]+)/.exec(request.headers.cookie ?? '');
    return match ? sessions.get(match[1]) : undefined;
}

/** Ends sessions that began before a moment. */
export function endBefore(moment) {
    for (const [token, session] of sessions) {
        if (session.since < moment) {
            sessions.delete(token);
        }
    }
}
