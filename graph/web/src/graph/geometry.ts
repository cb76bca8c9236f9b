/* Lines between nodes: bent where several join the same two, cut at the nodes' rims. */

export interface Point {
  x: number;
  y: number;
}

export interface Disc extends Point {
  r: number;
}

/* A quadratic Bézier curve. */
export interface Curve {
  from: Point;
  bend: Point;
  to: Point;
}

export function pointAt({ from, bend, to }: Curve, t: number): Point {
  const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
  return { x: a * from.x + b * bend.x + c * to.x, y: a * from.y + b * bend.y + c * to.y };
}

/* How far the `nth` of `count` lines between two nodes bends aside, in shares of
 * its length.  `reversed` lines run the other way, so they bend the other way. */
export function bendOf(nth: number, count: number, reversed: boolean): number {
  const share = (nth - (count - 1) / 2) * 0.22;
  return reversed ? -share : share;
}

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

/* From rim to rim; `gap` is kept free before the arrow's tip. */
export function curveBetween(a: Disc, b: Disc, bend: number, gap: number): Curve {
  if (a.x === b.x && a.y === b.y) return loopAt(a);
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const control = { x: (a.x + b.x) / 2 - dy * bend, y: (a.y + b.y) / 2 + dx * bend };
  return { from: toward(a, control, a.r), bend: control, to: toward(b, control, b.r + gap) };
}

function loopAt(disc: Disc): Curve {
  const reach = disc.r * 3 + 16;
  return {
    from: { x: disc.x - disc.r, y: disc.y },
    bend: { x: disc.x, y: disc.y - 2 * reach },
    to: { x: disc.x + disc.r, y: disc.y },
  };
}

/* The two back corners of an arrowhead whose tip is the curve's end. */
export function arrowCorners({ bend, to }: Curve, length: number): [Point, Point] {
  const [dx, dy] = [to.x - bend.x, to.y - bend.y];
  const size = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / size, dy / size];
  const half = length * 0.45;
  const back = { x: to.x - ux * length, y: to.y - uy * length };
  return [
    { x: back.x - uy * half, y: back.y + ux * half },
    { x: back.x + uy * half, y: back.y - ux * half },
  ];
}

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

const STEPS = 12;

export function distanceTo(curve: Curve, point: Point): number {
  let nearest = Infinity;
  let last = curve.from;
  for (let step = 1; step <= STEPS; step++) {
    const next = pointAt(curve, step / STEPS);
    nearest = Math.min(nearest, distanceToSegment(point, last, next));
    last = next;
  }
  return nearest;
}
