'use strict';

class PriorityQueue {
  constructor(compare = (a, b) => a - b) {
    this._compare = compare;
    this._heap = [];
  }

  get size() {
    return this._heap.length;
  }

  push(value) {
    const heap = this._heap;
    let index = heap.push(value) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this._compare(heap[parent], heap[index]) <= 0) break;
      [heap[parent], heap[index]] = [heap[index], heap[parent]];
      index = parent;
    }
  }

  pop() {
    const heap = this._heap;
    if (heap.length === 0) return undefined;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      heap[0] = last;
      this._sink(0);
    }
    return top;
  }

  _sink(start) {
    const heap = this._heap;
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let smallest = index;
      if (left < heap.length && this._compare(heap[left], heap[smallest]) < 0) smallest = left;
      if (right < heap.length && this._compare(heap[right], heap[smallest]) < 0) smallest = right;
      if (smallest === index) return;
      [heap[index], heap[smallest]] = [heap[smallest], heap[index]];
      index = smallest;
    }
  }
}

class Graph {
  constructor() {
    this.edges = new Map();
  }

  addEdge(from, to, weight = 1) {
    if (!this.edges.has(from)) this.edges.set(from, []);
    if (!this.edges.has(to)) this.edges.set(to, []);
    this.edges.get(from).push({ to, weight });
    return this;
  }

  *neighbours(node) {
    for (const edge of this.edges.get(node) || []) yield edge;
  }

  shortestPath(start, goal) {
    const distance = new Map([[start, 0]]);
    const previous = new Map();
    const queue = new PriorityQueue((a, b) => a.cost - b.cost);
    queue.push({ node: start, cost: 0 });

    while (queue.size > 0) {
      const { node, cost } = queue.pop();
      if (node === goal) break;
      if (cost > distance.get(node)) continue;
      for (const { to, weight } of this.neighbours(node)) {
        const next = cost + weight;
        if (next < (distance.get(to) ?? Infinity)) {
          distance.set(to, next);
          previous.set(to, node);
          queue.push({ node: to, cost: next });
        }
      }
    }
    if (!distance.has(goal)) return null;

    const path = [goal];
    for (let node = goal; node !== start; ) {
      node = previous.get(node);
      path.unshift(node);
    }
    return { path, cost: distance.get(goal) };
  }

  hasCycle() {
    const state = new Map();
    const visit = (node) => {
      if (state.get(node) === 'open') return true;
      if (state.get(node) === 'closed') return false;
      state.set(node, 'open');
      for (const { to } of this.neighbours(node)) {
        if (visit(to)) return true;
      }
      state.set(node, 'closed');
      return false;
    };
    return [...this.edges.keys()].some((node) => visit(node));
  }
}

function parseEdges(text) {
  const graph = new Graph();
  text.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim();
    if (!trimmed || trimmed[0] === '#') return;
    const match = /^(\w+)\s*->\s*(\w+)(?:\s+(\d+(?:\.\d+)?))?$/.exec(trimmed);
    if (!match) {
      throw new SyntaxError(`line ${index + 1}: expected "a -> b [weight]", got ${JSON.stringify(trimmed)}`);
    }
    const [, from, to, weight] = match;
    graph.addEdge(from, to, weight === undefined ? 1 : Number(weight));
  });
  return graph;
}

module.exports = { Graph, PriorityQueue, parseEdges };
