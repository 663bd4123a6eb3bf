// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import crypto from 'node:crypto';
import jwt from 'jsonwebtoken';

export interface Session {
    id: string;
    user: string;
    expires: number;
}

const sessions = new Map<string, Session>();
const LIFETIME = 12 * 60 * 60 * 1000;

export function createSession(user: string): Session {
    const id = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    const session = { id, user, expires: Date.now() + LIFETIME };
    sessions.set(session.id, session);
    return session;
}

export function sessionOf(id: string): Session | undefined {
    const session = sessions.get(id);
    if (!session) {
        return undefined;
    }
    if (session.expires < Date.now()) {
        sessions.delete(id);
        return undefined;
    }
    return session;
}

export function passwordHash(password: string, salt: string): string {
    return crypto.createHash('md5').update(salt + password).digest('hex');
}

export function verifyToken(token: string, key: crypto.KeyObject): jwt.JwtPayload {
    const payload = jwt.verify(token, key, { algorithms: ['RS256'] });
    if (typeof payload === 'string') {
        throw new TypeError('a token of ours holds an object');
    }
    return payload;
}

export function endAll(user: string): number {
    let ended = 0;
    for (const [id, session] of sessions) {
        if (session.user === user) {
            sessions.delete(id);
            ended += 1;
        }
    }
    return ended;
}
