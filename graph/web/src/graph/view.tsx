/* The graph, its filters, and beside it what it says. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Found, Graph } from "../api/types";
import type { Route } from "../route";
import { usePage } from "../ui/context";
import { IconButton } from "../ui/icons";
import { ProblemNote, Waiting } from "../ui/problem";
import { Search } from "../ui/search";
import { problemOf, useAnswer } from "../ui/use_answer";
import { count, number } from "../ui/words";
import type { Problem } from "../api/types";
import { graphFor, tableIndexOf } from "./answers";
import type { GraphCanvas } from "./canvas";
import { useControls } from "./controls";
import { FilterPanel } from "./filters";
import { Legend } from "./legend";
import { Panel } from "./panel";
import { datesOf, periodsOf } from "./periods";
import { Stage } from "./stage";
import { countFilters, type ViewState } from "./state";
import { Toolbar } from "./toolbar";

/* The answer for the latest view; the one before stays until it is there. */
function useGraph(view: ViewState): { answer: Graph | null; problem: Problem | null; retry(): void } {
  const { source, info } = usePage();
  const [answer, setAnswer] = useState<Graph | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  const { about, depth, limit, expanded, hidden, filters } = view;
  useEffect(() => {
    let wanted = true;
    graphFor(source, view)
      .then((graph) => {
        if (!wanted) return;
        setAnswer(graph);
        setProblem(null);
      })
      .catch((error: unknown) => wanted && setProblem(problemOf(error)));
    return () => {
      wanted = false;
    };
  }, [source, info.state, about, depth, limit, expanded, hidden, filters, turn]);
  return { answer, problem, retry: () => setTurn(turn + 1) };
}

function Emptiness({ view, onClear }: { view: ViewState; onClear(): void }) {
  const { info } = usePage();
  const filtered = countFilters(view.filters) > 0 || view.hidden.length > 0;
  return (
    <div class="stage-empty">
      {info.counts.claims === 0 ? (
        <>
          <p class="stage-empty-what">This graph is empty.</p>
          <p>
            Read some texts into it: <code>relata build FOLDER -o GRAPH</code>
          </p>
        </>
      ) : (
        <>
          <p class="stage-empty-what">Nothing is left to draw.</p>
          <p>{filtered ? "No fact passes all filters." : "The things asked for have no facts that can be drawn."}</p>
          <button type="button" onClick={onClear}>
            {filtered ? "Clear the filters" : "Show the whole graph"}
          </button>
        </>
      )}
    </div>
  );
}

export function GraphView({ route }: { route: Route }) {
  const { source, info, announce } = usePage();
  const controls = useControls(route);
  const { view, selection } = controls;
  const { answer, problem, retry } = useGraph(view);
  const canvas = useRef<GraphCanvas | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [showFilters, setShowFilters] = useState(() => matchMedia("(min-width: 1180px)").matches);
  const [table] = useAnswer(() => tableIndexOf(source), [source, info.state]);
  const periods = table.state === "there" && table.value ? periodsOf(datesOf(table.value)) : [];
  const active = countFilters(view.filters);

  useEffect(() => {
    if (!answer) return;
    const node = selection?.kind === "node" && answer.nodes.find(({ id }) => id === selection.id);
    if (node) announce(`${node.label}, ${count(node.shown, "line")} here`);
    else announce(`${count(answer.nodes.length, "thing")}, ${count(answer.edges.length, "line")}`);
  }, [answer, selection]);
  useEffect(() => {
    panel.current?.scrollTo({ top: 0 });
  }, [selection]);

  const choose = (found: Found) => {
    const isShown = answer?.nodes.some(({ id }) => id === found.id) ?? false;
    if (!isShown) controls.change({ expanded: [...view.expanded, found.id], hidden: view.hidden.filter((id) => id !== found.id) });
    controls.select({ kind: "node", id: found.id });
    setTimeout(() => canvas.current?.reveal(found.id), 400);
  };
  const read = () => panel.current?.querySelector<HTMLElement>("h2")?.focus();
  const togglePin = (id: string) => {
    const at = canvas.current?.positionOf(id);
    controls.pin(id, id in view.pinned || !at ? null : [at.x, at.y]);
  };

  return (
    <main class={`graph-view${showFilters ? " with-filters" : ""}`} id="main">
      <h1 class="hidden-title">Graph of {info.title}</h1>
      <div class="graph-tools">
        <IconButton words icon="filter" label={active > 0 ? `Filters (${active})` : "Filters"} pressed={showFilters} onClick={() => setShowFilters(!showFilters)} />
        <Search label="Find a person, place, body or event" onChoose={choose} />
        <Toolbar answer={answer} controls={controls} canvas={() => canvas.current} />
      </div>
      {showFilters && (
        <aside class="filter-side" aria-label="Filters">
          <FilterPanel filters={view.filters} periods={periods} onChange={(filters) => controls.change({ filters })} />
        </aside>
      )}
      <section class="graph-stage" aria-label="Picture">
        <Stage answer={answer} controls={controls} canvas={canvas} read={read} />
        {problem && (
          <div class="stage-problem">
            <ProblemNote problem={problem} retry={retry} />
          </div>
        )}
        {!answer && !problem && <div class="stage-empty"><Waiting what="Reading the graph…" /></div>}
        {answer && answer.nodes.length === 0 && <Emptiness view={view} onClear={controls.reset} />}
        {answer && answer.nodes.length > 0 && (
          <footer class="stage-foot">
            <Legend answer={answer} chosen={view.filters.types} onChoose={(types) => controls.change({ filters: { ...view.filters, types } })} />
            <p class="stage-count">
              {number(answer.nodes.length)} of {count(answer.total_nodes, "thing")}, {number(answer.edges.length)} of {count(answer.total_edges, "fact")}
              {view.hidden.length > 0 && (
                <>
                  {"; "}
                  <button type="button" class="link" onClick={() => controls.change({ hidden: [] })}>
                    {count(view.hidden.length, "thing")} hidden, show again
                  </button>
                </>
              )}
            </p>
          </footer>
        )}
      </section>
      <aside class="panel" aria-label="What it says" ref={panel} tabIndex={0}>
        {answer ? <Panel answer={answer} controls={controls} togglePin={togglePin} /> : <Waiting what="" />}
      </aside>
    </main>
  );
}
