/* The frame of the page: its name, its views, what is said to screen readers. */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Source } from "./api/source";
import { setAsker } from "./api/token";
import type { Info } from "./api/types";
import { shortenerOf } from "./graph/shorten";
import { GraphView } from "./graph/view";
import { QueryView } from "./query/view";
import { type Route, useRoute, type View, writeRoute } from "./route";
import { fromRoot } from "./root";
import { PageContext } from "./ui/context";
import { Dialog } from "./ui/dialog";
import { ProblemNote, Waiting } from "./ui/problem";
import { useAnswer } from "./ui/use_answer";
import { ArticleView } from "./views/article";
import { EvidenceView } from "./views/evidence";
import { SourcesView } from "./views/sources";
import { ThingView } from "./views/thing";

const MENU: [View, string][] = [["graph", "Graph"], ["query", "Query"], ["sources", "Sources"]];
const NAMES: Record<View, string> = { graph: "Graph", thing: "Thing", evidence: "Evidence", article: "Article", query: "Query", sources: "Sources" };

function Body({ route }: { route: Route }) {
  switch (route.view) {
    case "thing":
      return <ThingView route={route} />;
    case "evidence":
      return <EvidenceView route={route} />;
    case "article":
      return <ArticleView route={route} />;
    case "query":
      return <QueryView route={route} />;
    case "sources":
      return <SourcesView />;
    default:
      return <GraphView route={route} />;
  }
}

function Menu({ view, title }: { view: View; title: string }) {
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>("#main h1, #main h2")?.focus();
      }}>
        Skip to the content
      </a>
      <a class="brand" href={writeRoute("graph", {})}>
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
          <path d="M10 21.500C12 12 17 9.500 22 10.500" fill="none" stroke="currentColor" stroke-width="2.600" />
          <circle cx="9.500" cy="22" r="4" fill="currentColor" />
          <circle cx="22.500" cy="10.500" r="4" fill="currentColor" />
        </svg>
        <span>relata</span>
      </a>
      <span class="top-title">{title}</span>
      <nav aria-label="Views">
        {MENU.map(([name, label]) => (
          <a key={name} href={writeRoute(name, {})} aria-current={view === name ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
    </header>
  );
}

function TokenDialog({ answer }: { answer(token: string | null): void }) {
  const [text, setText] = useState("");
  return (
    <Dialog title="Token" onClose={() => answer(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answer(text.trim() || null);
        }}
      >
        <p>Changes want the token that <code>relata serve --write</code> printed when it started.</p>
        <label class="field">
          <span>Token</span>
          <input type="password" autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <div class="dialog-actions">
          <button type="submit" class="primary">Go on</button>
        </div>
      </form>
    </Dialog>
  );
}

const HEADING_PATIENCE = 10000; // ms

/* A new view begins at its heading, for those who read by ear or keyboard; it may have to be fetched first. */
function useFocusOnView(view: View): void {
  const last = useRef(view);
  useEffect(() => {
    if (last.current === view) return;
    last.current = view;
    scrollTo(0, 0);
    const began = performance.now();
    const look = () => {
      if (last.current !== view || performance.now() - began > HEADING_PATIENCE || document.activeElement?.closest("#main")) return;
      const heading = document.querySelector<HTMLElement>("#main h1[tabindex]");
      if (heading) heading.focus({ preventScroll: true });
      else setTimeout(look, 50);
    };
    requestAnimationFrame(look);
  }, [view]);
}

/* '/' goes to the search from anywhere. */
function useSearchKey(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.composedPath()[0];
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
      const field = document.querySelector<HTMLInputElement>(".search-field");
      if (!field) return;
      event.preventDefault();
      field.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

export function App({ source }: { source: Source }) {
  const route = useRoute();
  const [info, retry] = useAnswer(() => source.info(), [source]);
  const [said, setSaid] = useState("");
  const [asking, setAsking] = useState<((token: string | null) => void) | null>(null);
  const announce = useCallback((text: string) => setSaid(text), []);
  const latest = useRef<Info | null>(null); // stays in place while the graph is read anew
  if (info.state === "there") latest.current = info.value;
  const known = latest.current;
  const page = useMemo(() => known && { source, info: known, short: shortenerOf(known.prefixes), announce, reload: retry }, [known, source]);

  useEffect(() => setAsker(() => new Promise((resolve) => setAsking(() => resolve))), []);
  useEffect(() => {
    document.title = known ? `${NAMES[route.view]} – ${known.title} – relata` : "relata";
  }, [route.view, known]);
  useFocusOnView(route.view);
  useSearchKey();

  const answerToken = (token: string | null) => {
    asking?.(token);
    setAsking(null);
  };
  return (
    <>
      <Menu view={route.view} title={known?.title ?? ""} />
      {info.state === "waiting" && !known && <Waiting what="Opening the graph…" />}
      {info.state === "failed" && (
        <main class="page-text" id="main">
          <ProblemNote problem={info.problem} retry={retry} />
        </main>
      )}
      {page && (
        <PageContext.Provider value={page}>
          <Body route={route} />
          <footer class="foot">
            <span>
              relata {page.info.version}: who did what to whom, and who says so
            </span>
            <a href={fromRoot("NOTICE.txt")}>Licences</a>
          </footer>
        </PageContext.Provider>
      )}
      <p class="hidden-title" role="status" aria-live="polite">
        {said}
      </p>
      {asking && <TokenDialog answer={answerToken} />}
    </>
  );
}
