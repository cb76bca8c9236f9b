/* Where answers come from: a server, or the files of a published site. */
import type {
  Article,
  ArticleText,
  Entity,
  Evidence,
  EvidenceQuestion,
  Found,
  Graph,
  GraphQuestion,
  Info,
  Table,
} from "./types";

export interface QueryAnswer {
  mediaType: string;
  body: string;
  seconds: number;
}

export interface Source {
  /* false: a published site, without SPARQL and without changes */
  readonly live: boolean;
  info(): Promise<Info>;
  /* The whole graph, or null where it is too large for a page. */
  table(): Promise<Table | null>;
  search(text: string, limit: number): Promise<Found[]>;
  graph(question: GraphQuestion): Promise<Graph>;
  entity(id: string): Promise<Entity>;
  evidence(question: EvidenceQuestion): Promise<{ total: number; evidence: Evidence[] }>;
  articles(): Promise<Article[]>;
  article(id: string): Promise<ArticleText>;
  query(text: string, accept: string, signal?: AbortSignal): Promise<QueryAnswer>;
  splitMerge(merge: string): Promise<void>;
  removeArticles(ids: string[]): Promise<number>;
}
