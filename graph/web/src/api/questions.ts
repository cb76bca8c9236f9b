/* Questions to the server as addresses, and answers joined. */
import type { Graph, GraphQuestion } from "./types";

export type Parameters = [string, string | number | undefined | null][];

export function addressOf(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of parameters) if (value !== undefined && value !== null && value !== "") query.append(name, String(value));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/* What /api/graph is asked for a question; the default of each is left out. */
export function graphParameters(question: GraphQuestion): Parameters {
  const list = (name: string, values: readonly string[]): Parameters => values.map((value) => [name, value]);
  return [
    ...list("about", question.about),
    ["depth", question.about.length > 0 ? question.depth : undefined],
    ["limit", question.limit],
    ...list("type", question.types),
    ...list("relation", question.relations),
    ...list("source", question.sources),
    ...list("article", question.articles),
    ...list("status", question.statuses),
    ["from", question.from],
    ["to", question.to],
    ["min_sources", question.minSources > 1 ? question.minSources : undefined],
  ];
}

/* Both, each node and edge once. */
export function joinGraphs(first: Graph, second: Graph): Graph {
  const nodes = new Map([...second.nodes, ...first.nodes].map((node) => [node.id, node]));
  const edges = new Map([...second.edges, ...first.edges].map((edge) => [`${edge.source}\n${edge.relation}\n${edge.target}`, edge]));
  return { ...first, nodes: [...nodes.values()].sort((a, b) => b.weight - a.weight), edges: [...edges.values()] };
}
