/* A query's answer as a graph, and the same by types. */
import type { Edge, Graph, Node, StatusCounts, Thing } from "../api/types";
import type { Triple } from "./ntriples";
import type { Rows, Term } from "./results";

export type Describe = (id: string) => Thing;

interface Link {
  source: string;
  relation: string;
  target: string;
}

const ONLY_STATED: StatusCounts = { stated: 1, said: 0, possible: 0, negated: 0 };

/* A row joins its first thing with its others; a property between two things is what joins them. */
export function linksOfRows({ variables, rows }: Rows, isProperty: (iri: string) => boolean): { links: Link[]; alone: string[] } {
  const links: Link[] = [];
  const alone: string[] = [];
  for (const row of rows) {
    let property: string | null = null;
    let first: string | null = null;
    let joined = false;
    row.forEach((term, column) => {
      if (term?.type !== "uri") return;
      if (first !== null && isProperty(term.value)) property = term.value;
      else if (first === null) first = term.value;
      else {
        links.push({ source: first, relation: property ?? variables[column]!, target: term.value });
        property = null;
        joined = true;
      }
    });
    if (first !== null && !joined) alone.push(first);
  }
  return { links, alone };
}

export function linksOfTriples(triples: readonly Triple[]): Link[] {
  const isThing = ({ type }: Term) => type !== "literal";
  const name = ({ type, value }: Term) => (type === "bnode" ? `_:${value}` : value);
  return triples
    .filter(({ object, predicate }) => isThing(object) && !predicate.value.endsWith("#type"))
    .map(({ subject, predicate, object }) => ({ source: name(subject), relation: predicate.value, target: name(object) }));
}

interface Counted extends Link {
  times: number;
  others?: number; // relations besides, that the line stands for, too
}

function counted(links: readonly Link[]): Counted[] {
  const all = new Map<string, Counted>();
  for (const link of links) {
    const key = `${link.source}\n${link.relation}\n${link.target}`;
    const known = all.get(key);
    if (known) known.times++;
    else all.set(key, { ...link, times: 1 });
  }
  return [...all.values()].sort((a, b) => b.times - a.times);
}

/* One line a pair and direction, named by what it says most. */
function joined(links: readonly Counted[]): Counted[] {
  const pairs = new Map<string, Counted & { others: number }>();
  for (const link of links) {
    const key = `${link.source}\n${link.target}`;
    const known = pairs.get(key);
    if (!known) pairs.set(key, { ...link, others: 0 });
    else {
      known.times += link.times;
      known.others++;
    }
  }
  return [...pairs.values()].sort((a, b) => b.times - a.times);
}

function nameOf({ relation, times, others }: Counted, labelOf: (iri: string) => string): string {
  const more = others ? ` and ${others} more` : "";
  return `${labelOf(relation)}${more}${times > 1 ? ` ×${times}` : ""}`;
}

function build(links: readonly Counted[], alone: readonly string[], describe: Describe, labelOf: (iri: string) => string, limit: number): Graph {
  const degree = new Map<string, number>(alone.map((id) => [id, 0]));
  for (const { source, target } of links) for (const id of [source, target]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const ids = [...degree].sort(([, a], [, b]) => b - a).slice(0, limit);
  const shown = new Set(ids.map(([id]) => id));
  const nodes = ids.map(([id, weight]): Node => ({ ...describe(id), weight, facts: weight, sources: 0, shown: weight }));
  const edges = links
    .filter(({ source, target }) => shown.has(source) && shown.has(target))
    .map((link): Edge => ({
      source: link.source,
      target: link.target,
      relation: link.relation,
      label: nameOf(link, labelOf),
      status: "stated",
      statuses: ONLY_STATED,
      said: link.times,
      articles: Math.min(link.times, 6),
      from: null,
      to: null,
    }));
  return { nodes, edges, total_nodes: degree.size, total_edges: links.length, truncated: degree.size > limit };
}

const MOST_NODES = 1000;

export function resultGraph(links: readonly Link[], alone: readonly string[], describe: Describe, labelOf: (iri: string) => string): Graph {
  return build(counted(links), alone, describe, labelOf, MOST_NODES);
}

/* One node a type: what kinds of things the answer joins, and how. */
export function typeMap(links: readonly Link[], alone: readonly string[], describe: Describe, labelOf: (iri: string) => string): Graph {
  const kinds = new Map<string, Thing>();
  const kindOf = (id: string) => {
    const thing = describe(id);
    const name = `type:${thing.type ?? ""}`;
    if (!kinds.has(name)) kinds.set(name, { ...thing, id: name, label: thing.type ?? "no type" });
    return name;
  };
  const between = links.map(({ source, relation, target }) => ({ source: kindOf(source), relation, target: kindOf(target) }));
  return build(joined(counted(between)), alone.map(kindOf), (id) => kinds.get(id)!, labelOf, 100);
}
