import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowCorners, bendOf, curveBetween, distanceTo, pointAt } from "../src/graph/geometry";
import { Occupied, placeLabels } from "../src/graph/labels";
import { datesOf, periodsOf } from "../src/graph/periods";
import { shortenerOf } from "../src/graph/shorten";
import { fitToRoom, pushApart } from "../src/graph/spread";
import { countFilters, FIRST_VIEW, History, readView, toggled, type ViewState, writeView } from "../src/graph/state";
import { escapeXml, SvgPainter } from "../src/graph/svg";
import { mix } from "../src/graph/theme";
import { indexTable } from "../src/table/index";

const short = shortenerOf([{ name: "id", iri: "http://x/id/" }, { name: "rel", iri: "http://x/ontology#" }, { name: "x", iri: "http://x/" }]);

test("names are shortened by the longest prefix, and come back", () => {
  assert.equal(short.shorten("http://x/id/A"), "id:A");
  assert.equal(short.shorten("http://x/id/"), "x:id/");
  assert.equal(short.shorten("http://y/A"), "http://y/A");
  for (const iri of ["http://x/id/A:b", "http://y/A", "http://x/ontology#backs", '"25"']) assert.equal(short.expand(short.shorten(iri)), iri);
  assert.equal(short.expand("http://y/z"), "http://y/z");
});

test("a view and what is selected live in the address", () => {
  const view: ViewState = {
    about: ["http://x/id/A"],
    depth: 2,
    limit: 250,
    expanded: ["http://x/id/B,c"],
    hidden: ["http://y/ ?&#"],
    pinned: { "http://x/id/P,q": [12, -7] },
    filters: { types: ["State"], relations: ["http://x/ontology#backs"], sources: ["", "A & B"], articles: ["a b.txt"], statuses: ["said"], from: "2018", to: "2019-02", minSources: 3 },
  };
  const selection = { kind: "edge", s: "http://x/id/A", p: "http://x/ontology#backs", o: "http://x/id/B" } as const;
  assert.deepEqual(readView(new URLSearchParams(writeView(view, selection, short).toString()), short), { view, selection });
  assert.equal(writeView(FIRST_VIEW, null, short).toString(), "");
  assert.equal(countFilters(view.filters), 7);
});

test("nonsense in the address is passed over", () => {
  const { view, selection } = readView(new URLSearchParams("depth=x&show=-4&pin=a,b,c&pin=1&status=maybe&min_sources=0"), short);
  assert.deepEqual(view, FIRST_VIEW);
  assert.equal(selection, null);
});

test("undo and redo", () => {
  const history = new History(1);
  history.undo();
  history.change(2);
  history.change(3);
  history.undo();
  assert.equal(history.now, 2);
  history.redo();
  assert.equal(history.now, 3);
  history.undo();
  history.change(4);
  assert.equal(history.canRedo, false);
  assert.deepEqual(toggled([1, 2], 1), [2]);
  assert.deepEqual(toggled([1], 2), [1, 2]);
});

test("lines end at the rims, and bend apart", () => {
  const [a, b] = [{ x: 0, y: 0, r: 10 }, { x: 100, y: 0, r: 5 }];
  const straight = curveBetween(a, b, bendOf(0, 1, false), 0);
  assert.equal(straight.from.x, 10);
  assert.equal(straight.to.x, 95);
  const [one, two] = [pointAt(curveBetween(a, b, bendOf(0, 2, false), 0), 0.5), pointAt(curveBetween(a, b, bendOf(1, 2, false), 0), 0.5)];
  assert.ok(one.y * two.y < 0);
  const back = pointAt(curveBetween(b, a, bendOf(1, 2, true), 0), 0.5);
  assert.ok(Math.abs(back.y - two.y) < 1, "the line back takes its own place");
  assert.ok(distanceTo(straight, { x: 50, y: 3 }) < 3.1);
  assert.ok(arrowCorners(straight, 8).every(({ x }) => Math.abs(x - 87) < 1e-9));
  assert.ok(Number.isFinite(curveBetween(a, { ...a }, 0, 0).bend.y), "a thing joined to itself");
});

test("names do not overlap; the important ones come first", () => {
  const labels = [0, 1, 2].map((key) => ({ key, disc: { x: 100 + key, y: 100, r: 5 }, width: 60, height: 14, must: false }));
  const placed = placeLabels(labels, new Occupied(), { width: 400, height: 300 });
  assert.equal(placed[0]!.key, 0);
  assert.equal(new Set(placed.map(({ side }) => side)).size, placed.length);
  assert.equal(placeLabels(labels, new Occupied(), { width: 30, height: 30 }).length, 0);
  const must = placeLabels([{ ...labels[0]!, must: true }], new Occupied(), { width: 30, height: 30 });
  assert.equal(must.length, 1);
});

test("a layout fills its room, and nothing lies on anything", () => {
  const xy = Float32Array.of(0, 0, 1, 0, 0, 1, 0, 0);
  fitToRoom(xy, { width: 300, height: 300 });
  pushApart(xy, [10, 10, 10, 10], [1, 0, 0, 0]);
  for (let a = 0; a < 4; a++) for (let b = a + 1; b < 4; b++) assert.ok(Math.hypot(xy[2 * a]! - xy[2 * b]!, xy[2 * a + 1]! - xy[2 * b + 1]!) >= 30);
  assert.deepEqual([...xy.slice(0, 2)], [-150, -150], "what is pinned stays");
  const line = Float32Array.of(5, 5);
  fitToRoom(line, { width: 10, height: 10 });
  assert.ok(line.every(Number.isFinite));
});

test("SVG is well formed whatever things are called", () => {
  assert.equal(escapeXml('<a & "b">\u0007'), "&lt;a &amp; &quot;b&quot;&gt;");
  const painter = new SvgPainter();
  painter.disc(1, 2, 3, "#fff", "#000", { className: "node", title: "A < B" });
  assert.match(painter.finish(10, 10, "t & t", "d"), /<circle class="node" cx="1" cy="2" r="3"[^>]*><title>A &lt; B<\/title><\/circle>/);
});

test("periods are as fine as fits", () => {
  const years = new Map([["1999", 1], ["2018-09-07", 2], ["2018-10", 1]]);
  assert.deepEqual(periodsOf(years).map(({ name }) => name), ["1999", "2018-09-07", "2018-10"]);
  const many = new Map(Array.from({ length: 30 }, (_, i) => [`${1990 + i}-01-01`, 1] as const));
  assert.equal(periodsOf(many)[0]!.name, "1990");
  assert.deepEqual(periodsOf(new Map()), []);
  const table = { things: { id: ["a", "b"], label: ["", ""], type: [null, null], family: [null, null], names: [[], []], weight: [1, 1], things: 2 }, relations: [{ id: "r", name: "r", label: "r", inverse: null, open: false }], articles: [{ id: "x", date: "2018", source: "" }], times: ["../2011"], claims: [0, 0, 1, 0, 0, 0, 50, 0, 0, 1, 0, 0, -1, 50] };
  assert.deepEqual([...datesOf(indexTable(table))], [["2011-12-31", 1], ["2018", 1]]);
});

test("colours mix", () => {
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
});
