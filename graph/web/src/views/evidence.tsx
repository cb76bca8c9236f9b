/* The page of one edge: all that is said of it. */
import { type Route, writeRoute } from "../route";
import { usePage } from "../ui/context";
import { EvidenceList } from "./evidence_list";

function labelOf(iri: string): string {
  if (iri.startsWith('"')) return iri.slice(1, iri.lastIndexOf('"'));
  return decodeURIComponent(iri.slice(Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1)).replaceAll("_", " ");
}

export function EvidenceView({ route }: { route: Route }) {
  const { info, short } = usePage();
  const part = (name: string) => {
    const value = route.query.get(name);
    return value ? short.expand(value) : undefined;
  };
  const [s, p, o] = [part("s"), part("p"), part("o")];
  const relation = p && (info.relations.find(({ id }) => id === p)?.label ?? labelOf(p));
  if (!s && !p && !o)
    return (
      <main class="page-text" id="main">
        <h1>Nothing asked</h1>
        <p>Click a line in <a href={writeRoute("graph", {})}>the graph</a>, or a fact on a thing's page, to see the sentences that say it.</p>
      </main>
    );
  const link = (id: string | undefined) =>
    id && !id.startsWith('"') ? <a href={writeRoute("thing", { id: short.shorten(id) })}>{labelOf(id)}</a> : <>{id ? labelOf(id) : "anything"}</>;
  return (
    <main class="page-text" id="main">
      <p class="kicker">Evidence</p>
      <h1 class="fact-title">
        {link(s)} <em>{relation ?? "any relation"}</em> {link(o)}
      </h1>
      {s && o && (
        <p>
          <a href={writeRoute("graph", new URLSearchParams([["about", short.shorten(s)], ["about", short.shorten(o)], ...(p ? [["at", [s, p, o].map(short.shorten).join(" ")]] : [])]))}>Show it in the graph</a>
        </p>
      )}
      <EvidenceList question={{ ...(s && { s }), ...(p && { p }), ...(o && { o }) }} whole={!(s && p && o)} />
    </main>
  );
}

