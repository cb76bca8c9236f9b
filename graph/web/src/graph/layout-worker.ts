/* ForceAtlas2 beside the page, a fixed number of steps: the same graph gives the same picture. */
import iterate from "graphology-layout-forceatlas2/iterate";
import type { LayoutOrder, LayoutReport } from "./layout";
import { fitToRoom, pushApart } from "./spread";

const NODE = 10; // numbers a node has in ForceAtlas2's matrix: x, y, …, size (8), …
const SLICE = 40; // ms between looks at the post
const FEW = 700; // nodes that are pushed apart at the end

let current = 0;

function column(nodes: Float32Array, offset: number): Float32Array {
  return Float32Array.from({ length: nodes.length / NODE }, (_, i) => nodes[i * NODE + offset]!);
}

function positionsOf(nodes: Float32Array): Float32Array {
  const positions = new Float32Array((nodes.length / NODE) * 2);
  for (let i = 0; i < positions.length / 2; i++) {
    positions[2 * i] = nodes[i * NODE]!;
    positions[2 * i + 1] = nodes[i * NODE + 1]!;
  }
  return positions;
}

/* Pinned nodes are put where they belong after the rest has found its place: their places are of the picture, not of the layout. */
function report({ id, nodes, room, pins }: LayoutOrder, share: number): void {
  const positions = positionsOf(nodes);
  const fixed = new Uint8Array(positions.length / 2);
  fitToRoom(positions, room);
  for (const { place, x, y } of pins) {
    positions.set([x, y], 2 * place);
    fixed[place] = 1;
  }
  if (share === 1 && fixed.length <= FEW) pushApart(positions, column(nodes, 8), fixed);
  const message: LayoutReport = { id, positions, share };
  postMessage(message, { transfer: [positions.buffer] });
}

function run(order: LayoutOrder): void {
  const { id, nodes, edges, settings, steps, every } = order;
  let done = 0;
  let told = performance.now();
  const slice = (): void => {
    if (id !== current) return;
    const began = performance.now();
    for (; done < steps && performance.now() - began < SLICE; done++) iterate(settings, nodes, edges);
    const over = done >= steps;
    if (over || performance.now() - told >= every) {
      told = performance.now();
      report(order, over ? 1 : done / steps);
    }
    if (!over) setTimeout(slice, 0);
  };
  slice();
}

addEventListener("message", (event: MessageEvent<LayoutOrder | { id: number; stop: true }>) => {
  current = event.data.id;
  if (!("stop" in event.data)) run(event.data);
});
