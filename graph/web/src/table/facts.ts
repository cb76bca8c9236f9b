/* What the graph says of one thing, from the table: facts by relation, both ways, and by date. */
import { type Fact, type FactGroup, STATUSES, type StatusCounts } from "../api/types";
import { thingOf, type TableIndex } from "./index";

function factOf(index: TableIndex, edge: number): Fact {
  const { edges, claims, times } = index;
  const relation = index.table.relations[edges.relation[edge]!]!;
  const statuses: StatusCounts = { stated: 0, said: 0, possible: 0, negated: 0 };
  const dates: string[] = [];
  const articles = new Set<number>();
  let confidence = 0;
  let said = 0;
  for (let i = edges.first[edge]!; i < edges.first[edge + 1]!; i++) {
    const claim = edges.order[i]!;
    said++;
    statuses[STATUSES[claims.status[claim]!] ?? "stated"]++;
    articles.add(claims.article[claim]!);
    confidence = Math.max(confidence, claims.confidence[claim]!);
    if (claims.time[claim]! >= 0) dates.push(times[claims.time[claim]!]!);
  }
  dates.sort();
  return {
    subject: thingOf(index, edges.subject[edge]!),
    relation: relation.id,
    label: relation.label,
    object: thingOf(index, edges.object[edge]!),
    status: STATUSES.find((status) => statuses[status] > 0) ?? "stated",
    statuses,
    said,
    articles: articles.size,
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
    confidence: Math.round(confidence * 100) / 100,
  };
}

function group(index: TableIndex, edges: number[], inverse: boolean): FactGroup[] {
  const groups = new Map<number, Fact[]>();
  for (const edge of edges) {
    const relation = index.edges.relation[edge]!;
    const facts = groups.get(relation) ?? [];
    facts.push(factOf(index, edge));
    groups.set(relation, facts);
  }
  return [...groups]
    .sort(([a, x], [b, y]) => y.length - x.length || a - b)
    .map(([relation, facts]) => {
      const { id, label, inverse: reversed } = index.table.relations[relation]!;
      facts.sort((a, b) => b.articles - a.articles || b.said - a.said);
      return { relation: id, label: inverse ? (reversed ?? label) : label, facts };
    });
}

function timeline(index: TableIndex, edges: number[]): { date: string; facts: Fact[] }[] {
  const dates = new Map<string, Fact[]>();
  for (const edge of edges) {
    const own = new Set<string>();
    for (let i = index.edges.first[edge]!; i < index.edges.first[edge + 1]!; i++) {
      const claim = index.edges.order[i]!;
      if (index.claims.own[claim]) own.add(index.times[index.claims.time[claim]!]!);
    }
    for (const date of own) dates.set(date, [...(dates.get(date) ?? []), factOf(index, edge)]);
  }
  return [...dates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, facts]) => ({ date, facts }));
}

export interface ThingFacts {
  out: FactGroup[];
  in: FactGroup[];
  timeline: { date: string; facts: Fact[] }[];
  articles: Map<number, number>; // article → claims about the thing there
}

export function factsOf(index: TableIndex, thing: number): ThingFacts {
  const edges = [...new Set(index.edgesOf.subarray(index.beginOf[thing]!, index.beginOf[thing + 1]!))];
  const articles = new Map<number, number>();
  for (const edge of edges)
    for (let i = index.edges.first[edge]!; i < index.edges.first[edge + 1]!; i++) {
      const article = index.claims.article[index.edges.order[i]!]!;
      articles.set(article, (articles.get(article) ?? 0) + 1);
    }
  return {
    out: group(index, edges.filter((edge) => index.edges.subject[edge] === thing), false),
    in: group(index, edges.filter((edge) => index.edges.object[edge] === thing), true),
    timeline: timeline(index, edges),
    articles,
  };
}

/* The articles in which an edge, or what fits the given parts of it, is said. */
export function articlesSaying(index: TableIndex, subject?: string, relation?: string, object?: string): number[] {
  const { edges, claims } = index;
  const place = (id: string | undefined) => (id === undefined ? undefined : (index.place.get(id) ?? -2));
  const [s, o] = [place(subject), place(object)];
  const p = relation === undefined ? undefined : (index.relationPlace.get(relation) ?? -2);
  const articles = new Set<number>();
  for (let edge = 0; edge < edges.count; edge++) {
    if (s !== undefined && edges.subject[edge] !== s) continue;
    if (p !== undefined && edges.relation[edge] !== p) continue;
    if (o !== undefined && edges.object[edge] !== o) continue;
    for (let i = edges.first[edge]!; i < edges.first[edge + 1]!; i++) articles.add(claims.article[edges.order[i]!]!);
  }
  return [...articles].sort((a, b) => a - b);
}
