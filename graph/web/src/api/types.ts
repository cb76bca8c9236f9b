/* What the server answers: graph/serve/api.md says it in words. */

export const STATUSES = ["stated", "said", "possible", "negated"] as const;
export type Status = (typeof STATUSES)[number];
export type StatusCounts = Record<Status, number>;

export interface Thing {
  id: string;
  label: string;
  type: string | null;
  family: string;
  literal: boolean;
}

export interface Family {
  name: string;
  label: string;
  fill: string;
  line: string;
}

export interface TypeCount {
  name: string;
  label: string;
  iri: string;
  family: string;
  count: number;
}

export interface RelationCount {
  id: string;
  name: string;
  label: string;
  inverse?: string | null;
  count: number;
  open: boolean;
}

export interface Info {
  title: string;
  version: string;
  writable: boolean;
  state: string;
  base: string;
  counts: { articles: number; statements: number; claims: number; entities: number; relations: number; triples: number };
  prefixes: { name: string; iri: string }[];
  families: Family[];
  types: TypeCount[];
  relations: RelationCount[];
  sources: { name: string; count: number }[];
  dates: { from: string | null; to: string | null };
  limits: { seconds: number; rows: number; nodes: number; body: number };
  statuses: Status[];
}

export interface Found extends Thing {
  match: string;
  facts: number;
}

export interface Node extends Thing {
  weight: number;
  facts: number;
  sources: number;
  shown: number;
}

export interface Edge {
  source: string;
  target: string;
  relation: string;
  label: string;
  status: Status;
  said: number;
  articles: number;
  statuses: StatusCounts;
  from: string | null;
  to: string | null;
}

export interface Graph {
  nodes: Node[];
  edges: Edge[];
  total_nodes: number;
  total_edges: number;
  truncated: boolean;
}

export interface Fact {
  subject: Thing;
  relation: string;
  label: string;
  object: Thing;
  status: Status;
  statuses: StatusCounts;
  said: number;
  articles: number;
  from: string | null;
  to: string | null;
  confidence: number;
}

export interface FactGroup {
  relation: string;
  label: string;
  facts: Fact[];
}

export interface Article {
  id: string;
  iri: string;
  title: string | null;
  date: string | null;
  url: string | null;
  path: string | null;
  publisher: string | null;
  author: string | null;
  source: string;
  facts: number;
  entities: number;
  has_text: boolean;
}

export interface Merge {
  id: string;
  names: string[];
  reason: string; // the strongest of `reasons`
  reasons?: string[];
  score?: number;
  articles: number;
  source: string | null;
}

export interface Names {
  names: { name: string; preferred: boolean; count: number }[];
  types: { name: string; label: string; count: number }[];
  same_as: string[];
  merges: Merge[];
}

export interface Entity extends Thing, Names {
  out: FactGroup[];
  in: FactGroup[];
  timeline: { date: string; facts: Fact[] }[];
  articles: (Article & { said: number })[];
  page: string | null;
}

export interface Span {
  begin: number;
  end: number;
  role: "subject" | "relation" | "object";
}

export interface Evidence {
  claim: string;
  subject: Thing;
  relation: string;
  label: string;
  object: Thing;
  article: Article;
  date: string | null;
  quote: string;
  spans: Span[];
  text: { begin: number; end: number; first: number; last: number } | null;
  speaker: Thing | null;
  time: string | null;
  place: Thing | null;
  quantity: string | null;
  phrase: string | null;
  status: Status;
  confidence: number;
  rule: string | null;
  bytes: { begin: number; end: number } | null;
}

export interface ArticleFact {
  claim: string;
  subject: Thing;
  relation: string;
  label: string;
  object: Thing;
  status: Status;
  confidence: number;
  begin: number | null;
  end: number | null;
  sentence_begin: number | null;
  sentence_end: number | null;
  subject_begin: number | null;
  subject_end: number | null;
  object_begin: number | null;
  object_end: number | null;
  speaker: Thing | null;
  phrase: string | null;
  rule: string | null;
}

export interface ArticleText extends Article {
  text: string | null;
  facts_list: ArticleFact[];
  things: (Thing & { said: number })[];
}

/* The whole graph in columns (GET /api/table). */
export interface Table {
  things: {
    id: string[];
    label: string[];
    type: (string | null)[];
    family: (string | null)[];
    names: string[][];
    weight: number[];
    things: number;
  };
  relations: { id: string; name: string; label: string; inverse: string | null; open: boolean }[];
  articles: { id: string; date: string | null; source: string }[];
  times: string[];
  claims: number[];
}

export interface Filters {
  types: string[];
  relations: string[];
  sources: string[];
  articles: string[];
  statuses: Status[];
  from: string;
  to: string;
  minSources: number;
}

export const NO_FILTERS: Filters = {
  types: [],
  relations: [],
  sources: [],
  articles: [],
  statuses: [],
  from: "",
  to: "",
  minSources: 1,
};

/* What to draw: the weightiest things or what lies about some, and the
 * neighbours of those that the reader expanded. */
export interface GraphQuestion extends Filters {
  about: string[];
  expanded: string[];
  depth: number;
  limit: number;
}

export interface EvidenceQuestion {
  s?: string;
  p?: string;
  o?: string;
  article?: string;
  limit?: number;
  offset?: number;
}

/* A problem, in words for the reader. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly hint: string | null = null,
    readonly code = 0,
    readonly line: number | null = null,
    readonly column: number | null = null,
  ) {
    super(message);
  }
}
