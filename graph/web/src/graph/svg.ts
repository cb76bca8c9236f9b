/* The picture as an SVG file. */
import type { Curve, Point } from "./geometry";
import { FONT, type LineStyle, type Note, type Painter, type TextStyle } from "./painter";

export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export class SvgPainter implements Painter {
  private readonly parts: string[] = [];

  /* Texts keep the widths that `measure` gives them where the reader's machine lacks their font. */
  constructor(private readonly measure?: (text: string, style: TextStyle) => number) {}

  private element(name: string, attributes: Record<string, string>, note?: Note, text?: string): void {
    const all = note ? { class: note.className, ...attributes } : attributes;
    const written = Object.entries(all).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
    const inside = (note ? `<title>${escapeXml(note.title)}</title>` : "") + (text === undefined ? "" : escapeXml(text));
    this.parts.push(`<${name}${written.join("")}${inside ? `>${inside}</${name}>` : "/>"}`);
  }

  curve({ from, bend, to }: Curve, { color, width, dash }: LineStyle, note?: Note): void {
    const d = `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(to.x)} ${round(to.y)}`;
    const dashes: Record<string, string> = dash.length > 0 ? { "stroke-dasharray": dash.join(" ") } : {};
    this.element("path", { d, fill: "none", stroke: color, "stroke-width": round(width), ...dashes }, note);
  }

  polygon(points: readonly Point[], color: string): void {
    this.element("polygon", { points: points.map(({ x, y }) => `${round(x)},${round(y)}`).join(" "), fill: color });
  }

  disc(x: number, y: number, r: number, fill: string, line: string, note?: Note): void {
    this.element("circle", { cx: round(x), cy: round(y), r: round(r), fill, stroke: line, "stroke-width": "1.5" }, note);
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const { color, halo, size, weight, italic } = style;
    const length: Record<string, string> = this.measure ? { textLength: round(this.measure(text, style)), lengthAdjust: "spacingAndGlyphs" } : {};
    this.element(
      "text",
      {
        x: round(x),
        y: round(y),
        fill: color,
        stroke: halo,
        "stroke-width": "3.5",
        "stroke-linejoin": "round",
        "paint-order": "stroke",
        "dominant-baseline": "central",
        "font-size": String(size),
        "font-weight": String(weight),
        ...(italic ? { "font-style": "italic" } : {}),
        ...length,
      },
      undefined,
      text,
    );
  }

  rectangle(x: number, y: number, width: number, height: number, color: string): void {
    this.element("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: color });
  }

  finish(width: number, height: number, title: string, description: string): string {
    const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" font-family="${escapeXml(FONT)}">`;
    return `${head}\n<title>${escapeXml(title)}</title>\n<desc>${escapeXml(description)}</desc>\n${this.parts.join("\n")}\n</svg>\n`;
  }
}
