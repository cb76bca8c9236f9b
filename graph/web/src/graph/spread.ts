/* Makes a layout fit its picture: stretched to its shape, no node over another. */

const GAP = 16; // px kept free around a node, for its name
const STRETCH = 1.9; // one direction at most so much more than the other
const ROUNDS = 80;

export interface Room {
  width: number; // px
  height: number;
}

/* Moves and scales `xy` (x, y of each node) to fill the room. */
export function fitToRoom(xy: Float32Array, { width, height }: Room): void {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xy.length; i += 2) {
    left = Math.min(left, xy[i]!);
    right = Math.max(right, xy[i]!);
    top = Math.min(top, xy[i + 1]!);
    bottom = Math.max(bottom, xy[i + 1]!);
  }
  let [scaleX, scaleY] = [width / Math.max(right - left, 1e-6), height / Math.max(bottom - top, 1e-6)];
  scaleX = Math.min(scaleX, scaleY * STRETCH);
  scaleY = Math.min(scaleY, scaleX * STRETCH);
  for (let i = 0; i < xy.length; i += 2) {
    xy[i] = (xy[i]! - (left + right) / 2) * scaleX;
    xy[i + 1] = (xy[i + 1]! - (top + bottom) / 2) * scaleY;
  }
}

/* Pushes apart what lies too near; `radii` in px as is `xy`; fixed nodes stay. */
export function pushApart(xy: Float32Array, radii: ArrayLike<number>, fixed: ArrayLike<number>): void {
  const count = radii.length;
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count; b++) {
        const want = radii[a]! + radii[b]! + GAP;
        let [dx, dy] = [xy[2 * b]! - xy[2 * a]!, xy[2 * b + 1]! - xy[2 * a + 1]!];
        if (Math.abs(dx) >= want || Math.abs(dy) >= want) continue;
        let distance = Math.hypot(dx, dy);
        if (distance >= want) continue;
        if (distance < 1e-3) [dx, dy, distance] = [Math.cos(a + b), Math.sin(a + b), 1];
        const push = (want - distance) / 2 / distance;
        const [shareA, shareB] = fixed[a] ? [0, fixed[b] ? 0 : 2] : [fixed[b] ? 2 : 1, fixed[b] ? 0 : 1];
        xy[2 * a]! -= dx * push * shareA;
        xy[2 * a + 1]! -= dy * push * shareA;
        xy[2 * b]! += dx * push * shareB;
        xy[2 * b + 1]! += dy * push * shareB;
        moved = true;
      }
    if (!moved) return;
  }
}
