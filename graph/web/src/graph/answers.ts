/* What to draw for a reader's view: from the table in memory, or, of a graph too
 * large for that, from the server. */
import type { Source } from "../api/source";
import type { Graph, Table } from "../api/types";
import { indexTable, type TableIndex } from "../table/index";
import { selectGraph } from "../table/select";
import type { ViewState } from "./state";

const indexes = new WeakMap<Table, TableIndex>();

function indexOf(table: Table): TableIndex {
  let index = indexes.get(table);
  if (!index) indexes.set(table, (index = indexTable(table)));
  return index;
}

export async function tableIndexOf(source: Source): Promise<TableIndex | null> {
  const table = await source.table();
  return table && indexOf(table);
}

/* Without the things that the reader hid. */
export function withoutHidden(graph: Graph, hidden: readonly string[]): Graph {
  if (hidden.length === 0) return graph;
  const gone = new Set(hidden);
  return {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => !gone.has(id)),
    edges: graph.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
  };
}

export async function graphFor(source: Source, view: ViewState): Promise<Graph> {
  const { about, expanded, depth, limit, filters, hidden } = view;
  const question = { ...filters, about, expanded, depth, limit };
  const index = await tableIndexOf(source);
  return withoutHidden(index ? selectGraph(index, question) : await source.graph(question), hidden);
}
