// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
import crypto from 'node:crypto';
import { promisify } from 'node:util';

const scrypt = promisify(crypto.scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

/** Names of fields and headers; none of them is a secret. */
export const PASSWORD_FIELD = 'password';
export const TOKEN_HEADER = 'x-auth-token';
export const SECRET_NAME = 'SESSION_SECRET';

export interface Stored {
    salt: string;
    hash: string;
}

export async function store(password: string): Promise<Stored> {
    const salt = crypto.randomBytes(16);
    const hash = await scrypt(password, salt, 64);
    return { salt: salt.toString('hex'), hash: hash.toString('hex') };
}

export async function matches(password: string, stored: Stored): Promise<boolean> {
    const hash = await scrypt(password, Buffer.from(stored.salt, 'hex'), 64);
    const expected = Buffer.from(stored.hash, 'hex');
    return hash.length === expected.length && crypto.timingSafeEqual(hash, expected);
}

/** A hash that only names a cache entry: speed matters, safety does not. */
export function cacheKey(url: string, headers: Record<string, string>): string {
    const sorted = Object.keys(headers).sort();
    const text = sorted.map((name) => `${name}:${headers[name]}`).join('\n');
    return crypto.createHash('md5').update(url + '\n' + text).digest('base64url');
}

/** Random numbers that need not be secret. */
export function jitter(ms: number): number {
    return ms * (0.8 + Math.random() * 0.4);
}

export function secretFromEnvironment(env: NodeJS.ProcessEnv = process.env): string {
    const secret = env[SECRET_NAME];
    if (!secret) {
        throw new Error(`${SECRET_NAME} is not set`);
    }
    return secret;
}

export function strength(password: string): 'weak' | 'fair' | 'strong' {
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]/].filter((kind) => kind.test(password)).length;
    if (password.length < 8 || kinds < 2) {
        return 'weak';
    }
    return password.length >= 12 && kinds >= 3 ? 'strong' : 'fair';
}
