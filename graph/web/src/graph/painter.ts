/* What a picture is drawn with, so that the page, SVG and PNG show the same. */
import type { Curve, Point } from "./geometry";

export interface LineStyle {
  color: string;
  width: number;
  dash: readonly number[];
}

export interface TextStyle {
  color: string;
  halo: string;
  size: number; // px
  weight: number;
  italic?: boolean;
}

/* What a stroke or a node is about, for the SVG's tooltips and classes. */
export interface Note {
  className: string;
  title: string;
}

export interface Painter {
  curve(curve: Curve, style: LineStyle, note?: Note): void;
  polygon(points: readonly Point[], color: string): void;
  disc(x: number, y: number, r: number, fill: string, line: string, note?: Note): void;
  /* `x` is the text's left end, `y` the middle of its height. */
  text(x: number, y: number, text: string, style: TextStyle): void;
  rectangle(x: number, y: number, width: number, height: number, color: string): void;
}

export const FONT = '"Source Sans 3 Variable", "Source Sans 3", "Segoe UI", "Noto Sans", Arial, "Liberation Sans", system-ui, sans-serif';

export function fontOf({ size, weight, italic }: Pick<TextStyle, "size" | "weight" | "italic">): string {
  return `${italic ? "italic " : ""}${weight} ${size}px ${FONT}`;
}

export class CanvasPainter implements Painter {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  curve({ from, bend, to }: Curve, { color, width, dash }: LineStyle): void {
    const { context } = this;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash(dash as number[]);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
    context.stroke();
    context.setLineDash([]);
  }

  polygon(points: readonly Point[], color: string): void {
    const { context } = this;
    context.fillStyle = color;
    context.beginPath();
    points.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
    context.fill();
  }

  disc(x: number, y: number, r: number, fill: string, line: string): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, Math.max(r - 0.75, 0.5), 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = line;
    context.lineWidth = 1.5;
    context.stroke();
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const { context } = this;
    context.font = fontOf(style);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = style.halo;
    context.strokeText(text, x, y);
    context.fillStyle = style.color;
    context.fillText(text, x, y);
  }

  rectangle(x: number, y: number, width: number, height: number, color: string): void {
    this.context.fillStyle = color;
    this.context.fillRect(x, y, width, height);
  }
}
