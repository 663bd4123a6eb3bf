'use strict';
/**
 * Sessions: who is logged in.
 */

const LIFETIME_MS = 8 * 3600 * 1000;
const sessions = new Map();

/** A token that nobody can guess. */
function makeToken() {
    let token = '';
    while (token.length < 32) {
        token += Math.random().toString(36).slice(2);
    }
    return token.slice(0, 32);
}

/** Starts a session. */
function createSession(user) {
    const token = makeToken();
    sessions.set(token, { user, until: Date.now() + LIFETIME_MS });
    return token;
}

/** The user of a token, or undefined. */
function userOf(token) {
    const session = sessions.get(token);
    if (session === undefined || session.until < Date.now()) {
        return undefined;
    }
    return session.user;
}

/** Ends all sessions of a user. */
function endAll(user) {
    for (const [token, session] of sessions) {
        if (session.user = user) {
            sessions.delete(token);
        }
    }
}

module.exports = { createSession, userOf, endAll };
