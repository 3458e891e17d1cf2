// Draws NODES and EDGES with vis-network. All text of the data is set as text, never as HTML.
"use strict";

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function card(item) {
  const box = element("div", "tip");
  box.append(element("strong", "", item.title));
  for (const line of item.lines) box.append(element("div", "line", line));
  for (const quote of item.quotes || []) {
    box.append(element("blockquote", "", quote.text));
    const cite = element("div", "cite", quote.cite);
    if (quote.url) {
      const link = element("a", "", WORDS.read);
      link.href = quote.url;
      link.rel = "noopener noreferrer nofollow";
      link.target = TARGET;
      cite.append(" · ", link);
    }
    box.append(cite);
  }
  if (item.more) box.append(element("div", "cite", "+ " + item.more));
  if (item.quotes && !item.quotes.length) box.append(element("div", "cite", WORDS.none));
  return box;
}

// A source opens beside a page that stands in a frame, as in a notebook: few let themselves be framed.
const TARGET = window === window.top ? "" : "_blank";
for (const link of document.querySelectorAll("a[rel]")) link.target = TARGET;
const WORDS = document.getElementById("network").dataset;
const nodes = new vis.DataSet(NODES.map((n) => ({ ...n, title: card(n) })));
const edges = new vis.DataSet(EDGES.map((e) => ({ ...e, title: card(e) })));
const container = document.getElementById("network");
const network = new vis.Network(container, { nodes, edges }, OPTIONS);
network.once("afterDrawing", () => network.fit()); // only now are the labels measured
const panel = document.getElementById("panel");

function show(item) {
  panel.replaceChildren(card(item));
}

network.on("click", (event) => {
  if (event.nodes.length) show(NODES.find((n) => n.id === event.nodes[0]));
  else if (event.edges.length) show(EDGES.find((e) => e.id === event.edges[0]));
});

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

document.getElementById("fit").addEventListener("click", () => network.fit());
document.getElementById("in").addEventListener("click", () => zoom(1.3));
document.getElementById("out").addEventListener("click", () => zoom(1 / 1.3));

for (const box of document.querySelectorAll("input[data-kind]")) {
  box.addEventListener("change", () => {
    const hit = NODES.filter((n) => n.group_key === box.dataset.kind);
    nodes.update(hit.map((n) => ({ id: n.id, hidden: !box.checked })));
  });
}

document.getElementById("find").addEventListener("change", (event) => {
  const hit = NODES.find((n) => n.title === event.target.value);
  if (!hit) return;
  network.selectNodes([hit.id]);
  network.focus(hit.id, { scale: 1 });
  show(hit);
});
