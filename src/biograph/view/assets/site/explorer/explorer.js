// The explorer without loading pages anew: addresses of the page are fetched, their parts put in place.
"use strict";

const stage = document.getElementById("stage");
const PARTS = ["filters", "tools", "side", "save", "tables"];
// Loaded one after the other, and only where there is WebGL: sigma fails without.
const SCRIPTS = ["vendor/graphology.umd.min.js", "vendor/sigma.min.js", "site/explorer/shapes.js", "site/explorer/drawing.js"];
const BESIDE = ["node", "edge", "view", "page"]; // words that do not change what is drawn
let drawing = null, drawn = "", asked = 0, waiting = 0;

const words = () => new URLSearchParams(location.search);
const told = (text) => { document.querySelector("#tools p").textContent = text; };

function still() {
  const picture = new Image();
  picture.src = stage.dataset.picture;
  picture.alt = stage.getAttribute("aria-label");
  stage.replaceChildren(picture);
  told(stage.dataset.still);
}

async function draw() {
  const source = new URL(stage.dataset.source, location.href);
  BESIDE.forEach((word) => source.searchParams.delete(word));
  if (source.href !== drawn) {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error((await answer.json()).error);
    drawing.show(await answer.json());
    drawn = source.href;
  }
  drawing.choose(words().get("node") || words().get("edge") || "");
  stage.dataset.drawn = drawing.graph.order;
}

// Goes to an address of this page: its parts replace those here, and the drawing follows.
async function go(address, { push = true } = {}) {
  const mine = ++asked, url = new URL(address, location.href);
  if (drawing && push) url.searchParams.set("view", drawing.view);
  try {
    const answer = await fetch(url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    if (!answer.ok) { told(page.querySelector("[role=alert]").textContent); return; }
    if (push) history.pushState(null, "", url);
    const open = [...document.querySelectorAll("main details")].map((part) => part.open);
    PARTS.forEach((id) => document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id))));
    [...document.querySelectorAll("main details")].forEach((part, at) => { part.open = open[at]; });
    Object.assign(stage.dataset, page.getElementById("stage").dataset);
    ready();
    if (drawing) await draw(); else still();
  } catch (error) {
    told(`${stage.dataset.failed} ${error.message}`);
  }
}

// The address that the form gives, without what is so by default.
function chosen(form) {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") given.append(name, value);
  for (const name of ["show", "layer"]) {
    if (given.getAll(name).length === form.querySelectorAll(`[name=${name}]`).length) given.delete(name);
  }
  if (given.getAll("leaves").pop() === "1") given.delete("leaves");
  if (given.get("hops") === "1") given.delete("hops");
  return `${location.pathname}?${given}`;
}

function touched(kind, id) {
  const given = words();
  if (!kind && !given.has("node") && !given.has("edge")) return;
  if (kind === "more") given.append("more", id);
  else ["node", "edge"].forEach((word) => given.delete(word));
  if (kind && kind !== "more") given.set(kind, id);
  go(`${location.pathname}?${given}`);
}

function moved() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const given = words();
    given.set("view", drawing.view);
    history.replaceState(null, "", `?${given}`);
  }, 300);
}

async function png() {
  const picture = new Image();
  picture.src = stage.dataset.picture;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth * 2, picture.naturalHeight * 2];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "biograph.png" });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

// What the parts need each time that they are replaced.
function ready() {
  const button = document.getElementById("png");
  button.hidden = false;
  button.addEventListener("click", () => png().catch((error) => told(error.message)));
  document.querySelector("#filters > button").hidden = true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("main a[href]");
  if (!link || link.download || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.pathname !== location.pathname || link.hasAttribute("rel")) return;
  if (new URLSearchParams(link.search).get("focus") !== words().get("focus")) return;
  event.preventDefault();
  const table = link.closest("#tables");
  go(link.href).then(() => {
    const side = document.getElementById("side");
    side.tabIndex = -1;
    if (table) side.focus(); else if (document.activeElement === document.body) stage.focus({ preventScroll: true });
  });
});
document.addEventListener("change", (event) => { if (event.target.form?.id === "filters") go(chosen(event.target.form)); });
document.addEventListener("submit", (event) => {
  if (event.target.id !== "filters") return;
  event.preventDefault();
  go(chosen(event.target));
});
stage.addEventListener("keydown", (event) => { if (drawing?.key(event.key)) event.preventDefault(); });
document.getElementById("zoom").addEventListener("click", (event) => drawing?.key(event.target.value));
addEventListener("popstate", () => {
  if (drawing && words().has("view")) drawing.view = words().get("view");
  go(location.href, { push: false });
});

function load(file) {
  return new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src: `/static/${file}`, onload: done, onerror: failed }));
  });
}

async function start() {
  for (const file of SCRIPTS) await load(file);
  drawing = new Drawing(stage, touched, moved);
  if (words().has("view")) drawing.view = words().get("view");
  document.getElementById("zoom").hidden = false;
  await draw();
}

ready();
if (document.createElement("canvas").getContext("webgl2")) start().catch((error) => told(`${stage.dataset.failed} ${error.message}`));
else still();
