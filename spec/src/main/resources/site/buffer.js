// SPDX-License-Identifier: Apache-2.0
// The graph of a design: what a page takes steps in. It is the oracle's graph, and nothing here knows what a step means. It uses
// only what the script engine of the tests knows, too: no class, no const in a loop, no await.
"use strict";
function Graph(data) {
  Object.assign(this, data);
  this.first = [0];
  for (let d of data.degree) this.first.push(this.first[this.first.length - 1] + d);
  let s = 0;
  this.target = data.target.map((difference, e) => {
    while (this.first[s + 1] <= e) s++;
    return s + difference;
  });
}

Graph.prototype = {
  value(state, variable) {
    const column = this.variables.indexOf(variable);
    return this.pool[this.values[column][state]];
  },

  /** The edges of a state. */
  edges(state) {
    const all = [];
    for (let e = this.first[state]; e < this.first[state + 1]; e++) all.push(e);
    return all;
  },

  /** What is written on an edge: what is seen of it, or the step's name. */
  words(edge) {
    const seen = this.events[this.event[edge]];
    return seen && !seen.endsWith(" = -") ? seen : this.steps[this.step[edge]][1] + ": " + this.steps[this.step[edge]][2];
  },

  process(edge) {
    return this.steps[this.step[edge]][1];
  },

  /** The claims that fail in a state, and on the edge that led to it. */
  failing(state, edge) {
    const all = new Set(this.verdicts[this.stateVerdict[state]][0]);
    if (edge !== undefined) this.verdicts[this.edgeVerdict[edge]][0].forEach(c => all.add(c));
    return all;
  },

  met(state) {
    return this.verdicts[this.stateVerdict[state]][1];
  },

  /** The shortest path from one of some states to an edge that is wanted: where it begins, and its edges; null if there is none. */
  path(from, wanted) {
    const via = new Map(from.map(s => [s, -1]));
    const came = new Map();
    const queue = from.slice();
    for (let n = 0; n < queue.length; n++) {
      for (let e of this.edges(queue[n]).reverse()) {
        let t = this.target[e];
        let done = wanted(e, t);
        if (!via.has(t) || done) {
          if (!via.has(t)) {
            via.set(t, e);
            came.set(t, queue[n]);
            queue.push(t);
          }
          if (done) {
            let way = [e];
            let s = queue[n];
            for (; via.get(s) >= 0; s = came.get(s)) way.unshift(via.get(s));
            return { start: s, way };
          }
        }
      }
    }
    return null;
  },
};

const Loaded = {};

/** The scripts with data call this. */
function revokeData(name, text) {
  Loaded[name].take(text);
}

/** The graph of a design; its script is loaded when it is asked for the first time. */
function loadGraph(name) {
  if (!Loaded[name]) {
    const entry = Loaded[name] = {};
    entry.promise = new Promise((resolve, reject) => {
      entry.take = text => {
        const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
        const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        new Response(plain).text().then(json => resolve(new Graph(JSON.parse(json))), reject);
      };
      const script = document.createElement("script");
      script.src = "data/" + name + ".js";
      script.onerror = () => reject(new Error("there is no design " + name + " on these pages"));
      document.head.append(script);
    });
  }
  return Loaded[name].promise;
}
