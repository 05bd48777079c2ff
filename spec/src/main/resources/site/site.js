// SPDX-License-Identifier: Apache-2.0
// The search field of each page.
"use strict";
(() => {
  const field = document.getElementById("find");
  const list = document.getElementById("found");
  const up = document.body.dataset.up;

  /** How well an entry fits: 0 the name itself, 1 its beginning, 2 a part of it, 3 a part of the sentence; 9 not at all. */
  const rank = (entry, typed) => {
    const names = entry[0].toLowerCase().split(/[ ,]+/);
    if (names.includes(typed)) return 0;
    if (names.some(n => n.startsWith(typed))) return 1;
    if (entry[0].toLowerCase().includes(typed)) return 2;
    return entry[1].toLowerCase().includes(typed) ? 3 : 9;
  };

  field.addEventListener("input", () => {
    const typed = field.value.trim().toLowerCase();
    list.replaceChildren();
    if (!typed) return;
    const hits = revokeSearch.map(e => [rank(e, typed), e]).filter(h => h[0] < 9).sort((a, b) => a[0] - b[0]).slice(0, 12);
    for (const [, e] of hits) {
      const a = Object.assign(document.createElement("a"), { href: up + e[2], textContent: e[0] });
      const li = document.createElement("li");
      li.append(a, " " + e[1]);
      list.append(li);
    }
    if (!hits.length) list.append(Object.assign(document.createElement("li"), { textContent: "Nothing is called so." }));
  });
  field.addEventListener("keydown", e => {
    if (e.key === "Enter" && list.querySelector("a")) location.href = list.querySelector("a").href;
    if (e.key === "Escape") { field.value = ""; list.replaceChildren(); }
  });
})();
