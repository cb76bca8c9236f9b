/* The drawn graph: nodes by WebGL (Sigma), lines and names above them by
 * scene.ts; of a large graph the lines come from WebGL too. */
import { createNodeBorderProgram } from "@sigma/node-border";
import { DirectedGraph } from "graphology";
import Sigma from "sigma";
import type { NodeProgramType } from "sigma/rendering";
import type { Edge, Graph, Node } from "../api/types";
import { DiscProgram } from "./discs";
import { distanceTo, distanceToSegment, type Point } from "./geometry";
import { Layout, type LayoutReport, startOf } from "./layout";
import { LineLayer } from "./lines";
import { CanvasPainter, fontOf, type TextStyle } from "./painter";
import { curveOf, type Memory, paintEdges, paintMarks, paintNames, type Scene, type SceneEdge, type SceneNode } from "./scene";
import { Slide } from "./slide";
import { Steps } from "./steps";
import type { Selection } from "./state";
import { channels, mix, type Theme } from "./theme";

/* More lines than these are drawn plainly, by WebGL. */
const MANY_EDGES = 1200;
const REACH = 7; // px from a line that still means it
const ROOM = 8000; // square px that a node wants
const PADDING = 46; // px around the picture, for names
const FAINT = 0.55; // share of paper in the ink of a large graph's lines …
const FAINTER = 0.85; // … and while something is looked at

export interface CanvasEvents {
  select(selection: Selection | null): void;
  expand(id: string): void;
  pin(id: string, x: number, y: number): void;
  /* The layout has come so far, 0 to 1. */
  progress(share: number): void;
}

interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  color: string;
  borderColor: string;
  type: "bordered" | "disc";
}

export function keyOf(edge: { source: string; relation: string; target: string }): string {
  return `${edge.source}\n${edge.relation}\n${edge.target}`;
}

/* Radius in px; `crowd` shrinks all where many share little room. */
function sizeOf(node: Node, heaviest: number, crowd: number): number {
  return crowd * (4 + 12 * Math.sqrt(Math.max(node.weight, 0) / (heaviest || 1)));
}

/* Lines between the same two things are told apart by bending. */
function sceneEdges(edges: readonly Edge[], place: ReadonlyMap<string, number>): SceneEdge[] {
  const pairs = new Map<number, SceneEdge[]>();
  const made = edges.map((edge): SceneEdge => {
    const [source, target] = [place.get(edge.source)!, place.get(edge.target)!];
    const key = Math.min(source, target) * 65536 + Math.max(source, target);
    const pair = pairs.get(key) ?? [];
    pairs.set(key, pair);
    const { label, status, articles } = edge;
    const one: SceneEdge = { key: keyOf(edge), source, target, nth: pair.length, count: 1, reversed: source > target, label, status, articles };
    pair.push(one);
    return one;
  });
  for (const pair of pairs.values()) for (const edge of pair) edge.count = pair.length;
  return made;
}

export class GraphCanvas {
  private graph = new DirectedGraph<NodeAttributes>();
  /* Where things lay when they were last seen: filters that come and go move nothing. */
  private readonly places = new Map<string, Point>();
  private readonly sigma: Sigma<NodeAttributes>;
  private readonly layout = new Layout();
  private readonly measured = new Map<string, number>();
  private nodes: Node[] = [];
  private place = new Map<string, number>();
  private edges: readonly Edge[] = [];
  private ends = new Int32Array(0); // places of both ends of every edge
  private lines: SceneEdge[] = []; // of all edges; of a large graph none
  private pinned: Record<string, [number, number]> = {};
  private selection: Selection | null = null;
  private hovered: Selection | null = null;
  private memory: Memory | undefined;
  private dragged: string | null = null;
  private moved = false;
  private readonly layer: LineLayer;
  private readonly slide: Slide;
  private readonly steps: Steps;

  constructor(
    private readonly container: HTMLElement,
    private theme: Theme,
    private readonly events: CanvasEvents,
  ) {
    this.sigma = new Sigma<NodeAttributes>(this.graph, container, {
      allowInvalidContainer: true,
      renderLabels: false,
      renderEdgeLabels: false,
      enableCameraRotation: false,
      defaultDrawNodeHover: () => {},
      stagePadding: PADDING,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      zIndex: false,
      defaultNodeType: "bordered",
      nodeProgramClasses: {
        bordered: createNodeBorderProgram<NodeAttributes>({
          borders: [
            { size: { value: 1.5, mode: "pixels" }, color: { attribute: "borderColor" } },
            { size: { fill: true }, color: { attribute: "color" } },
          ],
        }),
        disc: DiscProgram as unknown as NodeProgramType<NodeAttributes>,
      },
      nodeReducer: (id, data) => this.reduceNode(id, data),
    });
    this.layer = new LineLayer(this.sigma.getCanvases()["edges"]!.getContext("webgl2")!);
    this.slide = new Slide(this.sigma as unknown as Sigma, () => this.isLarge, () => this.isMoving());
    this.steps = new Steps(() => this.sigma.scheduleRender());
    container.style.visibility = "hidden";
    this.listen();
  }

  end(): void {
    this.layout.end();
    this.slide.end();
    this.steps.end();
    this.sigma.kill();
  }

  get isLarge(): boolean {
    return this.edges.length > MANY_EDGES;
  }

  private reduceNode(id: string, data: NodeAttributes): Partial<NodeAttributes> {
    const focus = this.focus(this.selection);
    if (!focus || focus.nodes.has(id)) return data;
    return { ...data, color: this.theme.paper, borderColor: this.theme.faint };
  }

  /* ------------------------------------------------------------ what is shown */

  show(answer: Graph, pinned: Record<string, [number, number]>): void {
    this.sigma.resize(); // what stands around the picture may have come with this answer
    this.pinned = pinned;
    this.nodes = answer.nodes;
    this.place = new Map(answer.nodes.map(({ id }, i) => [id, i]));
    this.edges = answer.edges;
    this.ends = new Int32Array(answer.edges.length * 2);
    answer.edges.forEach(({ source, target }, i) => this.ends.set([this.place.get(source)!, this.place.get(target)!], 2 * i));
    this.lines = this.isLarge ? [] : sceneEdges(answer.edges, this.place);
    this.slide.forget();
    this.steps.begin();
    if (this.fillGraph()) return this.arrange();
    this.revealAll();
    this.events.progress(1);
  }

  /* A graph of the nodes for Sigma; says whether there is anything new to lay out. */
  private fillGraph(): boolean {
    const heaviest = this.nodes[0]?.weight ?? 1;
    const { width, height } = this.sigma.getDimensions();
    const crowd = Math.min(1.3, Math.max(0.45, Math.sqrt((width * height) / (this.nodes.length * ROOM))));
    this.graph.forEachNode((id, { x, y }) => this.places.set(id, { x, y }));
    for (const [id, [x, y]] of Object.entries(this.pinned)) this.places.set(id, { x, y });
    const fresh = this.nodes.some(({ id }) => !this.places.has(id));
    const neighbours = fresh && this.places.size > 0 ? this.neighbourhoods() : null;
    const graph = new DirectedGraph<NodeAttributes>();
    this.nodes.forEach((node, i) => {
      const at = this.places.get(node.id) ?? this.startNear(neighbours?.get(node.id), i);
      const { fill, line } = this.theme.family(node.family);
      graph.addNode(node.id, { x: at.x, y: at.y, size: sizeOf(node, heaviest, crowd), color: fill, borderColor: line, type: this.isLarge ? "disc" : "bordered" });
    });
    this.graph = graph;
    this.fillLayer();
    this.sigma.setGraph(graph); // draws at once
    return fresh;
  }

  private fillLayer(): void {
    const { ends } = this;
    if (!this.isLarge) return this.layer.fill(new Float32Array(0));
    const places = new Float32Array(this.nodes.length * 2);
    this.nodes.forEach(({ id }, i) => {
      const { x, y } = this.graph.getNodeAttributes(id);
      places[2 * i] = x;
      places[2 * i + 1] = y;
    });
    const points = new Float32Array(ends.length * 2);
    for (let i = 0; i < ends.length; i++) {
      points[2 * i] = places[2 * ends[i]!]!;
      points[2 * i + 1] = places[2 * ends[i]! + 1]!;
    }
    this.layer.fill(points);
  }

  private neighbourhoods(): Map<string, string[]> {
    const all = new Map<string, string[]>(this.nodes.map(({ id }) => [id, []]));
    for (const { source, target } of this.edges) {
      all.get(source)!.push(target);
      all.get(target)!.push(source);
    }
    return all;
  }

  private startNear(neighbours: string[] | undefined, i: number): Point {
    const near = neighbours?.map((id) => this.places.get(id)).find((at) => at !== undefined);
    const spread = startOf(near ? i % 40 : i);
    return near ? { x: near.x + spread.x, y: near.y + spread.y } : spread;
  }

  /* Lays the nodes out anew; pinned ones stay. */
  arrange(): void {
    const { width, height } = this.sigma.getDimensions();
    const nodes = this.nodes.map(({ id }) => {
      const { x, y, size } = this.graph.getNodeAttributes(id);
      return { x, y, size, pinned: id in this.pinned };
    });
    this.sigma.setCustomBBox(null);
    this.events.progress(0);
    if (nodes.length > 0) this.layout.start(nodes, this.ends, { width: Math.max(width - 2 * PADDING, 100), height: Math.max(height - 2 * PADDING, 100) }, (report) => this.takePositions(report));
    else this.events.progress(1);
  }

  private takePositions({ positions, share }: LayoutReport): void {
    if (this.dragged) return;
    let i = 0;
    this.graph.updateEachNodeAttributes((id, attributes) => {
      const at = i++;
      if (id in this.pinned) return attributes;
      attributes.x = positions[2 * at]!;
      attributes.y = positions[2 * at + 1]!;
      return attributes;
    }, { attributes: ["x", "y"] });
    this.steps.begin();
    this.fillLayer();
    this.memory = undefined;
    this.revealAll();
    this.events.progress(share);
  }

  /* Nothing is seen before it has a place; the time is noted for who measures. */
  private revealAll(): void {
    if (this.container.style.visibility !== "hidden") return;
    this.container.style.visibility = "";
    performance.mark("relata:drawn");
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    for (const { id, family } of this.nodes) {
      const { fill, line } = theme.family(family);
      this.graph.mergeNodeAttributes(id, { color: fill, borderColor: line });
    }
    this.sigma.refresh();
  }

  /* ------------------------------------------------------------ what is looked at */

  select(selection: Selection | null): void {
    if (JSON.stringify(selection) === JSON.stringify(this.selection)) return;
    this.selection = selection;
    this.sigma.refresh({ skipIndexation: true });
  }

  private focus(selection: Selection | null): Scene["focus"] {
    if (!selection) return null;
    if (selection.kind === "edge") {
      const { s, p, o } = selection;
      return { nodes: new Set([s, o]), edges: new Set([keyOf({ source: s, relation: p, target: o })]), strong: null };
    }
    return this.focusOn(selection.id);
  }

  private focusCache: { id: string; edges: readonly Edge[]; focus: NonNullable<Scene["focus"]> } | null = null;

  private focusOn(id: string): Scene["focus"] {
    if (!this.place.has(id)) return null;
    if (this.focusCache?.id === id && this.focusCache.edges === this.edges) return this.focusCache.focus;
    const near = this.edgesAt(id);
    const nodes = new Set([id, ...near.flatMap(({ source, target }) => [source, target])]);
    const focus = { nodes, edges: new Set(near.map(keyOf)), strong: id };
    this.focusCache = { id, edges: this.edges, focus };
    return focus;
  }

  private edgesAt(id: string): Edge[] {
    return this.edges.filter(({ source, target }) => source === id || target === id);
  }

  /* The lines of what is looked at; of a large graph nothing else is drawn with names and arrows. */
  private focusLines(selection: Selection | null): SceneEdge[] {
    if (!selection) return [];
    const edges = selection.kind === "node" ? this.edgesAt(selection.id) : this.edges.filter(({ source, relation, target }) => source === selection.s && relation === selection.p && target === selection.o);
    return sceneEdges(edges, this.place);
  }

  /* ------------------------------------------------------------ drawing */

  /* From the graph's coordinates to px: origin and scale. */
  private projection(): { origin: Point; scale: Point } {
    const [origin, one] = [this.sigma.graphToViewport({ x: 0, y: 0 }), this.sigma.graphToViewport({ x: 1, y: 1 })];
    return { origin, scale: { x: one.x - origin.x, y: one.y - origin.y } };
  }

  private sceneNodes(): SceneNode[] {
    const { origin, scale } = this.projection();
    return this.nodes.map((node): SceneNode => {
      const { x, y, size } = this.graph.getNodeAttributes(node.id);
      return {
        id: node.id,
        label: node.label,
        type: node.type,
        family: node.family,
        weight: node.weight,
        pinned: node.id in this.pinned,
        more: node.facts > node.shown,
        x: origin.x + x * scale.x,
        y: origin.y + y * scale.y,
        r: this.sigma.scaleSize(size),
      };
    });
  }

  /* What is in view, with all lines or, of a large graph, those looked at. */
  scene(all = false): Scene {
    const { width, height } = this.sigma.getDimensions();
    const looked = this.hovered ?? this.selection;
    const focus = this.focus(looked);
    const edges = !this.isLarge ? this.lines : all ? sceneEdges(this.edges, this.place) : this.focusLines(looked);
    return { width, height, nodes: this.sceneNodes(), edges, focus, theme: this.theme };
  }

  private readonly measure = (text: string, style: TextStyle): number => {
    const font = fontOf(style);
    const key = font + text;
    let width = this.measured.get(key);
    if (width === undefined) {
      const context = this.sigma.getCanvases()["labels"]!.getContext("2d")!;
      context.font = font;
      width = context.measureText(text).width;
      if (this.measured.size > 20000) this.measured.clear();
      this.measured.set(key, width);
    }
    return width;
  };

  private readonly paint = (): void => {
    const scene = this.scene();
    const canvases = this.sigma.getCanvases();
    const lines = canvases["edgeLabels"]!.getContext("2d")!;
    if (this.isLarge) {
      const { origin, scale } = this.projection();
      this.layer.draw(this.steps.take(this.layer.count), scale, origin, scene.width, scene.height, channels(mix(this.theme.line, this.theme.paper, scene.focus ? FAINTER : FAINT)));
    }
    paintEdges(new CanvasPainter(lines), scene);
    const names = new CanvasPainter(canvases["labels"]!.getContext("2d")!);
    paintMarks(names, scene);
    this.memory = paintNames(names, scene, this.measure, this.memory);
    this.showLayer("edgeLabels", scene.edges.length > 0);
    this.showLayer("hoverNodes", this.hovered?.kind === "node");
    this.showLayer("hovers", false); // only paintDragged draws there
  };

  /* The browser need not lay layers upon each other that have nothing on them; without a graphics card each costs as much as a full one. */
  private showLayer(name: string, isUsed: boolean): void {
    this.sigma.getCanvases()[name]!.style.visibility = isUsed ? "" : "hidden";
  }

  private isMoving(): boolean {
    return (this.dragged !== null && this.moved) || this.sigma.getCamera().isAnimated() || this.sigma.getMouseCaptor().isMoving || this.sigma.getMouseCaptor().isMouseDown;
  }

  /* The dragged thing and its lines over the picture as it stands, where drawing all anew takes too long. */
  private paintDragged(id: string): void {
    const context = this.sigma.getCanvases()["hovers"]!.getContext("2d")!;
    const { width, height } = this.sigma.getDimensions();
    const { origin, scale } = this.projection();
    const node = this.nodes[this.place.get(id)!]!;
    const at = (one: string): Point => {
      const { x, y } = this.graph.getNodeAttributes(one);
      return { x: origin.x + x * scale.x, y: origin.y + y * scale.y };
    };
    const painter = new CanvasPainter(context);
    const here = at(id);
    context.clearRect(0, 0, width, height);
    this.showLayer("hovers", true);
    for (const { source, target } of this.edgesAt(id)) {
      const there = at(source === id ? target : source);
      painter.curve({ from: here, bend: here, to: there }, { color: this.theme.accent, width: 1, dash: [] });
    }
    const { fill, line } = this.theme.family(node.family);
    const r = this.sigma.scaleSize(this.graph.getNodeAttribute(id, "size"));
    painter.disc(here.x, here.y, r, fill, line);
    painter.text(here.x + r + 4, here.y, node.label, { color: this.theme.ink, halo: this.theme.paper, size: 13 * this.theme.scale, weight: 700 });
  }

  /* ------------------------------------------------------------ pointer */

  private listen(): void {
    const { sigma } = this;
    sigma.on("afterRender", this.paint);
    sigma.on("clickNode", ({ node }) => {
      if (!this.moved) this.events.select({ kind: "node", id: node });
    });
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      this.events.expand(node);
    });
    sigma.on("clickStage", ({ event }) => this.events.select(this.edgeAt(event)));
    sigma.on("enterNode", ({ node }) => this.hover({ kind: "node", id: node }));
    sigma.on("leaveNode", () => this.hover(null));
    sigma.on("moveBody", ({ event }) => {
      if (this.dragged || this.hovered?.kind === "node" || this.isLarge) return;
      this.hover(this.edgeAt(event));
    });
    sigma.on("downNode", ({ node }) => {
      this.dragged = node;
      this.moved = false;
    });
    sigma.getMouseCaptor().on("mousemovebody", (event) => this.drag(event, event));
    sigma.getTouchCaptor().on("touchmove", (event) => {
      if (event.touches[0]) this.drag(event.touches[0], event);
    });
    sigma.getMouseCaptor().on("mouseup", () => this.drop());
    sigma.getTouchCaptor().on("touchup", () => this.drop());
  }

  private hover(selection: Selection | null): void {
    if (JSON.stringify(selection) === JSON.stringify(this.hovered)) return;
    this.hovered = selection;
    this.container.style.cursor = selection ? "pointer" : "";
    this.sigma.scheduleRender();
  }

  /* The line under the pointer. */
  edgeAt(point: Point): Selection | null {
    const scene = { nodes: this.sceneNodes() };
    let best = -1;
    let nearest = REACH;
    for (let i = 0; i < this.edges.length; i++) {
      const [a, b] = [scene.nodes[this.ends[2 * i]!]!, scene.nodes[this.ends[2 * i + 1]!]!];
      const reach = REACH + Math.hypot(a.x - b.x, a.y - b.y) * 0.3;
      if (point.x < Math.min(a.x, b.x) - reach || point.x > Math.max(a.x, b.x) + reach) continue;
      if (point.y < Math.min(a.y, b.y) - reach || point.y > Math.max(a.y, b.y) + reach) continue;
      const distance = this.isLarge ? distanceToSegment(point, a, b) : distanceTo(curveOf(scene, this.lines[i]!), point);
      if (distance < nearest) [best, nearest] = [i, distance];
    }
    const edge = this.edges[best];
    return edge ? { kind: "edge", s: edge.source, p: edge.relation, o: edge.target } : null;
  }

  private drag(point: Point, event: { preventSigmaDefault(): void; original: Event }): void {
    if (!this.dragged) return;
    if (!this.moved) this.sigma.setCustomBBox(this.sigma.getBBox());
    this.moved = true;
    event.preventSigmaDefault();
    event.original.preventDefault();
    this.moveNode(this.dragged, this.sigma.viewportToGraph(point));
  }

  /* Writes past graphology's events, which would have Sigma read the whole graph again. */
  private moveNode(id: string, { x, y }: Point): void {
    Object.assign(this.graph.getNodeAttributes(id), { x, y });
    if (this.isLarge && this.slide.isSlow) return this.paintDragged(id);
    this.fillLayer();
    this.sigma.refresh({ partialGraph: { nodes: [id] }, skipIndexation: true, schedule: true });
  }

  private drop(): void {
    const id = this.dragged;
    this.dragged = null;
    if (!id || !this.moved) return;
    this.fillLayer();
    this.sigma.refresh();
    const { x, y } = this.graph.getNodeAttributes(id);
    this.events.pin(id, x, y);
    setTimeout(() => (this.moved = false), 0);
  }

  /* ------------------------------------------------------------ camera and keys */

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: 150 });
  }

  pan(dx: number, dy: number): void {
    const camera = this.sigma.getCamera();
    const [from, to] = [this.sigma.viewportToFramedGraph({ x: 0, y: 0 }), this.sigma.viewportToFramedGraph({ x: dx, y: dy })];
    void camera.animate({ x: camera.x + to.x - from.x, y: camera.y + to.y - from.y }, { duration: 120 });
  }

  fit(): void {
    this.sigma.setCustomBBox(null);
    this.sigma.refresh();
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: 250 });
  }

  /* Brings a node into view where it is not. */
  reveal(id: string): void {
    const data = this.sigma.getNodeDisplayData(id);
    if (!data) return;
    const { x, y } = this.sigma.framedGraphToViewport(data);
    const { width, height } = this.sigma.getDimensions();
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40) void this.sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: 250 });
  }

  positionOf(id: string): Point | null {
    return this.graph.hasNode(id) ? this.graph.getNodeAttributes(id) : null;
  }

  viewportOf(id: string): Point | null {
    const at = this.positionOf(id);
    return at && this.sigma.graphToViewport(at);
  }

  /* The nearest node to the left, right, above or below of one. */
  step(from: string | null, dx: number, dy: number): string | null {
    const nodes = this.sceneNodes();
    const start = nodes.find(({ id }) => id === from);
    if (!start) return nodes[0]?.id ?? null;
    let best: string | null = null;
    let least = Infinity;
    for (const { id, x, y } of nodes) {
      const [right, down] = [x - start.x, y - start.y];
      const along = right * dx + down * dy;
      const aside = Math.abs(right * dy) + Math.abs(down * dx);
      if (along <= 1 || aside > 2 * along) continue;
      if (along + 2 * aside < least) [best, least] = [id, along + 2 * aside];
    }
    return best;
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.refresh();
  }
}
