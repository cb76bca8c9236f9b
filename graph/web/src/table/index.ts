/* The whole graph in columns, made ready: which edge each claim belongs to,
 * which edges each thing has.  Numbers are places in the table's lists. */
import { STATUSES, type Table, type Thing } from "../api/types";

const WIDTH = 7;

export interface Claims {
  count: number;
  edge: Int32Array;
  article: Int32Array;
  status: Uint8Array;
  time: Int32Array; // of the claim, else of its article; -1 where neither is known
  own: Uint8Array; // 1: the time is the claim's own
  confidence: Float32Array;
}

export interface Edges {
  count: number;
  subject: Int32Array;
  relation: Int32Array;
  object: Int32Array;
  first: Int32Array; // place in `order` of its claims; one more at the end
  order: Int32Array; // claims, edge by edge
}

export interface TableIndex {
  table: Table;
  place: Map<string, number>; // id → thing
  relationPlace: Map<string, number>;
  times: string[];
  claims: Claims;
  edges: Edges;
  beginOf: Int32Array; // place in `edgesOf` of a thing's edges; one more at the end
  edgesOf: Int32Array;
  degree: Int32Array;
  sources: Int32Array; // by thing: articles that speak of it
  firstTime: Int32Array; // by edge: place in `times` of its earliest time; -1 where none is known
  lastTime: Int32Array;
}

/* Places of `count` items sorted into `buckets`: where each bucket begins, and the items in order. */
function bucket(count: number, buckets: number, of: (item: number) => number): { begin: Int32Array; order: Int32Array } {
  const begin = new Int32Array(buckets + 1);
  for (let i = 0; i < count; i++) begin[of(i) + 1]!++;
  for (let i = 0; i < buckets; i++) begin[i + 1]! += begin[i]!;
  const next = begin.slice();
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[next[of(i)]!++] = i;
  return { begin, order };
}

function numberTimes(table: Table): { times: string[]; articleTime: Int32Array } {
  const times = table.times.slice();
  const known = new Map(times.map((time, i) => [time, i]));
  const articleTime = Int32Array.from(table.articles, ({ date }) => {
    if (!date) return -1;
    let at = known.get(date);
    if (at === undefined) known.set(date, (at = times.push(date) - 1));
    return at;
  });
  return { times, articleTime };
}

function readClaims(table: Table, articleTime: Int32Array): { claims: Claims; ends: number[] } {
  const count = table.claims.length / WIDTH;
  const claims: Claims = {
    count,
    edge: new Int32Array(count),
    article: new Int32Array(count),
    status: new Uint8Array(count),
    time: new Int32Array(count),
    own: new Uint8Array(count),
    confidence: new Float32Array(count),
  };
  const known = new Map<number, number>();
  const ends: number[] = [];
  const things = table.things.id.length;
  const relations = table.relations.length;
  for (let i = 0, at = 0; i < count; i++, at += WIDTH) {
    const [subject, relation, object] = [table.claims[at]!, table.claims[at + 1]!, table.claims[at + 2]!];
    const key = (subject * relations + relation) * things + object;
    let edge = known.get(key);
    if (edge === undefined) {
      known.set(key, (edge = ends.length / 3));
      ends.push(subject, relation, object);
    }
    claims.edge[i] = edge;
    claims.article[i] = table.claims[at + 3]!;
    claims.status[i] = table.claims[at + 4]!;
    const time = table.claims[at + 5]!;
    claims.own[i] = time >= 0 ? 1 : 0;
    claims.time[i] = time >= 0 ? time : (articleTime[table.claims[at + 3]!] ?? -1);
    claims.confidence[i] = table.claims[at + 6]! / 100;
  }
  return { claims, ends };
}

function readEdges(claims: Claims, ends: number[]): Edges {
  const count = ends.length / 3;
  const column = (offset: number) => Int32Array.from({ length: count }, (_, i) => ends[3 * i + offset]!);
  const { begin, order } = bucket(claims.count, count, (claim) => claims.edge[claim]!);
  return { count, subject: column(0), relation: column(1), object: column(2), first: begin, order };
}

/* Articles of each thing; `seen` notes for which thing an article was counted last. */
function countSources(claims: Claims, edges: Edges, begin: Int32Array, edgesOf: Int32Array, articles: number): Int32Array {
  const sources = new Int32Array(begin.length - 1);
  const seen = new Int32Array(articles).fill(-1);
  for (let thing = 0; thing < sources.length; thing++)
    for (let i = begin[thing]!; i < begin[thing + 1]!; i++)
      for (let at = edges.first[edgesOf[i]!]!; at < edges.first[edgesOf[i]! + 1]!; at++) {
        const article = claims.article[edges.order[at]!]!;
        if (seen[article] === thing) continue;
        seen[article] = thing;
        sources[thing]!++;
      }
  return sources;
}

function spanTimes(claims: Claims, edges: Edges, times: readonly string[]): { firstTime: Int32Array; lastTime: Int32Array } {
  const sorted = times.map((_, i) => i).sort((a, b) => (times[a]! < times[b]! ? -1 : 1));
  const rank = new Int32Array(times.length);
  sorted.forEach((time, i) => (rank[time] = i));
  const firstTime = new Int32Array(edges.count).fill(-1);
  const lastTime = new Int32Array(edges.count).fill(-1);
  for (let claim = 0; claim < claims.count; claim++) {
    const [edge, time] = [claims.edge[claim]!, claims.time[claim]!];
    if (time < 0) continue;
    if (firstTime[edge]! < 0 || rank[time]! < rank[firstTime[edge]!]!) firstTime[edge] = time;
    if (lastTime[edge]! < 0 || rank[time]! > rank[lastTime[edge]!]!) lastTime[edge] = time;
  }
  return { firstTime, lastTime };
}

export function indexTable(table: Table): TableIndex {
  const { times, articleTime } = numberTimes(table);
  const { claims, ends } = readClaims(table, articleTime);
  const edges = readEdges(claims, ends);
  const things = table.things.id.length;
  const { begin, order } = bucket(2 * edges.count, things, (i) => (i < edges.count ? edges.subject[i]! : edges.object[i - edges.count]!));
  const degree = new Int32Array(things);
  for (let i = 0; i < things; i++) degree[i] = begin[i + 1]! - begin[i]!;
  const edgesOf = order.map((i) => (i < edges.count ? i : i - edges.count));
  return {
    table,
    place: new Map(table.things.id.map((id, i) => [id, i])),
    relationPlace: new Map(table.relations.map(({ id }, i) => [id, i])),
    times,
    claims,
    edges,
    beginOf: begin,
    edgesOf,
    degree,
    sources: countSources(claims, edges, begin, edgesOf, table.articles.length),
    ...spanTimes(claims, edges, times),
  };
}

export function thingOf(index: TableIndex, place: number): Thing {
  const { id, label, type, family, things } = index.table.things;
  const literal = place >= things;
  return {
    id: id[place]!,
    label: label[place]!,
    type: type[place] ?? null,
    family: literal ? "value" : (family[place] ?? "other"),
    literal,
  };
}

export function statusOf(number: number): (typeof STATUSES)[number] {
  return STATUSES[number] ?? "stated";
}
