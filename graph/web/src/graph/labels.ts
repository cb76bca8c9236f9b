/* Where names stand: greedily, the most telling first, none over another or over a node. */
import type { Disc, Point } from "./geometry";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Label<K> {
  key: K;
  disc: Disc;
  width: number;
  height: number;
  must: boolean; // shown even where it covers something
}

export interface Placed<K> extends Point {
  key: K; // x, y: left end of the text, middle of its height
  side: Side;
}

export type Side = "right" | "below" | "above" | "left";
const SIDES: readonly Side[] = ["right", "below", "above", "left"];
const GAP = 4;

/* A grid of boxes, so that one looks only at those nearby. */
export class Occupied {
  private readonly cells = new Map<number, Box[]>();

  constructor(private readonly size = 64) {}

  private *keys(box: Box): Generator<number> {
    const cell = (value: number) => Math.floor(value / this.size) + 4096;
    for (let x = cell(box.left); x <= cell(box.right); x++) for (let y = cell(box.top); y <= cell(box.bottom); y++) yield x * 65536 + y;
  }

  add(box: Box): void {
    for (const key of this.keys(box)) {
      const boxes = this.cells.get(key);
      if (boxes) boxes.push(box);
      else this.cells.set(key, [box]);
    }
  }

  isFree(box: Box, but?: Box): boolean {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (other !== but && other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom)
          return false;
    return true;
  }
}

export function boxOfDisc({ x, y, r }: Disc): Box {
  return { left: x - r, top: y - r, right: x + r, bottom: y + r };
}

function boxAt<K>({ disc, width, height }: Label<K>, side: Side): Box {
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const center: Point = {
    right: { x: disc.x + disc.r + GAP + halfWidth, y: disc.y },
    left: { x: disc.x - disc.r - GAP - halfWidth, y: disc.y },
    below: { x: disc.x, y: disc.y + disc.r + GAP / 2 + halfHeight },
    above: { x: disc.x, y: disc.y - disc.r - GAP / 2 - halfHeight },
  }[side];
  return { left: center.x - halfWidth, top: center.y - halfHeight, right: center.x + halfWidth, bottom: center.y + halfHeight };
}

function fits(box: Box, width: number, height: number): boolean {
  return box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2;
}

/* `labels` in the order of their importance.  `before` keeps a name on its side
 * while the reader moves the picture. */
export function placeLabels<K>(
  labels: readonly Label<K>[],
  occupied: Occupied,
  area: { width: number; height: number },
  before?: ReadonlyMap<K, Side>,
): Placed<K>[] {
  const placed: Placed<K>[] = [];
  for (const label of labels) {
    const kept = before?.get(label.key);
    const sides = kept ? [kept, ...SIDES.filter((side) => side !== kept)] : SIDES;
    const free = sides.find((side) => {
      const box = boxAt(label, side);
      return occupied.isFree(box) && fits(box, area.width, area.height);
    });
    const side = free ?? (label.must ? (sides.find((one) => fits(boxAt(label, one), area.width, area.height)) ?? "right") : null);
    if (!side) continue;
    const box = boxAt(label, side);
    occupied.add(box);
    placed.push({ key: label.key, x: box.left, y: (box.top + box.bottom) / 2, side });
  }
  return placed;
}
