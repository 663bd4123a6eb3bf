// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What bad neighbours cost the others: an honest submitter and agent (one task every 10 ms) beside clients that never
// read, flood or ask for too much. Prints one JSON object a phase: times of the honest ones, memory of the hub.
// usage: node neighbours.mjs SKEPD [PHASE]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import http from 'node:http';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const { WebSocket } = createRequire(path.join(import.meta.dirname, '../npm/package.json'))('ws');
const dataDir = fs.mkdtempSync(path.join(process.env.TMPDIR || '/var/tmp', 'skep-neighbours-')); // a real disk
const hub = spawn(process.argv[2], ['--data-dir', dataDir, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => { hub.kill('SIGKILL'); fs.rmSync(dataDir, { recursive: true, force: true }); });
const address = await new Promise((resolve, reject) => {
  hub.stdout.on('data', (data) => { const said = /http:\/\/(\S+)/.exec(data); if (said) resolve(said[1]); });
  hub.once('exit', (code) => reject(new Error(`the hub left with ${code}`)));
});
hub.removeAllListeners('exit');
const authorization = `Bearer ${fs.readFileSync(path.join(dataDir, 'admin.token'), 'utf8').trim()}`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const residentMiB = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${hub.pid}/status`))[1]) / 1024;

// --- clients ----------------------------------------------------------------------------------

function link() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${address}/ws`, { headers: { authorization }, perMessageDeflate: false });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** A bare link in a thread of its own that never reads, or floods (badlink.mjs). Returns how to end it. */
function badLink(options) {
  const worker = new Worker(new URL('./badlink.mjs', import.meta.url), { workerData: { address, authorization, ...options } });
  return () => worker.terminate();
}

const submission = (count, key, task) => ({ type: 'submit', items: Array.from({ length: count }, () => ({ key: key(), task })) });

// --- the honest pair --------------------------------------------------------------------------

const began = new Map(); // key, then id -> when it was submitted
let accepted = [], stored = [], number = 0;
const submitter = await link();
submitter.on('message', (data) => {
  const { type, items } = JSON.parse(data);
  if (type !== 'accepted') throw new Error(`submission: ${data}`);
  for (const { key, id } of items) {
    accepted.push(performance.now() - began.get(key));
    began.set(id, began.get(key));
    began.delete(key);
  }
});
const agent = await link();
agent.on('message', (data) => {
  const { type, items } = JSON.parse(data);
  if (type === 'welcome') agent.send(JSON.stringify({ type: 'ready', slots: 64 }));
  if (type === 'tasks') agent.send(JSON.stringify({ type: 'results', items: items.map(({ id, fence }) => ({ id, fence, ok: true, result: { a: 1 } })) }));
  if (type === 'stored') for (const { id } of items) { stored.push(performance.now() - began.get(id)); began.delete(id); }
});
agent.send(JSON.stringify({ type: 'hello', v: 1, agent: 'honest', slots: 64, capabilities: ['quiet'] }));

async function phase(name, seconds, neighbour = () => () => {}) {
  if (process.argv[3] && process.argv[3] !== name) return;
  const end = await neighbour();
  accepted = []; stored = [];
  const until = performance.now() + seconds * 1000;
  let peak = 0;
  for (; performance.now() < until; await pause(10)) {
    const key = `quiet-${number++}`;
    began.set(key, performance.now());
    submitter.send(JSON.stringify(submission(1, () => key, { type: 'quiet', priority: 'P0', requires: ['quiet'], params: {} })));
    peak = Math.max(peak, residentMiB());
  }
  const at = (times, share) => Number((times.sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? NaN).toFixed(2));
  console.log(JSON.stringify({ case: `neighbours.${name}`, tasks: stored.length, accept_p50_ms: at(accepted, 0.5), accept_p99_ms: at(accepted, 0.99),
    stored_p50_ms: at(stored, 0.5), stored_p99_ms: at(stored, 0.99), hub_peak_mib: Number(peak.toFixed(0)) }));
  end();
  await pause(500);
}

// --- phases -----------------------------------------------------------------------------------

await pause(300);
await phase('none', 4);
await phase('never-reads', 6, async () => {
  const ends = [badLink({ messages: [{ type: 'watch', topics: ['tasks', 'agents', 'events'] }] }),
    badLink({ messages: [{ type: 'hello', v: 1, agent: 'mute', slots: 1024, capabilities: ['mute'] }, { type: 'ready', slots: 1024 }] })];
  const feeder = await link();
  let n = 0;
  const timer = setInterval(() => feeder.send(JSON.stringify(submission(20, () => `mute-${n++}`,
    { type: 'mute', requires: ['mute'], params: { text: 'x'.repeat(2000) } }))), 20);
  return () => { clearInterval(timer); feeder.close(); for (const end of ends) end(); };
});
await phase('200000-slots', 3, async () => {
  const greedy = await link();
  greedy.on('message', (data) => { if (JSON.parse(data).code !== 'out_of_range') throw new Error(`200,000 slots: ${data}`); });
  greedy.send(JSON.stringify({ type: 'hello', v: 1, agent: 'greedy', slots: 200_000 }));
  return () => greedy.close();
});
await phase('flood-of-faults', 4, () => badLink({ flood: 'faults' }));
await phase('flood-of-repeats', 5, () => badLink({ flood: 'repeats' }));
await phase('flood-of-tasks', 3, () => badLink({ flood: 'tasks' }));
await phase('flood-from-ten-links', 3, () => {
  const ends = Array.from({ length: 10 }, (_, i) => badLink({ flood: 'tasks', prefix: `ten-${i}` }));
  return () => { for (const end of ends) end(); };
});
await phase('flood-of-pages', 4, () => {
  const pool = new http.Agent({ keepAlive: true, maxSockets: 32 });
  let isOn = true;
  const ask = () => {
    if (!isOn) return;
    http.get(`http://${address}/api/v1/tasks?limit=100`, { headers: { authorization }, agent: pool }, (answer) => answer.resume().once('end', ask))
      .once('error', () => { if (isOn) setTimeout(ask, 10); });
  };
  for (let i = 0; i < 32; ++i) ask();
  return () => { isOn = false; pool.destroy(); };
});
await phase('none-again', 3);
process.exit(0);
