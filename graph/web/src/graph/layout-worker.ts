/* ForceAtlas2 beside the page, a fixed number of steps: the same graph gives the same picture. */
import iterate from "graphology-layout-forceatlas2/iterate";
import type { LayoutOrder, LayoutReport } from "./layout";

const NODE = 10; // numbers a node has in ForceAtlas2's matrix: x, y, …, size (8), fixed (9)
const SLICE = 40; // ms between looks at the post

let current = 0;

function positionsOf(nodes: Float32Array): Float32Array {
  const positions = new Float32Array((nodes.length / NODE) * 2);
  for (let i = 0; i < positions.length / 2; i++) {
    positions[2 * i] = nodes[i * NODE]!;
    positions[2 * i + 1] = nodes[i * NODE + 1]!;
  }
  return positions;
}

function report(id: number, nodes: Float32Array, share: number): void {
  const positions = positionsOf(nodes);
  const message: LayoutReport = { id, positions, share };
  postMessage(message, { transfer: [positions.buffer] });
}

function run({ id, nodes, edges, phases, every }: LayoutOrder): void {
  const total = phases.reduce((sum, phase) => sum + phase.steps, 0);
  let [phase, step, done] = [0, 0, 0];
  let told = performance.now();
  const slice = (): void => {
    if (id !== current) return;
    const began = performance.now();
    while (phase < phases.length && performance.now() - began < SLICE) {
      const { settings, steps } = phases[phase]!;
      iterate(settings, nodes, edges);
      done++;
      if (++step >= steps) [phase, step] = [phase + 1, 0];
    }
    const over = phase >= phases.length;
    if (over || performance.now() - told >= every) {
      told = performance.now();
      report(id, nodes, over ? 1 : done / total);
    }
    if (!over) setTimeout(slice, 0);
  };
  slice();
}

addEventListener("message", (event: MessageEvent<LayoutOrder | { id: number; stop: true }>) => {
  current = event.data.id;
  if (!("stop" in event.data)) run(event.data);
});
