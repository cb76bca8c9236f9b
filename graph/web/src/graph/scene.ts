/* Draws lines, names and marks of what is in view.  Nodes themselves are drawn
 * by WebGL on the page, and here only for a file. */
import type { Status } from "../api/types";
import { arrowCorners, bendOf, type Curve, curveBetween, type Disc, pointAt } from "./geometry";
import { boxOfDisc, type Label, Occupied, type Placed, placeLabels, type Side } from "./labels";
import type { Painter, TextStyle } from "./painter";
import { dashOf, mix, type Theme } from "./theme";

export interface SceneNode extends Disc {
  id: string;
  label: string;
  type: string | null;
  family: string;
  weight: number;
  pinned: boolean;
  more: boolean; // has neighbours that are not shown
}

export interface SceneEdge {
  key: string;
  source: number; // places in `nodes`
  target: number;
  nth: number; // of `count` lines between the two
  count: number;
  reversed: boolean; // against the first of them
  label: string;
  status: Status;
  articles: number;
}

export interface Scene {
  width: number;
  height: number;
  nodes: readonly SceneNode[];
  edges: readonly SceneEdge[];
  /* What the reader looks at: a node and its neighbours, or an edge; null: nothing in particular. */
  focus: { nodes: ReadonlySet<string>; edges: ReadonlySet<string>; strong: string | null } | null;
  theme: Theme;
}

const ARROW = 7;
const CROWD = 250; // lines, or things, above which a picture is drawn as a crowd
const LARGE = 9; // px of a node whose name is set larger
const MOST_NAMES = 240;

/* A sign before words, so that no status is told by colour or dashes alone. */
export function signed(label: string, status: Status): string {
  if (status === "said") return `“${label}”`;
  if (status === "possible") return `${label}?`;
  return status === "negated" ? `not: ${label}` : label;
}

export function curveOf(scene: Pick<Scene, "nodes">, edge: SceneEdge): Curve {
  const [a, b] = [scene.nodes[edge.source]!, scene.nodes[edge.target]!];
  return curveBetween(a, b, bendOf(edge.nth, edge.count, edge.reversed), 1.5);
}

function isIn(scene: Scene, edge: SceneEdge): boolean {
  return scene.focus?.edges.has(edge.key) ?? false;
}

function paintEdge(painter: Painter, scene: Scene, edge: SceneEdge, curve: Curve, lit: boolean): void {
  const { theme, focus } = scene;
  const crowded = scene.edges.length > CROWD && !lit;
  const color = lit ? theme.accent : focus ? theme.faint : crowded ? mix(theme.line, theme.paper, 0.35) : theme.line;
  const width = Math.min(1 + 0.45 * (edge.articles - 1), 3.5) * (crowded ? 0.7 : 1) + (lit ? 0.8 : 0);
  const names = `${scene.nodes[edge.source]!.label} — ${signed(edge.label, edge.status)} — ${scene.nodes[edge.target]!.label}`;
  painter.curve(curve, { color, width, dash: dashOf(edge.status) }, { className: `edge ${edge.status}`, title: names });
  painter.polygon([curve.to, ...arrowCorners(curve, (crowded ? 0.7 : 1) * (ARROW + width))], color);
}

function isVisible({ x, y, r }: Disc, { width, height }: Scene): boolean {
  return x + r > 0 && y + r > 0 && x - r < width && y - r < height;
}

export function paintEdges(painter: Painter, scene: Scene): void {
  const lit: [SceneEdge, Curve][] = [];
  for (const edge of scene.edges) {
    if (!isVisible(scene.nodes[edge.source]!, scene) && !isVisible(scene.nodes[edge.target]!, scene)) continue;
    const curve = curveOf(scene, edge);
    if (isIn(scene, edge)) lit.push([edge, curve]);
    else paintEdge(painter, scene, edge, curve, false);
  }
  for (const [edge, curve] of lit) paintEdge(painter, scene, edge, curve, true);
}

export function paintNodes(painter: Painter, scene: Scene): void {
  for (const node of scene.nodes) {
    const { fill, line } = scene.theme.family(node.family);
    const type = node.type ? `, ${node.type}` : "";
    painter.disc(node.x, node.y, node.r, fill, line, { className: `node ${node.family}`, title: `${node.label}${type}` });
  }
}

function textOf(scene: Scene, node: SceneNode): TextStyle {
  const { theme, focus } = scene;
  const dim = focus && !focus.nodes.has(node.id);
  const strong = focus?.strong === node.id;
  return {
    color: dim ? mix(theme.line, theme.paper, 0.3) : theme.ink,
    halo: theme.paper,
    size: (node.r >= LARGE ? 14 : 13) * theme.scale,
    weight: strong ? 700 : node.r >= LARGE ? 600 : 450,
  };
}

export interface Memory {
  sides: Map<string, Side>;
}

type Measure = (text: string, style: TextStyle) => number;

/* Names of nodes, then of lines where there is room; returns what to remember for the next picture. */
export function paintNames(painter: Painter, scene: Scene, measure: Measure, memory?: Memory): Memory {
  const occupied = new Occupied();
  const visible = scene.nodes.filter((node) => isVisible(node, scene));
  const focused = (node: SceneNode) => (scene.focus?.nodes.has(node.id) ? 1 : 0);
  const strong = (node: SceneNode) => (scene.focus?.strong === node.id ? 1 : 0);
  if (scene.focus) visible.sort((a, b) => strong(b) - strong(a) || focused(b) - focused(a)); // by weight they stand already
  const covered = visible.length > CROWD ? LARGE : 3; // px of a disc that no name may cover
  for (const node of visible) if (node.r >= covered) occupied.add(boxOfDisc(node));
  const labels: Label<SceneNode>[] = visible.slice(0, MOST_NAMES).map((node) => {
    const style = textOf(scene, node);
    return { key: node, disc: node, width: measure(node.label, style), height: style.size + 2, must: strong(node) === 1 };
  });
  const before = memory && new Map(labels.map(({ key }) => [key, memory.sides.get(key.id)!]).filter(([, side]) => side) as [SceneNode, Side][]);
  const placed = placeLabels(labels, occupied, scene, before);
  paintEdgeNames(painter, scene, measure, occupied);
  for (const { key, x, y } of placed) painter.text(x, y, key.label, textOf(scene, key));
  return { sides: new Map(placed.map(({ key, side }: Placed<SceneNode>) => [key.id, side])) };
}

function paintEdgeNames(painter: Painter, scene: Scene, measure: Measure, occupied: Occupied): void {
  const { theme } = scene;
  const few = scene.edges.length <= 160;
  for (const edge of scene.edges) {
    const lit = isIn(scene, edge);
    if (!lit && (scene.focus || !few)) continue;
    const [a, b] = [scene.nodes[edge.source]!, scene.nodes[edge.target]!];
    if (!isVisible(a, scene) && !isVisible(b, scene)) continue;
    const style: TextStyle = { color: lit ? theme.accent : theme.line, halo: theme.paper, size: 11.5 * theme.scale, weight: lit ? 600 : 450, italic: true };
    const text = signed(edge.label, edge.status);
    const width = measure(text, style);
    if (Math.hypot(a.x - b.x, a.y - b.y) < width + a.r + b.r) continue;
    const { x, y } = pointAt(curveOf(scene, edge), 0.5);
    const box = { left: x - width / 2, right: x + width / 2, top: y - 7, bottom: y + 7 };
    if (!occupied.isFree(box)) continue;
    occupied.add(box);
    painter.text(box.left, y, text, style);
  }
}

/* A pin on pinned nodes, a plus on those looked at that have more to show. */
export function paintMarks(painter: Painter, scene: Scene): void {
  for (const node of scene.nodes) {
    if (!isVisible(node, scene) || node.r < 5) continue;
    if (node.pinned) painter.polygon(diamond(node.x, node.y - node.r, 4.5), scene.theme.accent);
    if (node.more && node.r >= 6 && scene.focus?.nodes.has(node.id)) painter.polygon(cross(node.x, node.y, Math.min(node.r * 0.45, 5)), scene.theme.family(node.family).line);
  }
}

function diamond(x: number, y: number, r: number) {
  return [{ x, y: y - r }, { x: x + r, y }, { x, y: y + r }, { x: x - r, y }];
}

function cross(x: number, y: number, r: number) {
  const t = 0.75;
  const turn: [number, number][] = [[-t, -r], [t, -r], [t, -t], [r, -t], [r, t], [t, t], [t, r], [-t, r], [-t, t], [-r, t], [-r, -t], [-t, -t]];
  return turn.map(([dx, dy]) => ({ x: x + dx, y: y + dy }));
}
