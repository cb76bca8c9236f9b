/* The picture as a file: what is in view, with its title and a legend, always light. */
import { type Info, STATUSES } from "../api/types";
import { STATUS_WORDS } from "../ui/status";
import { CanvasPainter, fontOf, type Painter, type TextStyle } from "./painter";
import { paintEdges, paintMarks, paintNames, paintNodes, type Scene } from "./scene";
import { SvgPainter } from "./svg";
import { dashOf, type Theme, themeOf } from "./theme";

const MARGIN = 20;
const TITLE = 52;
const ROW = 22;
const SHARP = 2; // pixels of a PNG to one of the screen

function measurer(): (text: string, style: TextStyle) => number {
  const context = document.createElement("canvas").getContext("2d")!;
  return (text, style) => {
    context.font = fontOf(style);
    return context.measureText(text).width;
  };
}

type Item = { label: string; paint(x: number, y: number): void };

function legendItems(painter: Painter, scene: Scene, info: Info): Item[] {
  const { theme } = scene;
  const families = new Set(scene.nodes.map(({ family }) => family));
  const statuses = new Set(scene.edges.map(({ status }) => status));
  const disc = (family: string) => (x: number, y: number) => {
    const { fill, line } = theme.family(family);
    painter.disc(x + 12, y, 6, fill, line);
  };
  return [
    ...info.families.filter(({ name }) => families.has(name)).map(({ name, label }) => ({ label, paint: disc(name) })),
    ...STATUSES.filter((status) => statuses.has(status)).map((status) => ({
      label: STATUS_WORDS[status].word,
      paint: (x: number, y: number) =>
        painter.curve({ from: { x, y }, bend: { x: x + 11, y }, to: { x: x + 22, y } }, { color: theme.line, width: 1.5, dash: dashOf(status) }),
    })),
  ];
}

function paintLegend(painter: Painter, items: Item[], theme: Theme, top: number, width: number, measure: ReturnType<typeof measurer>): void {
  const style: TextStyle = { color: theme.ink, halo: theme.paper, size: 13, weight: 400 };
  let [x, y] = [MARGIN, top + ROW / 2];
  for (const { label, paint } of items) {
    const wide = 30 + measure(label, style) + 20;
    if (x + wide > width - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + ROW];
    paint(x, y);
    painter.text(x + 30, y, label, style);
    x += wide;
  }
}

function paintPicture(painter: Painter, scene: Scene, info: Info, title: string): void {
  const measure = measurer();
  const { theme } = scene;
  painter.rectangle(0, 0, scene.width, scene.height, theme.paper);
  paintEdges(painter, scene);
  paintNodes(painter, scene);
  paintMarks(painter, scene);
  paintNames(painter, scene, measure);
  painter.rectangle(0, 0, scene.width, TITLE - 12, theme.paper);
  painter.text(MARGIN, TITLE / 2, title, { color: theme.ink, halo: theme.paper, size: 20, weight: 700 });
  paintLegend(painter, legendItems(painter, scene, info), theme, scene.height - 3 * ROW, scene.width, measure);
}

/* Room above for the title and below for the legend. */
function prepare(scene: Scene, info: Info): Scene {
  const nodes = scene.nodes.map((node) => ({ ...node, y: node.y + TITLE, more: false }));
  return { ...scene, nodes, height: scene.height + TITLE + 3 * ROW, focus: null, theme: { ...themeOf(info.families, false), scale: 1 } };
}

function describe(scene: Scene): string {
  return `${scene.nodes.length} things and ${scene.edges.length} relations between them. An arrow points from who does to whom it is done.`;
}

export function svgOf(scene: Scene, info: Info, title: string): Blob {
  const picture = prepare(scene, info);
  const painter = new SvgPainter(measurer());
  paintPicture(painter, picture, info, title);
  return new Blob([painter.finish(picture.width, picture.height, title, describe(scene))], { type: "image/svg+xml" });
}

export function pngOf(scene: Scene, info: Info, title: string): Promise<Blob | null> {
  const picture = prepare(scene, info);
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * SHARP;
  canvas.height = picture.height * SHARP;
  const context = canvas.getContext("2d")!;
  context.scale(SHARP, SHARP);
  paintPicture(new CanvasPainter(context), picture, info, title);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
