/* Ask in SPARQL; see the answer as a table, a graph or a map of types; take it along. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Problem } from "../api/types";
import { replaceRoute, type Route, writeRoute } from "../route";
import { usePage } from "../ui/context";
import { download } from "../ui/download";
import { ProblemNote, Waiting } from "../ui/problem";
import { problemOf } from "../ui/use_answer";
import { count } from "../ui/words";
import { QueryEditor } from "./editor";
import { examplesFor } from "./examples";
import { readTriples, type Triple } from "./ntriples";
import { ResultPicture } from "./result_picture";
import { ResultTable } from "./result_table";
import { csvOf, readResults, type Rows } from "./results";
import { completionsFor } from "./words";

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

type Outcome = { kind: "rows"; rows: Rows; seconds: number } | { kind: "triples"; triples: Triple[]; text: string; seconds: number } | { kind: "yes"; yes: boolean; seconds: number };
type Shape = "table" | "graph" | "types";

function outcomeOf(body: string, mediaType: string, seconds: number): Outcome {
  if (!mediaType.includes("json")) return { kind: "triples", triples: readTriples(body), text: body, seconds };
  const results = readResults(body);
  return typeof results === "boolean" ? { kind: "yes", yes: results, seconds } : { kind: "rows", rows: results, seconds };
}

function tableOf(triples: readonly Triple[]): Rows {
  return { variables: ["subject", "predicate", "object"], rows: triples.map(({ subject, predicate, object }) => [subject, predicate, object]) };
}

/* Files of the answer.  Other formats are asked of the server again. */
function Take({ outcome, text }: { outcome: Outcome; text: string }) {
  const { source } = usePage();
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = (body: string, type: string, ending: string) => download(new Blob([body], { type }), `answer.${ending}`);
  const fetchAs = (type: string, ending: string) =>
    source
      .query(text, type)
      .then(({ body }) => save(body, type, ending))
      .catch((error: unknown) => setProblem(problemOf(error)));
  return (
    <div class="take">
      <span>Save as</span>
      {outcome.kind === "rows" && (
        <>
          <button type="button" onClick={() => save(csvOf(outcome.rows), "text/csv;charset=utf-8", "csv")}>CSV</button>
          <button type="button" onClick={() => void fetchAs("application/sparql-results+json", "srj")}>JSON</button>
          <button type="button" onClick={() => void fetchAs("text/tab-separated-values", "tsv")}>TSV</button>
        </>
      )}
      {outcome.kind === "triples" && (
        <>
          <button type="button" onClick={() => save(csvOf(tableOf(outcome.triples)), "text/csv;charset=utf-8", "csv")}>CSV</button>
          <button type="button" onClick={() => save(outcome.text, "application/n-triples", "nt")}>N-Triples</button>
          <button type="button" onClick={() => void fetchAs("text/turtle", "ttl")}>Turtle</button>
        </>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

const SHAPES: [Shape, string][] = [["table", "Table"], ["graph", "Graph"], ["types", "Map of types"]];

function OutcomeView({ outcome, text }: { outcome: Outcome; text: string }) {
  const [shape, setShape] = useState<Shape>(outcome.kind === "triples" ? "graph" : "table");
  if (outcome.kind === "yes") return <p class="yes-no">{outcome.yes ? "Yes." : "No."}</p>;
  const rows = outcome.kind === "rows" ? outcome.rows : tableOf(outcome.triples);
  const size = outcome.kind === "rows" ? count(rows.rows.length, "row") : count(rows.rows.length, "triple");
  if (rows.rows.length === 0) return <p class="empty">Nothing of this graph fits the query. Is every name spelled as the graph has it? The editor completes names as you type.</p>;
  return (
    <>
      <div class="outcome-bar">
        <p class="outcome-size" role="status">
          {size} in {outcome.seconds < 1 ? `${Math.max(1, Math.round(outcome.seconds * 1000))} ms` : `${outcome.seconds.toFixed(1)} s`}
        </p>
        <div class="shapes" role="group" aria-label="Show the answer as">
          {SHAPES.map(([name, label]) => (
            <button type="button" key={name} aria-pressed={shape === name} onClick={() => setShape(name)}>
              {label}
            </button>
          ))}
        </div>
        <Take outcome={outcome} text={text} />
      </div>
      {shape === "table" ? <ResultTable rows={rows} /> : <ResultPicture answer={outcome.kind === "rows" ? outcome.rows : outcome.triples} byType={shape === "types"} />}
    </>
  );
}

function Editing({ route }: { route: Route }) {
  const { source, info, short, announce } = usePage();
  const examples = useMemo(() => examplesFor(info), [info]);
  const [text, setText] = useState(() => route.query.get("q") ?? examples[0]!.query);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [asked, setAsked] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState<AbortController | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<QueryEditor | null>(null);
  const run = useRef(() => {});

  run.current = () => {
    const control = new AbortController();
    setRunning(control);
    setProblem(null);
    setAsked(text);
    replaceRoute("query", new URLSearchParams({ q: text }));
    source
      .query(text, ACCEPT, control.signal)
      .then(({ body, mediaType, seconds }) => setOutcome(outcomeOf(body, mediaType, seconds)))
      .catch((error: unknown) => {
        if (control.signal.aborted) return announce("Stopped.");
        const found = problemOf(error);
        setOutcome(null);
        setProblem(found);
        if (found.line) editor.current?.point(found.line, found.column);
      })
      .finally(() => setRunning(null));
  };
  useEffect(() => {
    editor.current = new QueryEditor(host.current!, {
      text,
      completions: completionsFor(info, short.shorten),
      onChange: setText,
      onRun: () => run.current(),
    });
    if (route.query.has("q")) run.current();
    return () => editor.current?.end();
  }, []);

  return (
    <>
      <div class="query-desk">
        <div class="query-side">
          <div class="editor" ref={host} />
          <div class="query-actions">
            <button type="button" class="primary" onClick={() => run.current()} disabled={running !== null}>
              Run
            </button>
            {running && (
              <button type="button" onClick={() => running.abort()}>
                Stop
              </button>
            )}
            <span class="note">Ctrl + Enter runs it. Prefixes are known: no need to declare them.</span>
          </div>
        </div>
        <nav class="examples" aria-label="Examples">
          <h2>Examples</h2>
          <ul>
            {examples.map(({ title, query }) => (
              <li key={title}>
                <button type="button" class="link" onClick={() => editor.current?.set(query)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <section class="outcome" aria-label="Answer">
        {running && <Waiting what="Running…" />}
        {problem && <ProblemNote problem={problem} />}
        {!running && outcome && <OutcomeView key={asked + outcome.seconds} outcome={outcome} text={asked} />}
        {!running && !outcome && !problem && <p class="empty">The answer will stand here. Begin with an example, change it, run it.</p>}
      </section>
    </>
  );
}

export function QueryView({ route }: { route: Route }) {
  const { source, info } = usePage();
  return (
    <main class="page-wide" id="main">
      <p class="kicker">Query</p>
      <h1 tabIndex={-1}>Ask {info.title} in SPARQL</h1>
      {source.live ? (
        <Editing route={route} />
      ) : (
        <p class="empty">
          A published site cannot answer queries: they need the program itself. With the graph at hand, <code>relata serve GRAPH</code> opens this page with an editor. Here, <a href={writeRoute("graph", {})}>the graph</a> can be searched and filtered.
        </p>
      )}
    </main>
  );
}
