// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node median.mjs FILE...: each file holds the JSON lines of several runs of one program, each run begun by
// {"run":N}. Prints a table with the median of every figure over the runs, its lowest and its highest value.
import fs from 'node:fs';
import path from 'node:path';

const figures = new Map(); // "case figure" -> values, in order of appearance
const add = (name, figure, value) => {
  const key = `${name}\t${figure}`;
  if (!figures.has(key)) figures.set(key, []);
  figures.get(key).push(value);
};
const flatten = (object, prefix, visit) => {
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === 'number') visit(prefix + key, value);
    else if (Array.isArray(value)) value.forEach((point, i) => { if (typeof point === 'object') flatten(point, `${prefix}${key}.${point.depth ?? i}.`, visit); });
    else if (value && typeof value === 'object') flatten(value, `${prefix}${key}.`, visit);
  }
};

for (const file of process.argv.slice(2)) {
  let seen = new Map();
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (!line.startsWith('{')) continue;
    const record = JSON.parse(line);
    if (record.run !== undefined && Object.keys(record).length === 1) { seen = new Map(); continue; }
    const base = record.case ?? [record.peer, record.work].filter(Boolean).join(' ') ?? path.basename(file, '.jsonl');
    const times = (seen.get(base) ?? 0) + 1; // the same case with another size
    seen.set(base, times);
    flatten(record, '', (figure, value) => add(times > 1 ? `${base} #${times}` : base, figure, value));
  }
}

const shown = v => Number.isInteger(v) ? String(v) : Math.abs(v) >= 100 ? v.toFixed(0) : v.toPrecision(3);
const rows = [['case', 'figure', 'median', 'lowest', 'highest', 'runs']];
for (const [key, values] of figures) {
  values.sort((a, b) => a - b);
  const n = values.length, middle = n % 2 ? values[n >> 1] : (values[n / 2 - 1] + values[n / 2]) / 2;
  rows.push([...key.split('\t'), shown(middle), shown(values[0]), shown(values[n - 1]), String(n)]);
}
const widths = rows[0].map((_, i) => Math.max(...rows.map(row => row[i].length)));
for (const row of rows) console.log(row.map((cell, i) => i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join('  ').trimEnd());
