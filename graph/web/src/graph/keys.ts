/* The graph by keyboard. */
import type { GraphCanvas } from "./canvas";
import type { Controls } from "./controls";

export const KEYS: readonly [string, string][] = [
  ["/", "search"],
  ["arrows", "go to the next thing that way"],
  ["Enter", "read about what is selected"],
  ["E", "bring in, or take away again, its neighbours"],
  ["H", "hide it"],
  ["P", "pin it, or let it go"],
  ["Esc", "look at everything again"],
  ["+  −  0", "nearer, farther, all in view"],
  ["Shift + arrows", "move the picture"],
  ["Ctrl + Z, Ctrl + Shift + Z", "undo, redo"],
];

const STEPS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PAN = 80; // px

export interface Keyboard {
  canvas: GraphCanvas;
  controls: Controls;
  togglePin(id: string): void;
  read(): void;
}

function withControl(event: KeyboardEvent, { controls }: Keyboard): boolean {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  if (key === "y" || event.shiftKey) controls.redo();
  else controls.undo();
  return true;
}

function step(event: KeyboardEvent, { canvas, controls }: Keyboard): boolean {
  const way = STEPS[event.key];
  if (!way) return false;
  const [dx, dy] = way;
  if (event.shiftKey) {
    canvas.pan(dx * PAN, dy * PAN);
    return true;
  }
  const { selection } = controls;
  const id = canvas.step(selection?.kind === "node" ? selection.id : (selection?.s ?? null), dx, dy);
  if (id) {
    controls.select({ kind: "node", id });
    canvas.reveal(id);
  }
  return true;
}

function plain(event: KeyboardEvent, { canvas, controls, togglePin, read }: Keyboard): boolean {
  const { selection } = controls;
  const id = selection?.kind === "node" ? selection.id : null;
  const acts: Record<string, (() => void) | null> = {
    "+": () => canvas.zoom(1.4),
    "=": () => canvas.zoom(1.4),
    "-": () => canvas.zoom(1 / 1.4),
    "0": () => canvas.fit(),
    escape: () => controls.select(null),
    enter: selection && read,
    e: id ? () => controls.expand(id) : null,
    h: id ? () => controls.hide(id) : null,
    p: id ? () => togglePin(id) : null,
  };
  const act = acts[event.key.toLowerCase()];
  act?.();
  return Boolean(act);
}

export function pressKey(event: KeyboardEvent, keyboard: Keyboard): void {
  if (event.altKey) return;
  const done = event.ctrlKey || event.metaKey ? withControl(event, keyboard) : step(event, keyboard) || plain(event, keyboard);
  if (done) event.preventDefault();
}
