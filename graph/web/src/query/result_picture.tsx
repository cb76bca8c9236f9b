/* An answer as a graph, or as a map of its types. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Graph, Thing } from "../api/types";
import { tableIndexOf } from "../graph/answers";
import { GraphCanvas } from "../graph/canvas";
import { themeOf } from "../graph/theme";
import { go } from "../route";
import { thingOf } from "../table/index";
import { usePage } from "../ui/context";
import { useAnswer } from "../ui/use_answer";
import { useDark } from "../ui/use_dark";
import { count } from "../ui/words";
import type { Triple } from "./ntriples";
import { linksOfRows, linksOfTriples, resultGraph, typeMap } from "./result_graph";
import type { Rows } from "./results";

interface Props {
  answer: Rows | Triple[];
  byType: boolean;
}

function Picture({ graph, byType }: { graph: Graph; byType: boolean }) {
  const { info, short } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark();
  useEffect(() => {
    const canvas: GraphCanvas = new GraphCanvas(place.current!, themeOf(info.families, dark), {
      select(selection) {
        canvas.select(selection);
        if (!selection || byType) return;
        if (selection.kind === "node") go("thing", { id: short.shorten(selection.id) });
        else go("evidence", { s: short.shorten(selection.s), p: short.shorten(selection.p), o: short.shorten(selection.o) });
      },
      expand: () => {},
      pin: () => {},
      progress: () => {},
    });
    canvas.show(graph, {});
    return () => canvas.end();
  }, [graph, dark, byType]);
  return <div class="result-picture" ref={place} role="img" aria-label={`${count(graph.nodes.length, "thing")} and ${count(graph.edges.length, "line")} between them; the table has the same in words`} />;
}

export function ResultPicture({ answer, byType }: Props) {
  const { source, info, short } = usePage();
  const [table] = useAnswer(() => tableIndexOf(source), [source, info.state]);
  const index = table.state === "there" ? table.value : null;
  const graph = useMemo(() => {
    const labels = new Map(info.relations.map(({ id, label }) => [id, label]));
    const describe = (id: string): Thing => {
      const at = index?.place.get(id);
      if (index && at !== undefined) return thingOf(index, at);
      return { id, label: short.shorten(id).replace(/^\w+:/, "").replaceAll("_", " "), type: null, family: "other", literal: false };
    };
    const labelOf = (iri: string) => labels.get(iri) ?? short.shorten(iri);
    const { links, alone } = Array.isArray(answer) ? { links: linksOfTriples(answer), alone: [] } : linksOfRows(answer, (iri) => labels.has(iri));
    return (byType ? typeMap : resultGraph)(links, alone, describe, labelOf);
  }, [answer, byType, index]);
  if (table.state === "waiting") return null;
  if (graph.nodes.length === 0) return <p class="empty">This answer names no things that could be drawn; see it as a table.</p>;
  return (
    <>
      {graph.truncated && <p class="note">The first {count(graph.nodes.length, "thing")} of {count(graph.total_nodes, "thing")}.</p>}
      <Picture graph={graph} byType={byType} />
    </>
  );
}
