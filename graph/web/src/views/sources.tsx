/* The articles: what each added; where the server writes, articles can be taken out. */
import { useState } from "preact/hooks";
import { forgetToken } from "../api/token";
import type { Article, Problem } from "../api/types";
import { writeRoute } from "../route";
import { fit, fold } from "../table/fold";
import { readDate } from "../table/dates";
import { usePage } from "../ui/context";
import { Dialog } from "../ui/dialog";
import { ProblemNote, Waiting } from "../ui/problem";
import { problemOf, useAnswer } from "../ui/use_answer";
import { count, number } from "../ui/words";
import { articleName } from "./evidence_list";

type Column = "title" | "source" | "date" | "facts" | "entities";
const COLUMNS: [Column, string][] = [["title", "Article"], ["source", "Publisher"], ["date", "Date"], ["facts", "Facts"], ["entities", "Things"]];
const PAGE = 200;

function keyOf(article: Article, column: Column): string | number {
  return column === "title" ? articleName(article) : (article[column] ?? "");
}

function sorted(articles: readonly Article[], column: Column, up: boolean): Article[] {
  const compare = (a: Article, b: Article) => {
    const [x, y] = [keyOf(a, column), keyOf(b, column)];
    return typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
  };
  return [...articles].sort((a, b) => (up ? compare(a, b) : compare(b, a)));
}

function RemoveDialog({ ids, onClose }: { ids: string[]; onClose(): void }) {
  const { source, reload, announce } = usePage();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      announce(`${count(await source.removeArticles(ids), "article")} removed.`);
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
    <Dialog title={`Remove ${count(ids.length, "article")}?`} onClose={onClose}>
      <p>The graph will be as if {ids.length === 1 ? "it" : "they"} had never been read. To have {ids.length === 1 ? "it" : "them"} back, build again.</p>
      {problem && <ProblemNote problem={problem} />}
      <div class="dialog-actions">
        <button type="button" class="primary" disabled={busy} onClick={() => void remove()}>
          {busy ? "Removing…" : "Remove"}
        </button>
        <button type="button" onClick={onClose}>
          Keep {ids.length === 1 ? "it" : "them"}
        </button>
      </div>
    </Dialog>
  );
}

interface TableProps {
  articles: readonly Article[];
  chosen: ReadonlySet<string>;
  onToggle(id: string): void;
  writable: boolean;
}

function ArticleTable({ articles, chosen, onToggle, writable }: TableProps) {
  const [[column, up], setOrder] = useState<[Column, boolean]>(["date", false]);
  const [shown, setShown] = useState(PAGE);
  const order = (next: Column) => setOrder([next, next === column ? !up : next === "title" || next === "source"]);
  return (
    <>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Articles">
        <table>
          <thead>
            <tr>
              {writable && <th scope="col"><span class="hidden-title">Choose</span></th>}
              {COLUMNS.map(([name, label]) => (
                <th key={name} scope="col" aria-sort={name === column ? (up ? "ascending" : "descending") : undefined} class={name === "facts" || name === "entities" ? "numeric" : undefined}>
                  <button type="button" class="sort" onClick={() => order(name)}>
                    {label}
                    <span aria-hidden="true">{name === column ? (up ? " ↑" : " ↓") : ""}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(articles, column, up).slice(0, shown).map((article) => (
              <tr key={article.id}>
                {writable && (
                  <td>
                    <input type="checkbox" aria-label={`Choose ${articleName(article)}`} checked={chosen.has(article.id)} onChange={() => onToggle(article.id)} />
                  </td>
                )}
                <td class="wide">
                  <a href={writeRoute("article", { id: article.id })}>{articleName(article)}</a>
                </td>
                <td>{article.source || <span class="unknown">unknown</span>}</td>
                <td class="date-cell">{article.date ? readDate(article.date) : <span class="unknown">unknown</span>}</td>
                <td class="numeric">
                  <a href={writeRoute("graph", { article: article.id, show: "250" })} aria-label={`${count(article.facts, "fact")} of ${articleName(article)}, in the graph`}>
                    {number(article.facts)}
                  </a>
                </td>
                <td class="numeric">{number(article.entities)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {articles.length > shown && (
        <button type="button" onClick={() => setShown(shown + PAGE)}>
          Show more of {count(articles.length, "article")}
        </button>
      )}
    </>
  );
}

export function SourcesView() {
  const { source, info } = usePage();
  const [answer, retry] = useAnswer(() => source.articles(), [source, info.state]);
  const [find, setFind] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const wanted = fold(find.trim());
  const all = answer.state === "there" ? answer.value : [];
  const articles = wanted ? all.filter((article) => fit(fold(`${articleName(article)} ${article.source}`), wanted) < 3) : all;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <main class="page-wide" id="main">
      <p class="kicker">Sources</p>
      <h1 tabIndex={-1}>{count(info.counts.articles, "article")}, {count(info.counts.claims, "fact")}</h1>
      <div class="table-tools">
        <label class="field inline">
          <span>Find</span>
          <input type="search" value={find} placeholder="title or publisher" onInput={(event) => setFind(event.currentTarget.value)} />
        </label>
        {info.writable && (
          <button type="button" disabled={chosen.size === 0} onClick={() => setAsking(true)}>
            Remove {chosen.size > 0 ? count(chosen.size, "article") : "…"}
          </button>
        )}
      </div>
      {answer.state === "waiting" && <Waiting what="Listing the articles…" />}
      {answer.state === "failed" && <ProblemNote problem={answer.problem} retry={retry} />}
      {answer.state === "there" && articles.length === 0 && (
        <p class="empty">{all.length === 0 ? "This graph has no articles yet." : "No article is called so."}</p>
      )}
      {articles.length > 0 && <ArticleTable articles={articles} chosen={chosen} onToggle={toggle} writable={info.writable} />}
      {!info.writable && source.live && (
        <p class="note">
          To take articles out here, start the server with <code>relata serve GRAPH --write</code>.
        </p>
      )}
      {asking && (
        <RemoveDialog
          ids={[...chosen]}
          onClose={() => {
            setAsking(false);
            setChosen(new Set());
          }}
        />
      )}
    </main>
  );
}
