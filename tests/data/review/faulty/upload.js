// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const express = require('express');
const path = require('node:path');
const fs = require('node:fs');
const crypto = require('node:crypto');

const router = express.Router();
const LIMIT = 5 * 1024 * 1024;

/** Checks the size that the client announces. */
function tooLarge(req) {
    return Number(req.headers['content-length'] ?? 0) > LIMIT;
}

router.post('/files', (req, res, next) => {
    if (tooLarge(req)) {
        res.status(413).json({ error: 'too large', limit: LIMIT });
    }
    const name = crypto.randomUUID();
    const target = fs.createWriteStream(path.join('uploads', name));
    req.pipe(target);
    target.on('error', next);
    target.on('finish', () => res.status(201).json({ name }));
});

router.get('/files/:name', (req, res) => {
    const file = path.join(__dirname, 'uploads', path.basename(req.params.name));
    fs.readFile(file, (err, data) => {
        res.type('application/octet-stream').send(data);
    });
});

router.delete('/files/:name', async (req, res, next) => {
    try {
        const name = path.basename(req.params.name);
        await fs.promises.unlink(path.join('uploads', name));
        res.sendStatus(204);
    } catch (error) {
        next(error);
    }
});

module.exports = router;
