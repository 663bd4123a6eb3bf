// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker thread of neighbours.mjs: one bare WebSocket link that says `messages` and never reads, or that floods.
import crypto from 'node:crypto';
import net from 'node:net';
import { workerData } from 'node:worker_threads';

const { address, authorization, messages = [], flood, prefix = 'flood' } = workerData;

/** A client's frame, masked with zeros. */
function frame(message) {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(body.length < 126 ? 2 : body.length < 65536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = 0x80 | (body.length < 126 ? body.length : body.length < 65536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

let number = 0;
const submission = (count, key) => frame({ type: 'submit',
  items: Array.from({ length: count }, () => ({ key: key(), task: { type: 'flood', requires: ['nobody'], params: {} } })) });
const fault = frame({ type: 'auth', token: 'wrong' });
const repeats = submission(50, () => 'same');
const next = { faults: () => fault, repeats: () => repeats, tasks: () => submission(200, () => `${prefix}-${number++}`) }[flood];

const [host, port] = address.split(':');
const socket = net.connect(Number(port), host);
socket.on('error', () => {}); // the hub may close it: that is one way to stay well
socket.write(`GET /ws HTTP/1.1\r\nHost: ${address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nAuthorization: ${authorization}\r\n`
  + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}\r\n\r\n`);
for (const message of messages) socket.write(frame(message));
if (flood === 'repeats' || flood === 'tasks') socket.resume(); else socket.pause();
// A turn of the loop between two writes, so that answers are read too.
const write = () => { if (!socket.destroyed) socket.write(next()) ? setImmediate(write) : socket.once('drain', write); };
if (next) write();
