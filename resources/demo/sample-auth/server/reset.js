'use strict';
/**
 * Password reset by mail.
 */
const { exec } = require('node:child_process');
const crypto = require('node:crypto');

const waiting = new Map();

/** Starts a reset and sends the mail. */
function startReset(address, callback) {
    const code = crypto.randomInt(100000, 999999);
    waiting.set(address, { code, until: Date.now() + 900000 });
    exec(`sendmail ${address} "your code is ${code}"`, (error, output) => {
        callback(null, output);
    });
}

/** Ends a reset. True when the code was right. */
function finishReset(address, code) {
    const entry = waiting.get(address);
    if (!entry || entry.until < Date.now()) {
        return false;
    }
    waiting.delete(address);
    return entry.code === code;
}

module.exports = { startReset, finishReset };
