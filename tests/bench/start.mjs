// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the programs take to be there, from the start of the process, and what the hub holds at rest. Prints one JSON
// object. Without a display the window is painted offscreen. usage: node start.mjs SKEPD, with skep beside it
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const skepd = process.argv[2], skep = path.join(path.dirname(skepd), 'skep');
const home = fs.mkdtempSync(path.join(process.env.TMPDIR || '/var/tmp', 'skep-start-')); // a real disk
const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config') };
if (!env.DISPLAY && !env.WAYLAND_DISPLAY) env.QT_QPA_PLATFORM = 'offscreen';
let child;
process.on('exit', () => { child?.kill('SIGKILL'); fs.rmSync(home, { recursive: true, force: true }); });

/** Starts the program on a new data folder; resolves to the milliseconds until it prints each of the words. */
function timesOf(program, ...words) {
  const began = performance.now(), times = new Map();
  let said = '';
  child = spawn(program, ['--data-dir', fs.mkdtempSync(path.join(home, 'data-')), '--listen', '127.0.0.1:0', '--log-level', 'info'], { env });
  return new Promise((resolve, reject) => {
    const hear = (data) => {
      said += data;
      for (const word of words) if (!times.has(word) && said.includes(word)) times.set(word, performance.now() - began);
      if (times.size === words.length) resolve(words.map((word) => times.get(word)));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`${program} left with ${code}: ${said}`)));
  });
}
async function end() {
  child.removeAllListeners('exit');
  const left = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await left;
}

const [windowMs, windowHubMs] = await timesOf(skep, 'window painted', 'listening on');
await end();
const [hubMs] = await timesOf(skepd, 'listening on');
await pause(2_000);
const residentMiB = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`))[1]) / 1024;
await end();
const round = (value) => Math.round(value * 10) / 10;
console.log(JSON.stringify({ case: 'start', window_painted_ms: round(windowMs), window_hub_listens_ms: round(windowHubMs),
  skepd_listens_ms: round(hubMs), skepd_resident_mib: round(residentMiB) }));
