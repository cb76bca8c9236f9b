/* Every sentence that says something, by article. */
import { useState } from "preact/hooks";
import type { Article, Evidence, EvidenceQuestion } from "../api/types";
import { writeRoute } from "../route";
import { readDate } from "../table/dates";
import { usePage } from "../ui/context";
import { ProblemNote, Waiting } from "../ui/problem";
import { StatusMark } from "../ui/status";
import { ThingLink } from "../ui/thing";
import { useAnswer } from "../ui/use_answer";
import { count } from "../ui/words";
import { Quote } from "./quote";

const PAGE = 50;

function byArticle(evidence: readonly Evidence[]): [Article, Evidence[]][] {
  const groups = new Map<string, [Article, Evidence[]]>();
  for (const item of evidence) {
    const group = groups.get(item.article.id);
    if (group) group[1].push(item);
    else groups.set(item.article.id, [item.article, [item]]);
  }
  return [...groups.values()];
}

export function articleName(article: Article): string {
  return article.title || article.path || article.id;
}

export function ArticleLine({ article }: { article: Article }) {
  const parts = [article.source, article.date && readDate(article.date)].filter(Boolean);
  return <span class="article-line">{parts.length > 0 ? parts.join(", ") : "no date, no publisher known"}</span>;
}

function Circumstances({ item }: { item: Evidence }) {
  const all: [string, string][] = [];
  if (item.time) all.push(["when", readDate(item.time)]);
  if (item.place) all.push(["where", item.place.label]);
  if (item.quantity) all.push(["how many", item.quantity]);
  return (
    <>
      {all.map(([what, value]) => (
        <span class="circumstance" key={what}>
          <span class="circumstance-name">{what}</span> {value}
        </span>
      ))}
    </>
  );
}

function Sentence({ item, whole }: { item: Evidence; whole: boolean }) {
  return (
    <li class="sentence">
      {whole && (
        <p class="sentence-fact">
          <ThingLink thing={item.subject} /> <em>{item.label}</em> <ThingLink thing={item.object} />
        </p>
      )}
      <Quote text={item.quote} spans={item.spans} />
      <p class="sentence-foot">
        <StatusMark status={item.status} />
        {item.speaker && (
          <span>
            according to <ThingLink thing={item.speaker} />
          </span>
        )}
        <Circumstances item={item} />
        <span class="how-sure" title={item.rule ? `found by: ${item.rule}` : undefined}>
          confidence {item.confidence.toFixed(2)}
        </span>
        {item.article.has_text && (
          <a href={writeRoute("article", { id: item.article.id, claim: item.claim })}>see it in the article</a>
        )}
      </p>
    </li>
  );
}

interface Props {
  question: EvidenceQuestion;
  /* Name the fact above each sentence: where the list holds several. */
  whole?: boolean;
}

export function EvidenceList({ question, whole = false }: Props) {
  const { source, info } = usePage();
  const [limit, setLimit] = useState(PAGE);
  const { s, p, o, article } = question;
  const [answer, retry] = useAnswer(() => source.evidence({ ...question, limit }), [s, p, o, article, limit, source, info.state]);
  if (answer.state === "waiting") return <Waiting what="Looking up the sentences…" />;
  if (answer.state === "failed") return <ProblemNote problem={answer.problem} retry={retry} />;
  const { total, evidence } = answer.value;
  if (total === 0) return <p class="empty">No sentence of these articles says it.</p>;
  const groups = byArticle(evidence);
  return (
    <div class="evidence">
      <p class="evidence-count">
        Said by {count(total, "sentence")}
        {total === evidence.length ? ` of ${count(groups.length, "article")}` : ""}
      </p>
      {groups.map(([of, items]) => (
        <section key={of.id} class="evidence-article">
          <h3>
            <a href={writeRoute("article", { id: of.id, claim: items[0]!.claim })}>{articleName(of)}</a>
          </h3>
          <ArticleLine article={of} />
          <ul class="sentences">
            {items.map((item) => (
              <Sentence key={item.claim} item={item} whole={whole} />
            ))}
          </ul>
        </section>
      ))}
      {total > evidence.length && (
        <button type="button" onClick={() => setLimit(Math.min(limit + 200, 1000))} disabled={limit >= 1000}>
          Show more of {count(total, "sentence")}
        </button>
      )}
    </div>
  );
}
