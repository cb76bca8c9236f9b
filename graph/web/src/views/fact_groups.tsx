/* Facts by relation, each leading to its sentences. */
import type { Fact, FactGroup } from "../api/types";
import { writeRoute } from "../route";
import { readDate } from "../table/dates";
import { usePage } from "../ui/context";
import { readCounts, StatusMark } from "../ui/status";
import { ThingLink } from "../ui/thing";
import { count } from "../ui/words";

export function evidenceOf(fact: Pick<Fact, "subject" | "relation" | "object">, shorten: (iri: string) => string): string {
  return writeRoute("evidence", { s: shorten(fact.subject.id), p: shorten(fact.relation), o: shorten(fact.object.id) });
}

function dates({ from, to }: Fact): string | null {
  if (!from) return null;
  return !to || to === from ? readDate(from) : `${readDate(from)} – ${readDate(to)}`;
}

export function FactLine({ fact, side }: { fact: Fact; side: "subject" | "object" | "both" }) {
  const { short } = usePage();
  const when = dates(fact);
  const name = `the sentences: ${fact.subject.label} ${fact.label} ${fact.object.label}`;
  return (
    <li class="fact">
      <span class="fact-what">
        {side === "both" && (
          <>
            <ThingLink thing={fact.subject} /> <em>{fact.label}</em>{" "}
          </>
        )}
        <ThingLink thing={side === "subject" ? fact.subject : fact.object} />
      </span>
      <span class="fact-meta">
        {fact.status !== "stated" && <StatusMark status={fact.status} />}
        {when && <span>{when}</span>}
        <a class="fact-evidence" href={evidenceOf(fact, short.shorten)} aria-label={`${count(fact.said, "sentence")}: ${name}`} title={readCounts(fact.statuses)}>
          {count(fact.said, "sentence")}
        </a>
      </span>
    </li>
  );
}

interface Props {
  title: string;
  label: string; // of the thing that the page is about
  groups: readonly FactGroup[];
  side: "subject" | "object";
}

const FEW = 12;

export function FactGroups({ title, label: thing, groups, side }: Props) {
  const { info } = usePage();
  const own = new Map(info.relations.map(({ id, label }) => [id, label]));
  /* "is backed by" says who does what; "backs" alone would be read the wrong way round. */
  const heading = ({ relation, label }: FactGroup) => (side === "subject" && label === (own.get(relation) ?? label) ? `… ${label} ${thing}` : label);
  if (groups.length === 0) return null;
  return (
    <section class="fact-groups">
      <h2>{title}</h2>
      {groups.map(({ relation, label, facts }) => (
        <section key={relation} class="fact-group">
          <h3>{heading({ relation, label, facts })}</h3>
          <ul class="facts">
            {facts.slice(0, FEW).map((fact) => (
              <FactLine key={`${fact.subject.id} ${fact.object.id}`} fact={fact} side={side} />
            ))}
          </ul>
          {facts.length > FEW && (
            <details>
              <summary>{`${facts.length - FEW} more`}</summary>
              <ul class="facts">
                {facts.slice(FEW).map((fact) => (
                  <FactLine key={`${fact.subject.id} ${fact.object.id}`} fact={fact} side={side} />
                ))}
              </ul>
            </details>
          )}
        </section>
      ))}
    </section>
  );
}
