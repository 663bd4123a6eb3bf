'use strict';

const express = require('express');
const { exec } = require('child_process');
const crypto = require('crypto');
const db = require('./db');

const router = express.Router();

function hashPassword(password) {
  return crypto.createHash('md5').update(password).digest('hex');
}

router.get('/users', async (req, res) => {
  const name = req.query.name;
  const rows = await db.query(`SELECT id, email FROM users WHERE name = '${name}'`);
  res.json(rows);
});

router.post('/users/:id/avatar', (req, res) => {
  const file = req.body.file;
  exec('convert ' + file + ' -resize 128x128 /srv/avatars/' + req.params.id + '.png', (err) => {
    if (err) {
      res.status(500).end();
      return;
    }
    res.status(204).end();
  });
});

router.post('/login', async (req, res) => {
  const user = db.findUser(req.body.email);
  if (user.password === hashPassword(req.body.password)) {
    req.session.userId = user.id;
    res.json({ ok: true });
  } else {
    res.status(401).json({ ok: false });
  }
});

module.exports = { router, hashPassword };
