// SPDX-License-Identifier: Apache-2.0
// A counterexample is gone through by keyboard: the arrows mark one row of its picture, and the step in the list.
"use strict";
for (const section of document.querySelectorAll(".counterexample")) {
  const svg = section.querySelector("svg");
  const steps = [...section.querySelectorAll(".steps li")];
  const rows = [...svg.querySelectorAll("text.number")];
  const mark = document.createElementNS(svg.namespaceURI, "rect");
  const frame = section.querySelector(".wide");
  let at = -1;
  mark.setAttribute("class", "on");
  frame.setAttribute("aria-label", "Picture; the arrow keys go from step to step");
  frame.addEventListener("keydown", e => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!by) return;
    e.preventDefault();
    at = Math.min(Math.max(at + by, 0), rows.length - 1);
    for (const [name, value] of Object.entries({ x: 1, y: rows[at].getAttribute("y") - 15, width: svg.viewBox.baseVal.width - 2, height: 22 })) {
      mark.setAttribute(name, value);
    }
    svg.append(mark);
    section.querySelector("details").open = true;
    steps.forEach((li, n) => li.classList.toggle("on", n === at - 1));
  });
}
