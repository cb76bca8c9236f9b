/* What a stranger reads first: what this graph says, and how to check it. */
import type { Graph } from "../api/types";
import { usePage } from "../ui/context";
import { readDate } from "../table/dates";
import { StatusMark } from "../ui/status";
import { count } from "../ui/words";
import type { Selection } from "./state";

interface Props {
  answer: Graph;
  missing: string | null;
  onSelect(selection: Selection): void;
}

const FACTS = 7;
const THINGS = 8;

export function Overview({ answer, missing, onSelect }: Props) {
  const { info, short } = usePage();
  const { counts, dates } = info;
  const names = new Map(answer.nodes.map(({ id, label }) => [id, label]));
  const span = dates.from && dates.to ? (dates.from === dates.to ? `of ${readDate(dates.from)}` : `of ${readDate(dates.from)} to ${readDate(dates.to)}`) : "";
  return (
    <article class="panel-body">
      {missing && (
        <p class="empty">
          {short.shorten(missing)} is not in this picture. The filters may keep it out, or the graph has no such thing.
        </p>
      )}
      <p class="kicker">What these texts say</p>
      <h2 tabIndex={-1}>{info.title}</h2>
      <p class="lead">
        {count(counts.articles, "article")} {span} say {count(counts.claims, "thing")} about {count(counts.entities, "person, place, body or event", "people, places, bodies and events")}. Every line of the picture leads to the sentences that it came from.
      </p>
      {answer.edges.length > 0 && (
        <section>
          <h3 class="panel-sub">Said most</h3>
          <ul class="fact-list">
            {answer.edges.slice(0, FACTS).map((edge) => (
              <li key={`${edge.source} ${edge.relation} ${edge.target}`}>
                <button type="button" class="fact-button" onClick={() => onSelect({ kind: "edge", s: edge.source, p: edge.relation, o: edge.target })}>
                  <span class="fact-words">
                    {names.get(edge.source)} <em>{edge.label}</em> {names.get(edge.target)}
                  </span>
                  <span class="fact-note">
                    {edge.status !== "stated" && <StatusMark status={edge.status} />}
                    <span>{edge.said}×</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {answer.nodes.length > 0 && (
        <section>
          <h3 class="panel-sub">Named most</h3>
          <ul class="name-list">
            {answer.nodes.slice(0, THINGS).map(({ id, label, facts }) => (
              <li key={id}>
                <button type="button" class="link" onClick={() => onSelect({ kind: "node", id })}>
                  {label}
                </button>
                <span class="name-count">{facts}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="how">
        <h3 class="panel-sub">How to check it</h3>
        <ol>
          <li>Click a line, or a fact above: the sentences appear here, with their articles.</li>
          <li>Click a thing to see what is said of it; a double click brings in its neighbours.</li>
          <li>A solid line is stated by an article. Dashes are what somebody <em>said</em>, dots what is only <em>possible</em>, dashes and dots what is <em>denied</em>.</li>
        </ol>
      </section>
    </article>
  );
}
