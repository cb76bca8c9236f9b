/* Answers from the files of a published site (`relata site`): the table, the
 * articles' texts and sentences, and what is known of each thing's names. */
import { factsOf, articlesSaying } from "../table/facts";
import { indexTable, type TableIndex, thingOf } from "../table/index";
import { NameIndex } from "../table/search";
import { selectGraph } from "../table/select";
import type { QueryAnswer, Source } from "./source";
import {
  type Article,
  type ArticleText,
  type Entity,
  type Evidence,
  type EvidenceQuestion,
  type Found,
  type Graph,
  type GraphQuestion,
  type Info,
  type Names,
  Problem,
  type Table,
} from "./types";

interface ArticleFile {
  article: ArticleText;
  evidence: { evidence: Evidence[] }[]; // page by page
}

/* The newest first; what has no date last. */
function byDate(a: Article, b: Article): number {
  return (b.date ?? "").localeCompare(a.date ?? "");
}

export class SiteSource implements Source {
  readonly live = false;
  private readonly files = new Map<string, Promise<unknown>>();
  private ready: Promise<TableIndex> | null = null;
  private names: NameIndex | null = null;

  constructor(private readonly folder: string) {}

  private load<T>(name: string): Promise<T> {
    let file = this.files.get(name);
    if (!file) this.files.set(name, (file = this.read(name)));
    return file as Promise<T>;
  }

  private async read(name: string): Promise<unknown> {
    const hint = location.protocol === "file:"
      ? "A browser reads no files beside a page opened from the disk: put the folder on any web server, for instance with `python3 -m http.server`."
      : "Was the whole folder published? Try again, or write the site anew with `relata site`.";
    const response = await fetch(this.folder + name).catch(() => null);
    if (!response?.ok) throw new Problem(`A file of this site is missing: ${name}.`, hint, response?.status ?? 0);
    return response.json();
  }

  private index(): Promise<TableIndex> {
    this.ready ??= this.load<Table>("table.json").then(indexTable);
    return this.ready;
  }

  info(): Promise<Info> {
    return this.load("info.json");
  }

  table(): Promise<Table | null> {
    return this.load("table.json");
  }

  async search(text: string, limit: number): Promise<Found[]> {
    this.names ??= new NameIndex(await this.index());
    return this.names.search(text, limit);
  }

  async graph(question: GraphQuestion): Promise<Graph> {
    return selectGraph(await this.index(), question);
  }

  async entity(id: string): Promise<Entity> {
    const [index, cards, articles] = await Promise.all([
      this.index(),
      this.load<Record<string, Names>>("names.json"),
      this.articles(),
    ]);
    const place = index.place.get(id);
    if (place === undefined) throw new Problem(`This graph names no ${id}.`, "Search for it by another name.", 404);
    const facts = factsOf(index, place);
    const ids = new Map([...facts.articles].map(([article, said]) => [index.table.articles[article]!.id, said]));
    return {
      ...thingOf(index, place),
      ...(cards[id] ?? { names: [], types: [], same_as: [], merges: [] }),
      ...facts,
      articles: articles
        .filter((article) => ids.has(article.id))
        .map((article) => ({ ...article, said: ids.get(article.id)! }))
        .sort(byDate),
      page: null,
    };
  }

  async evidence(question: EvidenceQuestion): Promise<{ total: number; evidence: Evidence[] }> {
    const index = await this.index();
    const { s, p, o, article, limit = 100, offset = 0 } = question;
    const ids = s || p || o ? articlesSaying(index, s, p, o).map((place) => index.table.articles[place]!.id) : [article!];
    const files = await Promise.all(ids.filter((id) => !article || id === article).map((id) => this.file(id)));
    const all = files
      .sort((a, b) => byDate(a.article, b.article))
      .flatMap((file) => file.evidence.flatMap((page) => page.evidence))
      .filter((item) => (!s || item.subject.id === s) && (!p || item.relation === p) && (!o || item.object.id === o));
    return { total: all.length, evidence: all.slice(offset, offset + limit) };
  }

  async articles(): Promise<Article[]> {
    return (await this.load<{ articles: Article[] }>("articles.json")).articles;
  }

  private async file(id: string): Promise<ArticleFile> {
    const index = await this.index();
    const place = index.table.articles.findIndex((article) => article.id === id);
    if (place < 0) throw new Problem(`This graph has no article ${id}.`, "The list of sources has all that it has.", 404);
    return this.load(`articles/${place}.json`);
  }

  async article(id: string): Promise<ArticleText> {
    return (await this.file(id)).article;
  }

  query(): Promise<QueryAnswer> {
    throw new Problem("A published site answers no queries.", "Ask the graph itself: `relata serve GRAPH`.");
  }

  splitMerge(): Promise<void> {
    throw new Problem("A published site cannot be changed.", "Change the graph itself: `relata serve GRAPH --write`.");
  }

  removeArticles(): Promise<number> {
    throw new Problem("A published site cannot be changed.", "Change the graph itself: `relata serve GRAPH --write`.");
  }
}
