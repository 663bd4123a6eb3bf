// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One submitter and one agent over ws:// or wss://, and /healthz on the same port.
// usage: node link.mjs URL TOKEN TASKS
import https from 'node:https';
import http from 'node:http';
import WebSocket from 'ws';

const [url, token, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const options = { rejectUnauthorized: false, headers: { authorization: `Bearer ${token}` } };

function open() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, options);
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

function health() {
  const target = new URL(url.replace(/^ws/, 'http'));
  target.pathname = '/healthz';
  return new Promise((resolve, reject) => {
    (target.protocol === 'https:' ? https : http)
      .get(target, { rejectUnauthorized: false }, (answer) => { answer.resume(); resolve(answer.statusCode); })
      .on('error', reject);
  });
}

const send = (socket, frame) => socket.send(JSON.stringify(frame));

const agent = await open();
let done = 0;
const finished = new Promise((resolve) => {
  agent.on('message', (data) => {
    const frame = JSON.parse(data);
    if (frame.type === 'welcome')
      send(agent, { type: 'ready', slots: 8 });
    if (frame.type === 'tasks')
      send(agent, { type: 'results', items: frame.items.map(({ id, fence }) => ({ id, fence, ok: true, result: { big: 'x'.repeat(1000) } })) });
    if (frame.type === 'stored' && (done += frame.items.length) >= count)
      resolve();
  });
});
send(agent, { type: 'hello', v: 1, agent: 'node', slots: 8 });

const submitter = await open();
for (let i = 0; i < count; i += 10)
  send(submitter, { type: 'submit', items: Array.from({ length: 10 }, (_, k) => ({ key: `k${i + k}`, task: { type: 't', params: {} } })) });
await finished;
console.log(`${done} tasks done`);
console.log(`healthz ${await health()}`);
agent.close();
submitter.close();
