/* Where nodes lie: asks the worker, and says where they start. */
import type { ForceAtlas2Settings } from "graphology-layout-forceatlas2";
import { fromRoot } from "../root";
import type { Room } from "./spread";

export interface LayoutOrder {
  id: number;
  nodes: Float32Array;
  edges: Float32Array;
  settings: Required<ForceAtlas2Settings>;
  steps: number;
  every: number; // ms between reports
  room: Room; // that the picture has
  pins: { place: number; x: number; y: number }[];
}

export interface LayoutReport {
  id: number;
  positions: Float32Array; // x, y of each node
  share: number; // of the work done; 1 at the end
}

export interface LayoutNode {
  x: number;
  y: number;
  size: number;
  pinned: boolean;
}

const NODE = 10;
const EDGE = 3;

/* A spiral that fills a disc evenly, the weightiest in the middle. */
export function startOf(place: number): { x: number; y: number } {
  const radius = 12 * Math.sqrt(place + 0.5);
  const angle = place * Math.PI * (3 - Math.sqrt(5));
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

function nodeMatrix(nodes: readonly LayoutNode[], degree: Float32Array): Float32Array {
  const matrix = new Float32Array(nodes.length * NODE);
  nodes.forEach(({ x, y, size }, i) => {
    matrix.set([x, y, 0, 0, 0, 0, 1 + degree[i]!, 1, size, 0], i * NODE);
  });
  return matrix;
}

function settingsFor(count: number): Required<ForceAtlas2Settings> {
  return {
    linLogMode: false,
    outboundAttractionDistribution: true,
    adjustSizes: false,
    edgeWeightInfluence: 1,
    scalingRatio: 20,
    strongGravityMode: true, // keeps what is not joined from drifting off
    gravity: 0.12,
    slowDown: 1 + Math.log(Math.max(count, 2)),
    barnesHutOptimize: count > 150,
    barnesHutTheta: count > 4000 ? 1.2 : 0.7,
  };
}

function stepsFor(count: number): number {
  return count > 4000 ? 120 : count > 1000 ? 250 : count > 150 ? 400 : 600;
}

export class Layout {
  private readonly worker: Worker;
  private id = 0;
  private take: ((report: LayoutReport) => void) | null = null;

  constructor() {
    this.worker = new Worker(fromRoot("layout-worker.js"));
    this.worker.addEventListener("message", ({ data }: MessageEvent<LayoutReport>) => {
      if (data.id === this.id) this.take?.(data);
    });
  }

  /* `edges`: places of both ends in `nodes`, one after the other. */
  start(nodes: readonly LayoutNode[], edges: ArrayLike<number>, room: Room, take: (report: LayoutReport) => void): void {
    this.take = take;
    this.id++;
    const degree = new Float32Array(nodes.length);
    const matrix = new Float32Array((edges.length / 2) * EDGE);
    for (let i = 0; i < edges.length / 2; i++) {
      const [a, b] = [edges[2 * i]!, edges[2 * i + 1]!];
      matrix.set([a * NODE, b * NODE, 1], i * EDGE);
      degree[a]!++;
      degree[b]!++;
    }
    const order: LayoutOrder = {
      id: this.id,
      nodes: nodeMatrix(nodes, degree),
      edges: matrix,
      settings: settingsFor(nodes.length),
      steps: stepsFor(nodes.length),
      every: nodes.length > 1000 ? 500 : 250,
      room,
      pins: nodes.map(({ x, y, pinned }, place) => ({ x, y, pinned, place })).filter(({ pinned }) => pinned),
    };
    this.worker.postMessage(order, [order.nodes.buffer, order.edges.buffer]);
  }

  stop(): void {
    this.id++;
    this.worker.postMessage({ id: this.id, stop: true });
  }

  end(): void {
    this.worker.terminate();
  }
}
