// The drawing of a graph with sigma: columns of the page's JSON in, what is touched out.
"use strict";

const PALE = "#d5d2ca", LINK = "#8b919a", CHOSEN = "#a8380b", INK = "#1b2430";
const MANY = 3000; // links from which arrows and moving edges would be too slow

const brief = (name) => (name.length > 36 ? `${name.slice(0, 35).trimEnd()}…` : name);

// A name right of its node, readable over links.
function lettered(context, { x, y, size, label }, { labelFont, labelSize }) {
  if (!label) return;
  context.font = `${labelSize}px ${labelFont}`;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = "#fffdf9";
  context.strokeText(label, x + size + 3, y + labelSize / 3);
  context.fillStyle = INK;
  context.fillText(label, x + size + 3, y + labelSize / 3);
}

class Drawing {
  // `touched(kind, id)` is told of nodes, links ("edge"), nodes to expand ("more") and the ground ("").
  constructor(stage, touched, moved) {
    this.stage = stage;
    this.graph = new graphology.MultiDirectedGraph();
    this.chosen = "";
    this.found = null;
    this.sigma = new Sigma(this.graph, stage, {
      nodeProgramClasses: { shape: ShapeProgram },
      defaultNodeType: "shape",
      defaultEdgeColor: LINK,
      labelFont: getComputedStyle(stage).fontFamily,
      labelSize: 13,
      labelGridCellSize: 150,
      labelRenderedSizeThreshold: 3,
      defaultDrawNodeLabel: lettered,
      enableEdgeEvents: true,
      allowInvalidContainer: true,
      minEdgeThickness: 0.6,
      nodeReducer: (id, node) => this.node(id, node),
      edgeReducer: (id, edge) => (id === this.chosen ? { ...edge, color: CHOSEN, size: 4, zIndex: 1 } : edge),
    });
    this.sigma.on("clickNode", ({ node }) => touched("node", node));
    this.sigma.on("clickEdge", ({ edge }) => touched("edge", edge));
    this.sigma.on("clickStage", ({ event }) => { const edge = this.near(event); touched(edge && "edge", edge); });
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); touched("more", node); });
    this.sigma.on("enterEdge", ({ edge }) => { stage.title = this.graph.getEdgeAttribute(edge, "word"); });
    this.sigma.on("leaveEdge", () => { stage.title = ""; });
    this.camera = this.sigma.getCamera();
    this.camera.on("updated", moved);
  }

  // The link within a finger's breadth: links are thin.
  near({ x, y }) {
    for (const far of [2, 4, 6]) {
      for (const [right, down] of [[far, 0], [-far, 0], [0, far], [0, -far]]) {
        const edge = this.sigma.getEdgeAtPoint(x + right, y + down);
        if (edge) return edge;
      }
    }
    return "";
  }

  node(id, node) {
    if (id === this.chosen) return { ...node, highlighted: true };
    return this.found && !this.found.has(id) ? { ...node, color: PALE, label: "" } : node;
  }

  // Draws what the data say; what stays keeps its place.
  show({ start, styles, predicates, box, nodes, links }) {
    const many = links.source.length > MANY;
    const ids = nodes.id.map((id) => (id.includes(":") ? id : start + id));
    const relations = links.relation.map((id) => start + id);
    const kept = new Set(ids), joined = new Set(relations);
    this.graph.filterEdges((edge) => !joined.has(edge)).forEach((edge) => this.graph.dropEdge(edge));
    this.graph.filterNodes((node) => !kept.has(node)).forEach((node) => this.graph.dropNode(node));
    const first = new Set(nodes.starts.length > 5 ? [] : nodes.starts);
    ids.forEach((id, at) => this.graph.mergeNode(id, {
      x: nodes.x[at], y: -nodes.y[at], size: nodes.size[at], label: brief(nodes.name[at]),
      color: styles[nodes.group[at]][1], shape: SHAPES.indexOf(styles[nodes.group[at]][0]), forceLabel: first.has(at),
    }));
    relations.forEach((id, at) => this.graph.mergeEdgeWithKey(id, ids[links.source[at]], ids[links.target[at]], {
      size: many ? 0.7 : 2, color: many ? "#c3c6cb" : LINK, type: many ? "line" : "arrow", word: predicates[links.predicate[at]],
    }));
    this.found = nodes.found.length ? new Set(nodes.found.map((at) => ids[at])) : null;
    this.sigma.setSetting("hideEdgesOnMove", many);
    this.sigma.setCustomBBox({ x: [box[0], box[2]], y: [-box[3], -box[1]] });
    this.sigma.refresh();
  }

  choose(id) {
    this.chosen = id;
    this.sigma.refresh({ skipIndexation: true });
  }

  get view() {
    const { x, y, ratio } = this.camera.getState();
    return [x, y, ratio].map((value) => value.toFixed(3)).join(",");
  }

  set view(text) {
    const [x, y, ratio] = text.split(",").map(Number);
    if (ratio > 0 && Number.isFinite(x + y)) this.camera.setState({ x, y, ratio, angle: 0 });
  }

  // The keys of the drawing; true where the key is one.
  key(name) {
    const { x, y, ratio } = this.camera.getState(), step = ratio / 8;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[name]) this.camera.setState({ x: x + moves[name][0], y: y + moves[name][1] });
    else if (name === "+" || name === "=") this.camera.animatedZoom({ duration: 150 });
    else if (name === "-") this.camera.animatedUnzoom({ duration: 150 });
    else if (name === "0") this.camera.animatedReset({ duration: 150 });
    else return false;
    return true;
  }
}
