// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Skep as a peer of the queue benchmark: the hub as users start it (SQLite WAL, synchronous=FULL, replies after
// the flush), native protocol v1 with type, priority, `requires`, checks and the decision ledger in use. Messages of
// one turn of the event loop leave in one frame, as a client library does it.
// SKEPD names the program to start; default: build/release/bin/skepd beside this file's tree.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The harness brings `ws` and lib.mjs; this file may lie in another folder than the harness.
const harness = process.env.SKEP_PEERS_DIR || process.cwd();
const { WebSocket } = createRequire(path.join(harness, 'package.json'))('ws');
const { freePort, waitPort } = await import(pathToFileURL(path.join(harness, 'lib.mjs')));
const skepd = process.env.SKEPD || path.resolve(import.meta.dirname, '../../../build/release/bin/skepd');

export const variants = {
  skep: { durability: 'group fsync before reply' },
  'skep-one-per-frame': { durability: 'group fsync before reply', single: true },
};

// Gathers items by type and sends one frame a type when the current turn of the loop has ended.
class Link {
  constructor(socket, single) { this.socket = socket; this.single = single; this.lists = new Map(); this.armed = false; }
  add(type, item) {
    if (this.single) { this.socket.send(JSON.stringify({ type, items: [item] })); return; }
    let list = this.lists.get(type);
    if (!list) this.lists.set(type, list = []);
    list.push(item);
    if (!this.armed) { this.armed = true; setImmediate(() => this.flush()); }
  }
  flush() {
    this.armed = false;
    for (const [type, items] of this.lists) {
      for (let i = 0; i < items.length; i += 1000) this.socket.send(JSON.stringify({ type, items: items.slice(i, i + 1000) }));
    }
    this.lists.clear();
  }
}

export function create(variant, server) {
  let port, token, submitter, ref = 0;
  const waiting = new Map();
  const connect = () => new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false, headers: { Authorization: `Bearer ${token}` } });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
  const fault = m => { throw new Error(`hub: ${JSON.stringify(m)}`); };
  return {
    async start() {
      port = await freePort();
      server.spawn(skepd, ['--data-dir', path.join(server.dir, 'data'), '--listen', `127.0.0.1:${port}`, '--log-level', 'warn']);
      await waitPort(port);
      token = fs.readFileSync(path.join(server.dir, 'data', 'admin.token'), 'utf8').trim();
      const socket = await connect();
      submitter = new Link(socket, variant.single);
      socket.on('message', data => {
        const m = JSON.parse(data);
        if (m.type === 'accepted') for (const item of m.items) { waiting.get(item.key)(); waiting.delete(item.key); }
        else if (m.type === 'error' || m.type === 'refused') fault(m);
      });
    },
    submit(task) {
      return new Promise(resolve => {
        const key = `${process.pid}-${++ref}`;
        waiting.set(key, resolve);
        submitter.add('submit', { key, task: { type: task.type, priority: task.priority, requires: task.requires, params: task } });
      });
    },
    async work(handler, { workers, concurrency, onAcked }) {
      const sockets = [];
      for (let w = 0; w < workers; w++) {
        const socket = await connect();
        sockets.push(socket);
        const link = new Link(socket, variant.single);
        const seqs = new Map();
        await new Promise(resolve => {
          socket.on('message', data => {
            const m = JSON.parse(data);
            if (m.type === 'tasks') {
              for (const item of m.items) {
                const result = handler(item.params);
                seqs.set(item.fence, item.params.seq);
                link.add('results', { id: item.id, fence: item.fence, ok: true, result });
              }
            } else if (m.type === 'stored') {
              for (const item of m.items) { onAcked(seqs.get(item.fence)); seqs.delete(item.fence); }
            } else if (m.type === 'welcome') resolve();
            else if (m.type === 'error' || m.type === 'refused') fault(m);
          });
          socket.send(JSON.stringify({ type: 'hello', v: 1, agent: `bench-${process.pid}-${w}`, kind: 'client', slots: concurrency,
            capabilities: ['code-generation', 'linux', 'gpu:none'] }));
        });
        socket.send(JSON.stringify({ type: 'ready', slots: concurrency }));
      }
      return { async stop() { for (const socket of sockets) { socket.send('{"type":"bye"}'); socket.close(); } } };
    },
    async stop() { submitter?.socket.terminate(); },
  };
}
