/* The page of a person, place, body or event: names, facts both ways, when, where it is said, what was merged. */
import { useState } from "preact/hooks";
import type { Entity, Merge } from "../api/types";
import { forgetToken } from "../api/token";
import { fromRoot } from "../root";
import { type Route, writeRoute } from "../route";
import { readDate } from "../table/dates";
import { usePage } from "../ui/context";
import { Dialog } from "../ui/dialog";
import { ProblemNote, Waiting } from "../ui/problem";
import { TypeMark } from "../ui/thing";
import { problemOf, useAnswer } from "../ui/use_answer";
import { count, list } from "../ui/words";
import type { Problem } from "../api/types";
import { ArticleLine, articleName } from "./evidence_list";
import { FactGroups, FactLine } from "./fact_groups";
import { readReason } from "./reasons";

function SameAs({ links }: { links: readonly string[] }) {
  if (links.length === 0) return null;
  const name = (link: string) => (link.includes("wikidata.org") ? `Wikidata ${link.slice(link.lastIndexOf("/") + 1)}` : link);
  return (
    <p class="same-as">
      The same as{" "}
      {links.map((link, i) => (
        <span key={link}>
          {i > 0 && ", "}
          {/^https?:/.test(link) ? <a href={link} rel="external noreferrer">{name(link)}</a> : link}
        </span>
      ))}
    </p>
  );
}

function Head({ entity }: { entity: Entity }) {
  const { short } = usePage();
  const others = entity.names.filter(({ name }) => name !== entity.label).map(({ name }) => `“${name}”`);
  const types = entity.types.filter(({ name }) => name !== entity.type).map(({ label }) => label);
  return (
    <header>
      <p class="kicker">
        <TypeMark thing={entity} />
        {types.length > 0 && <span class="also-type">elsewhere {list(types)}</span>}
      </p>
      <h1 tabIndex={-1}>{entity.label}</h1>
      {others.length > 0 && <p class="other-names">also called {list(others)}</p>}
      <SameAs links={entity.same_as} />
      <p class="thing-links">
        <a href={writeRoute("graph", { about: short.shorten(entity.id), at: short.shorten(entity.id) })}>Show it in the graph</a>
        {entity.page && (
          <>
            {" · "}
            <a href={fromRoot(`${entity.page.replace(/^\//, "")}?format=turtle`)}>as RDF</a>
          </>
        )}
        {" · "}
        <code>{short.shorten(entity.id)}</code>
      </p>
    </header>
  );
}

function Timeline({ entity }: { entity: Entity }) {
  if (entity.timeline.length === 0) return null;
  return (
    <section>
      <h2>When</h2>
      <ol class="timeline">
        {entity.timeline.map(({ date, facts }) => (
          <li key={date}>
            <time dateTime={/^\d{4}(-\d\d){0,2}$/.test(date) ? date : undefined}>{readDate(date)}</time>
            <ul class="facts">
              {facts.map((fact) => (
                <FactLine key={`${fact.subject.id} ${fact.relation} ${fact.object.id}`} fact={fact} side="both" />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Articles({ entity }: { entity: Entity }) {
  if (entity.articles.length === 0) return null;
  return (
    <section>
      <h2>Where it is said</h2>
      <ul class="article-list">
        {entity.articles.map((article) => (
          <li key={article.id}>
            <a href={writeRoute("article", { id: article.id })}>{articleName(article)}</a>
            <ArticleLine article={article} />
            <span class="article-said">{count(article.said, "fact")} about it</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function UndoDialog({ merge, label, onClose }: { merge: Merge; label: string; onClose(): void }) {
  const { source, reload, announce } = usePage();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    try {
      await source.splitMerge(merge.id);
      announce("The merge is undone.");
      onClose();
      reload();
    } catch (error) {
      const found = problemOf(error);
      if (found.code === 401 || found.code === 403) forgetToken();
      setProblem(found);
      setBusy(false);
    }
  };
  return (
    <Dialog title="Undo this merge?" onClose={onClose}>
      <p>
        {list(merge.names.map((name) => `“${name}”`))} will no longer count as “{label}”, in {count(merge.articles, "article")} and in those to come. The sentences stay as they are.
      </p>
      {problem && <ProblemNote problem={problem} />}
      <div class="dialog-actions">
        <button type="button" class="primary" disabled={busy} onClick={() => void undo()}>
          {busy ? "Undoing…" : "Undo the merge"}
        </button>
        <button type="button" onClick={onClose}>
          Keep it
        </button>
      </div>
    </Dialog>
  );
}

function Merges({ entity }: { entity: Entity }) {
  const { info, source } = usePage();
  const [asked, setAsked] = useState<Merge | null>(null);
  if (entity.merges.length === 0) return null;
  return (
    <section>
      <h2>Why these names are one</h2>
      <ul class="merges">
        {entity.merges.map((merge) => (
          <li key={merge.id}>
            <p class="merge-names">{merge.names.length > 1 ? list(merge.names.map((name) => `“${name}”`)) : `“${merge.names[0] ?? entity.label}” in several articles`}</p>
            <p class="merge-reason">
              {merge.source === "user" ? "you said so" : `found by relata${merge.score === undefined ? "" : `, with a certainty of ${merge.score.toFixed(2)}`}`}; in {count(merge.articles, "article")}
            </p>
            <ul class="merge-reasons">
              {(merge.reasons ?? [merge.reason]).filter(Boolean).map((reason) => (
                <li key={reason}>{readReason(reason)}</li>
              ))}
            </ul>
            {info.writable && (
              <button type="button" onClick={() => setAsked(merge)} aria-label={`Undo the merge of ${merge.names.join(", ")}`}>
                Undo this merge
              </button>
            )}
          </li>
        ))}
      </ul>
      {!info.writable && source.live && <p class="note">To undo a merge, start the server with <code>relata serve GRAPH --write</code>.</p>}
      {asked && <UndoDialog merge={asked} label={entity.label} onClose={() => setAsked(null)} />}
    </section>
  );
}

export function ThingView({ route }: { route: Route }) {
  const { source, short, info } = usePage();
  const id = short.expand(route.query.get("id") ?? "");
  const [answer, retry] = useAnswer(() => source.entity(id), [id, source, info.state]);
  return (
    <main class="page-text" id="main">
      {answer.state === "waiting" && <Waiting what="Reading what is known of it…" />}
      {answer.state === "failed" && <ProblemNote problem={answer.problem} retry={retry} />}
      {answer.state === "there" && (
        <>
          <Head entity={answer.value} />
          <FactGroups title={`What ${answer.value.label} does and is`} label={answer.value.label} groups={answer.value.out} side="object" />
          <FactGroups title={`Others and ${answer.value.label}`} label={answer.value.label} groups={answer.value.in} side="subject" />
          {answer.value.out.length + answer.value.in.length === 0 && <p class="empty">No fact names it; it only stands in a sentence.</p>}
          <Timeline entity={answer.value} />
          <Articles entity={answer.value} />
          <Merges entity={answer.value} />
        </>
      )}
    </main>
  );
}
