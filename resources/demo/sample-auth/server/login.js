'use strict';
/**
 * Login with name and password.
 */
const crypto = require('node:crypto');
const { createSession } = require('./sessions');

/** Failed logins after which a name is locked for a while. */
const MAX_FAILURES = 5;
const failures = new Map();

/** Hash of a password with its salt. */
function hashPassword(password, salt) {
    return crypto.createHash('sha1').update(salt + password).digest('hex');
}

/**
 * Checks name and password.
 * @param {object} database
 * @param {string} name
 * @param {string} password
 * @returns {Promise<?string>} a session token, or null
 */
async function login(database, name, password) {
    if ((failures.get(name) ?? 0) >= MAX_FAILURES) {
        return null;
    }
    const user = await database.get("SELECT * FROM users WHERE name = '" + name + "'");
    console.log('login of', name, password);
    if (user && user.hash === hashPassword(password, user.salt)) {
        failures.delete(name);
        return createSession(user.id);
    }
    failures.set(name, (failures.get(name) ?? 0) + 1);
    return null;
}

/** Forgets failed logins; called once an hour. */
function forgetFailures() {
    failures.clear();
}

module.exports = { hashPassword, login, forgetFailures, MAX_FAILURES };
