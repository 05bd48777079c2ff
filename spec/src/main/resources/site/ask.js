// SPDX-License-Identifier: Apache-2.0
// The form of ask.html. From the disk it shows the command; served by ./revoke serve, it sends the question and shows the answer
// while it comes.
"use strict";
(() => {
  const at = id => document.getElementById(id);
  const examples = {
    "what-if": "Linux73 FenceWait=None",
    litmus: "",
    trace: "",
  };
  const files = { litmus: "TEST.litmus", trace: "TRACE.txt" };
  let running = null;

  const quoted = word => /^[\w.,:=\/-]+$/.test(word) ? word : "'" + word + "'";
  const command = () => {
    const kind = at("kind").value;
    const words = at("said").value.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) || [];
    const said = kind === "what-if" ? words.map(w => /^['"]/.test(w) ? w : quoted(w)).join(" ") : files[kind];
    at("command").textContent = "./revoke " + kind + " " + said;
  };
  const choose = () => {
    at("said").value = examples[at("kind").value];
    at("said").placeholder = at("kind").value === "what-if" ? "Linux73 FenceWait=None" : "the text, or drop a file here";
    command();
  };
  const read = async file => {
    if (!file) return;
    if (at("kind").value === "what-if") at("kind").value = file.name.endsWith(".litmus") ? "litmus" : "trace";
    at("said").value = await file.text();
    files[at("kind").value] = quoted(file.name);
    command();
  };

  const ask = async () => {
    running = new AbortController();
    at("go").disabled = true;
    at("stop").disabled = false;
    at("answer").textContent = "";
    at("status").textContent = "The question is being answered.";
    try {
      const answer = await fetch("ask?kind=" + at("kind").value, { method: "POST", body: at("said").value, signal: running.signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) at("answer").textContent += part.value;
      at("status").textContent = answer.ok ? "Answered." : "Not answered.";
    } catch (e) {
      at("status").textContent = running.signal.aborted ? "Stopped." : "Not answered: " + e.message;
    }
    at("go").disabled = false;
    at("stop").disabled = true;
  };

  at("kind").addEventListener("change", choose);
  at("said").addEventListener("input", command);
  at("file").addEventListener("change", () => read(at("file").files[0]));
  at("said").addEventListener("dragover", e => e.preventDefault());
  at("said").addEventListener("drop", e => { e.preventDefault(); read(e.dataTransfer.files[0]); });
  at("stop").addEventListener("click", () => running.abort());
  at("ask").addEventListener("submit", e => {
    e.preventDefault();
    if (revokeServed) ask();
    else at("status").textContent = "This page was read from the disk, or from a server that answers nothing. Run the command; or run"
        + " ./revoke serve, and ask here.";
  });
  choose();
})();
