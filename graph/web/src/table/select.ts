/* Chooses what to draw: the weightiest things, or those about a thing, and the edges among them. */
import type { Edge, Graph, GraphQuestion, Node } from "../api/types";
import { countClaims, type Said, statusesOf, thingFlags } from "./filter";
import { thingOf, type TableIndex } from "./index";

/* Neighbours that one expansion brings in at most: more cannot be read. */
const EXPANSION = 60;

interface Selection {
  index: TableIndex;
  said: Said;
  drawable: Uint8Array;
  shown: Set<number>;
}

function* neighbours({ index, said, drawable }: Selection, thing: number): Generator<number> {
  const { edges } = index;
  for (let i = index.beginOf[thing]!; i < index.beginOf[thing + 1]!; i++) {
    const edge = index.edgesOf[i]!;
    const other = edges.subject[edge] === thing ? edges.object[edge]! : edges.subject[edge]!;
    if (said.said[edge] && drawable[other] && other !== thing) yield other;
  }
}

/* Things stand in the table by weight, so the smaller number is the weightier. */
function heaviestNeighbours(selection: Selection, thing: number, limit: number): number[] {
  return [...new Set(neighbours(selection, thing))].sort((a, b) => a - b).slice(0, limit);
}

function isAttached(selection: Selection, thing: number): boolean {
  for (const other of neighbours(selection, thing)) if (selection.shown.has(other)) return true;
  return false;
}

function showOverview(selection: Selection, limit: number): void {
  const { shown, drawable, index } = selection;
  const { things } = index.table.things;
  for (let i = 0; i < things && shown.size < limit; i++) if (drawable[i]) shown.add(i);
  for (const thing of [...shown]) if (!isAttached(selection, thing)) shown.delete(thing);
  for (let i = 0; i < things && shown.size < limit; i++)
    if (drawable[i] && !shown.has(i) && isAttached(selection, i)) shown.add(i);
}

function showAbout(selection: Selection, about: number[], depth: number, limit: number): void {
  const { shown } = selection;
  let ring = about;
  for (const thing of about) shown.add(thing);
  for (let step = 0; step < depth && shown.size < limit; step++) {
    const next = new Set(ring.flatMap((thing) => [...neighbours(selection, thing)]).filter((thing) => !shown.has(thing)));
    ring = [...next].sort((a, b) => a - b).slice(0, limit - shown.size);
    for (const thing of ring) shown.add(thing);
  }
}

function edgeOf(index: TableIndex, said: Said, edge: number): Edge {
  const { edges, times, firstTime, lastTime } = index;
  const relation = index.table.relations[edges.relation[edge]!]!;
  return {
    source: index.table.things.id[edges.subject[edge]!]!,
    target: index.table.things.id[edges.object[edge]!]!,
    relation: relation.id,
    label: relation.label,
    said: said.said[edge]!,
    articles: said.articles[edge]!,
    ...statusesOf(said, edge),
    from: times[firstTime[edge]!] ?? null,
    to: times[lastTime[edge]!] ?? null,
  };
}

function nodeOf(index: TableIndex, thing: number, shown: number): Node {
  return {
    ...thingOf(index, thing),
    weight: index.table.things.weight[thing] ?? 0,
    facts: index.degree[thing]!,
    sources: index.sources[thing]!,
    shown,
  };
}

function placesOf(index: TableIndex, ids: string[]): number[] {
  return ids.map((id) => index.place.get(id)).filter((place) => place !== undefined);
}

export function selectGraph(index: TableIndex, question: GraphQuestion): Graph {
  const said = countClaims(index, question);
  const drawable = thingFlags(index, question);
  const selection: Selection = { index, said, drawable, shown: new Set() };
  const about = placesOf(index, question.about);
  for (const thing of about) drawable[thing] = 1;
  if (about.length > 0) showAbout(selection, about, question.depth, question.limit);
  else showOverview(selection, question.limit);
  for (const thing of placesOf(index, question.expanded)) {
    selection.shown.add(thing);
    for (const other of heaviestNeighbours(selection, thing, EXPANSION)) selection.shown.add(other);
  }
  return answer(selection);
}

function answer({ index, said, drawable, shown }: Selection): Graph {
  const { edges } = index;
  const chosen: number[] = [];
  const joined = new Set<number>();
  const degree = new Int32Array(drawable.length);
  let total = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const [subject, object] = [edges.subject[edge]!, edges.object[edge]!];
    if (!said.said[edge] || !drawable[subject] || !drawable[object]) continue;
    total++;
    joined.add(subject).add(object);
    if (!shown.has(subject) || !shown.has(object)) continue;
    chosen.push(edge);
    degree[subject]!++;
    degree[object]!++;
  }
  chosen.sort((a, b) => said.articles[b]! - said.articles[a]! || said.said[b]! - said.said[a]! || a - b);
  return {
    nodes: [...shown].sort((a, b) => a - b).map((thing) => nodeOf(index, thing, degree[thing]!)),
    edges: chosen.map((edge) => edgeOf(index, said, edge)),
    total_nodes: joined.size,
    total_edges: total,
    truncated: joined.size > shown.size,
  };
}
