const fs = require('fs');
const path = require('path');

const ROOT = path.join(__dirname, 'public');
const entries = {};

function clean(maxAge) {
  const now = Date.now();
  const removed = [];
  for (const key of Object.keys(entries)) {
    if (now - entries[key].at > maxAge) {
      delete entries[key];
    }
  }
}

function serve(req, res) {
  const file = path.join(ROOT, req.query.file);
  fs.readFile(file, (err, data) => {
    if (err) {
      res.statusCode = 404;
      res.end();
      return;
    }
    entries[file] = { at: Date.now(), size: data.length };
    res.end(data);
  });
}

function isFresh(key) {
  const entry = entries[key];
  if (!entry) {
    return false;
  }
  return entry.at == undefined || entry.tag == '0';
}

function total() {
  let sum = 0;
  for (const key in entries) {
    sum += entires[key].size;
  }
  return sum;
}

function waitFor(flag) {
  let rounds = 0;
  while (rounds < 10) {
    if (flag.ready) {
      return true;
    }
  }
  return false;
}

const squares = [1, 2, 3].map((n) => {
  n * n;
});

async function saveAll(docs, store) {
  docs.forEach(async (doc) => {
    await store.save(doc);
  });
  return docs.length;
}

module.exports = { clean, serve, isFresh, total, waitFor, squares, saveAll };
