// SPDX-License-Identifier: Apache-2.0
// The buffer to play with. The path stands in the fragment of the address: design, initial state, and edge after edge the
// place of each among those of its state.
"use strict";
(() => {
  const get = id => document.getElementById(id);
  let graph;
  let start;
  let path = [];

  const state = () => path.length ? graph.target[path[path.length - 1]] : start;
  const element = (name, text, style) => Object.assign(document.createElement(name), { textContent: text, className: style || "" });
  const say = text => { get("said").textContent = text; };

  /** Who shares the buffer, as the state says it. */
  const population = s => graph.value(s, "kind");

  const users = s => [...graph.value(s, "kind").matchAll(/(\w+) \|-> "(\w+)"/g)].filter(m => m[2] !== "absent").map(m => m[1]);

  function remember() {
    let s = start;
    const places = path.map(e => {
      const place = e - graph.first[s];
      s = graph.target[e];
      return place.toString(36);
    });
    const beside = get("beside").value;
    history.replaceState(null, "", "#d=" + graph.design + "&s=" + start + "&p=" + places.join(".") + (beside ? "&b=" + beside : ""));
  }

  function take(edges) {
    path.push(...edges);
    show();
    (get("steps").querySelector("button") || get("back")).focus(); // The button that was pressed is gone.
  }

  function showSteps() {
    const groups = new Map();
    for (const e of graph.edges(state())) {
      const p = graph.process(e);
      if (!groups.has(p)) groups.set(p, []);
      groups.get(p).push(e);
    }
    const box = get("steps");
    box.replaceChildren();
    for (const [p, edges] of [...groups].sort()) {
      box.append(element("h3", p));
      for (const e of edges) {
        const [action, , text, kernel, section] = graph.steps[graph.step[e]];
        const button = element("button", graph.events[graph.event[e]] ? graph.words(e) : text);
        button.title = action + ": " + kernel + " [" + section + "]";
        button.addEventListener("click", () => take([e]));
        box.append(button);
      }
    }
    if (!groups.size) box.append(element("p", "Nobody can take a step."));
  }

  function showState() {
    const s = state();
    const before = path.length > 1 ? graph.target[path[path.length - 2]] : start; // the first step is compared with the beginning
    const box = get("state");
    const phase = graph.value(s, "stage").replaceAll('"', "");
    box.replaceChildren(element("p", phase, "band " + phase));
    const met = graph.met(s);
    for (const u of users(s)) {
      const may = ["full", "read"].find(a => met.includes(u + ":" + a)) || "none";
      const line = element("p", u + " may do " + { full: "everything", read: "reads whose data is dropped", none: "nothing" }[may]);
      line.append(element("span", "", "may " + may));
      box.append(line);
    }
    for (const c of graph.failing(s, path[path.length - 1])) box.append(element("p", c + " is broken", "broken"));
    const table = document.createElement("table");
    for (const v of graph.variables.filter(v => v !== "design")) {
      const row = document.createElement("tr");
      const value = graph.value(s, v).replace(/\[arg \|-> "-", at \|-> "idle"[^\]]*\]/g, "idle");
      row.append(element("th", v), element("td", value, graph.value(s, v) === graph.value(before, v) ? "" : "changed"));
      table.append(row);
    }
    box.append(table);
  }

  function showWay() {
    const list = get("way");
    list.replaceChildren();
    path.forEach((e, n) => {
      const li = document.createElement("li");
      const a = element("a", graph.words(e));
      a.href = "#";
      a.addEventListener("click", event => {
        event.preventDefault();
        path = path.slice(0, n + 1);
        show();
      });
      li.append(a);
      for (const c of graph.failing(graph.target[e], e)) li.append(" ", element("span", c, "broken"));
      list.append(li);
    });
  }

  /** Where another design parts from the path: the first step that it cannot take. */
  async function compare() {
    const name = get("beside").value;
    if (!name) return "";
    const other = await loadGraph(name);
    let s = other.initial.find(i => other.value(i, "kind") === population(start));
    if (s === undefined) return name + " has nobody like that";
    for (let n = 0; n < path.length; n++) {
      const text = graph.steps[graph.step[path[n]]][2];
      const seen = graph.events[graph.event[path[n]]];
      const e = other.edges(s).find(x => other.steps[other.step[x]][2] === text && other.events[other.event[x]] === seen);
      if (e === undefined) return name + " parts at step " + (n + 1) + ": it cannot take " + graph.words(path[n]);
      s = other.target[e];
    }
    return name + " takes all of these steps too";
  }

  function show() {
    get("back").disabled = !path.length;
    get("who").value = start;
    showSteps();
    showState();
    showWay();
    remember();
    compare().then(text => say(text || path.length + " steps"));
  }

  /** A fact as a reader says it. A claim stands for its case, the situation that it is about. */
  function sentence(fact) {
    const may = /^(\w+):(full|read)$/.exec(fact);
    if (may) return may[1] + " may do " + may[2].replace("full", "everything").replace("read", "reads whose data is dropped");
    return fact.startsWith("phase ") ? fact : "the case of " + fact;
  }

  function offer() {
    const who = get("who");
    who.replaceChildren();
    for (const s of graph.initial) {
      const different = graph.initial.filter(i => population(i) === population(s)).length > 1 ? ", " + graph.value(s, "stage") : "";
      who.append(Object.assign(element("option", population(s).replace(/[\[\]]/g, "").replace(/\w+ \|-> "absent"(, )?/g, "").replace(/, $/, "") + different), { value: s }));
    }
    const claims = new Set();
    const facts = new Set();
    graph.verdicts.forEach(v => v[0].forEach(c => claims.add(c)));
    graph.stateVerdict.forEach(v => graph.verdicts[v][1].filter(f => !f.includes(".")).forEach(f => facts.add(f)));
    graph.values[graph.variables.indexOf("stage")].forEach(p => facts.add("phase " + graph.pool[p].replaceAll('"', "")));
    get("claim").replaceChildren(...[...claims].sort().map(c => element("option", c)));
    get("facts").replaceChildren(...[...facts].sort().map(f => {
      const label = element("label", " " + sentence(f));
      label.prepend(Object.assign(document.createElement("input"), { type: "checkbox", value: f }));
      return label;
    }));
  }

  async function open(name, wanted) {
    graph = await loadGraph(name);
    get("design").value = name;
    offer();
    start = graph.initial.includes(Number(wanted.s)) && wanted.s !== undefined ? Number(wanted.s) : graph.initial[0];
    path = [];
    for (const place of (wanted.p || "").split(".").filter(x => x)) {
      const e = graph.first[state()] + parseInt(place, 36);
      if (!(e < graph.first[state() + 1])) {
        say("the address leads off the graph after " + path.length + " steps");
        break;
      }
      path.push(e);
    }
    if (wanted.v) violation(wanted.v);
    show();
  }

  /** Goes to the first violation of a claim, from whichever beginning is nearest. */
  function violation(claim) {
    const found = graph.path(graph.initial, (e, t) => graph.failing(t, e).has(claim));
    if (found) {
      start = found.start;
      path = found.way;
    }
    if (found) get("claim").value = claim;
    return found;
  }

  get("back").addEventListener("click", () => { path.pop(); show(); });
  get("again").addEventListener("click", () => { path = []; show(); });
  get("who").addEventListener("change", () => { start = Number(get("who").value); path = []; show(); });
  get("design").addEventListener("change", () => open(get("design").value, {}));
  get("beside").addEventListener("change", () => show());
  get("go").addEventListener("click", () => {
    if (violation(get("claim").value)) show(); else say("no state or step breaks it");
  });
  get("reach").addEventListener("click", () => {
    const facts = [...get("facts").querySelectorAll(":checked")].map(i => i.value);
    const found = graph.path([state()], (e, t) => facts.every(f => f.startsWith("phase ")
      ? graph.value(t, "stage") === '"' + f.slice(6) + '"' : graph.met(t).includes(f)));
    if (found) take(found.way); else say("no state that can be reached from here has all of that");
  });
  document.addEventListener("keydown", e => {
    if (e.key === "Backspace" && !/INPUT|SELECT/.test(e.target.tagName) && path.length) {
      e.preventDefault();
      path.pop();
      show();
    }
  });

  const wanted = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (wanted.b) get("beside").value = wanted.b;
  open(wanted.d || "Linux73", wanted).catch(e => say(e.message));
})();
