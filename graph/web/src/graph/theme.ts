/* The picture's colours, light or dark. */
import type { Family, Status } from "../api/types";

export interface Theme {
  dark: boolean;
  paper: string;
  ink: string;
  faint: string; // lines that are not looked at
  line: string;
  accent: string;
  scale: number; // of letters: larger where the page's are
  family(name: string): { fill: string; line: string };
}

const DASHES: Record<Status, readonly number[]> = { stated: [], said: [7, 4], possible: [2, 4], negated: [9, 3, 2, 3] };

export function dashOf(status: Status): readonly number[] {
  return DASHES[status];
}

export function channels(color: string): [number, number, number] {
  const value = parseInt(color.replace("#", ""), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/* `share` of `b` in `a`. */
export function mix(a: string, b: string, share: number): string {
  const [x, y] = [channels(a), channels(b)];
  return `#${x.map((value, i) => Math.round(value + (y[i]! - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

/* The page's own colours, as styles/base.css has them; a picture for a file is always light. */
const COLORS = {
  light: { paper: "#ffffff", ink: "#1d1f21", faint: "#dcd8d0", line: "#7a766e", accent: "#0b5d57" },
  dark: { paper: "#15171a", ink: "#eceae5", faint: "#34383e", line: "#8d9096", accent: "#6cc9bc" },
} as const;

export function themeOf(families: readonly Family[], dark: boolean): Theme {
  const colors = dark ? COLORS.dark : COLORS.light;
  const known = new Map(
    families.map(({ name, fill, line }) => [
      name,
      dark ? { fill: mix(line, colors.paper, 0.35), line: mix(fill, line, 0.25) } : { fill: mix(fill, line, 0.18), line },
    ]),
  );
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  return { dark, ...colors, scale, family: (name) => known.get(name) ?? known.get("other") ?? { fill: "#cccccc", line: "#666666" } };
}
