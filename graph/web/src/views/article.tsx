/* An article's text, and beside it what it says; the chosen fact is marked in its sentence. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ArticleFact, ArticleText } from "../api/types";
import { replaceRoute, type Route, writeRoute } from "../route";
import { usePage } from "../ui/context";
import { ProblemNote, Waiting } from "../ui/problem";
import { StatusMark } from "../ui/status";
import { ThingLink } from "../ui/thing";
import { useAnswer } from "../ui/use_answer";
import { count } from "../ui/words";
import { cutText, type Mark } from "./cut";
import { ArticleLine, articleName } from "./evidence_list";
import { evidenceOf } from "./fact_groups";

function mark(name: string, begin: number | null, end: number | null): Mark[] {
  return begin === null || end === null ? [] : [{ name, begin, end }];
}

/* Every sentence that gave a fact; of the chosen fact also its words. */
function marksOf(facts: readonly ArticleFact[], chosen: ArticleFact | null): Mark[] {
  const sentences = new Map(facts.map((fact) => [fact.sentence_begin, fact.sentence_end]));
  const marks = [...sentences].flatMap(([begin, end]) => mark("told", begin, end));
  if (!chosen) return marks;
  return [
    ...marks,
    ...mark("chosen", chosen.sentence_begin ?? chosen.begin, chosen.sentence_end ?? chosen.end),
    ...mark("words", chosen.begin, chosen.end),
    ...mark("subject", chosen.subject_begin, chosen.subject_end),
    ...mark("object", chosen.object_begin, chosen.object_end),
  ];
}

interface TextProps {
  article: ArticleText;
  chosen: ArticleFact | null;
  onSentence(begin: number): void;
}

function Text({ article, chosen, onSentence }: TextProps) {
  const text = article.text ?? "";
  const pieces = useMemo(() => cutText(text, marksOf(article.facts_list, chosen)), [article, chosen]);
  const first = useRef<HTMLElement>(null);
  useEffect(() => {
    first.current?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }, [chosen]);
  let seen = false;
  return (
    <div class="article-text">
      {pieces.map(({ begin, text: words, names }) => {
        if (names.length === 0) return words;
        const className = names.join(" ");
        if (!names.includes("chosen"))
          return (
            <span key={begin} class={className} onClick={() => onSentence(begin)}>
              {words}
            </span>
          );
        const isFirst = !seen;
        seen = true;
        return (
          <mark key={begin} ref={isFirst ? first : undefined} class={className}>
            {words}
          </mark>
        );
      })}
    </div>
  );
}

interface FactProps {
  fact: ArticleFact;
  chosen: boolean;
  onChoose(): void;
}

function FactRow({ fact, chosen, onChoose }: FactProps) {
  const { short } = usePage();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <li ref={row} class={chosen ? "told-fact is-chosen" : "told-fact"}>
      <button type="button" aria-pressed={chosen} class="fact-button" onClick={onChoose}>
        <span class="fact-words">
          {fact.subject.label} <em>{fact.label}</em> {fact.object.label}
        </span>
        {fact.status !== "stated" && (
          <span class="fact-note">
            <StatusMark status={fact.status} />
          </span>
        )}
      </button>
      {chosen && (
        <p class="told-more">
          {fact.speaker && (
            <span>
              according to <ThingLink thing={fact.speaker} />
            </span>
          )}
          <span>confidence {fact.confidence.toFixed(2)}</span>
          {fact.rule && <span>found by {fact.rule}</span>}
          <a href={evidenceOf(fact, short.shorten)}>all sentences that say it</a>
        </p>
      )}
    </li>
  );
}

function Source({ article }: { article: ArticleText }) {
  return (
    <p class="article-source">
      <ArticleLine article={article} />
      {article.author && <span>by {article.author}</span>}
      {article.url && /^https?:/.test(article.url) ? (
        <a href={article.url} rel="external noreferrer">where it was published</a>
      ) : (
        article.path && <code>{article.path}</code>
      )}
    </p>
  );
}

function Reading({ article, claim }: { article: ArticleText; claim: string | null }) {
  const [chosen, setChosen] = useState(claim);
  useEffect(() => setChosen(claim), [claim]);
  const facts = article.facts_list;
  const fact = facts.find((one) => one.claim === chosen) ?? null;
  const choose = (next: string | null) => {
    setChosen(next);
    replaceRoute("article", new URLSearchParams({ id: article.id, ...(next && { claim: next }) }));
  };
  const bySentence = (begin: number) => {
    const found = facts.find((one) => one.sentence_begin !== null && one.sentence_begin <= begin && begin < (one.sentence_end ?? 0));
    if (found) choose(found.claim);
  };
  return (
    <>
      <header class="article-head">
        <p class="kicker">Article</p>
        <h1 tabIndex={-1}>{articleName(article)}</h1>
        <Source article={article} />
      </header>
      <div class="article-columns">
        {article.text === null ? (
          <p class="empty">
            The text is not kept in this graph. Build it without <code>--no-text</code> to read it here; the sentences of each fact are there all the same.
          </p>
        ) : (
          <Text article={article} chosen={fact} onSentence={bySentence} />
        )}
        <section class="told" aria-label="What it says">
          <h2>{count(facts.length, "fact")} read from it</h2>
          {facts.length === 0 && <p class="empty">No fact was read from this article.</p>}
          <ul class="fact-list">
            {facts.map((one) => (
              <FactRow key={one.claim} fact={one} chosen={one === fact} onChoose={() => choose(one === fact ? null : one.claim)} />
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

export function ArticleView({ route }: { route: Route }) {
  const { source, info } = usePage();
  const id = route.query.get("id") ?? "";
  const [answer, retry] = useAnswer(() => source.article(id), [id, source, info.state]);
  return (
    <main class="page-wide" id="main">
      <p class="back">
        <a href={writeRoute("sources", {})}>All sources</a>
      </p>
      {answer.state === "waiting" && <Waiting what="Fetching the article…" />}
      {answer.state === "failed" && <ProblemNote problem={answer.problem} retry={retry} />}
      {answer.state === "there" && <Reading article={answer.value} claim={route.query.get("claim")} />}
    </main>
  );
}
