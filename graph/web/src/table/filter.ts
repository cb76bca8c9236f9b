/* Which claims, edges and things pass a reader's filters. */
import { type Filters, STATUSES, type StatusCounts, type Status } from "../api/types";
import { within } from "./dates";
import { statusOf, type TableIndex } from "./index";

/* What is said of an edge by the claims that pass. */
export interface Said {
  said: Int32Array; // by edge
  articles: Int32Array; // by edge
  counts: Int32Array; // by edge, one for each status
}

function flags(length: number, isOn: (i: number) => boolean): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (isOn(i) ? 1 : 0));
}

function articleFlags(index: TableIndex, filters: Filters): Uint8Array {
  const sources = new Set(filters.sources);
  const ids = new Set(filters.articles);
  return flags(index.table.articles.length, (i) => {
    const { id, source } = index.table.articles[i]!;
    return (sources.size === 0 || sources.has(source)) && (ids.size === 0 || ids.has(id));
  });
}

/* Things that may be drawn: no literals, of the wanted types. */
export function thingFlags(index: TableIndex, filters: Filters): Uint8Array {
  const types = new Set(filters.types);
  const { type, things } = index.table.things;
  return flags(type.length, (i) => i < things && (types.size === 0 || types.has(type[i] ?? "")));
}

/* Counts, for every edge, the claims that pass; edges of fewer articles than wanted count nothing. */
export function countClaims(index: TableIndex, filters: Filters): Said {
  const { claims, edges } = index;
  const articles = articleFlags(index, filters);
  const statuses = flags(STATUSES.length, (i) => filters.statuses.length === 0 || filters.statuses.includes(statusOf(i)));
  const dated = Boolean(filters.from || filters.to);
  const times = flags(index.times.length, (i) => !dated || within(index.times[i]!, filters.from, filters.to));
  const relations = new Set(filters.relations);
  const wanted = flags(index.table.relations.length, (i) => relations.size === 0 || relations.has(index.table.relations[i]!.id));
  const said = new Int32Array(edges.count);
  const sources = new Int32Array(edges.count);
  const counts = new Int32Array(edges.count * STATUSES.length);
  for (let edge = 0; edge < edges.count; edge++) {
    if (!wanted[edges.relation[edge]!]) continue;
    let last = -1;
    for (let i = edges.first[edge]!; i < edges.first[edge + 1]!; i++) {
      const claim = edges.order[i]!;
      const time = claims.time[claim]!;
      if (!articles[claims.article[claim]!] || !statuses[claims.status[claim]!]) continue;
      if (dated && (time < 0 || !times[time])) continue;
      said[edge]!++;
      counts[edge * STATUSES.length + claims.status[claim]!]!++;
      if (claims.article[claim] !== last) sources[edge]!++;
      last = claims.article[claim]!;
    }
    if (sources[edge]! < filters.minSources) said[edge] = 0;
  }
  return { said, articles: sources, counts };
}

export function statusesOf(said: Said, edge: number): { status: Status; statuses: StatusCounts } {
  const at = edge * STATUSES.length;
  const statuses: StatusCounts = { stated: said.counts[at]!, said: said.counts[at + 1]!, possible: said.counts[at + 2]!, negated: said.counts[at + 3]! };
  return { status: STATUSES.find((status) => statuses[status] > 0) ?? "stated", statuses };
}
