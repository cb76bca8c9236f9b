/* Answers of a running `relata serve`. */
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
  Problem,
  type Table,
} from "./types";
import { fromRoot } from "../root";
import { addressOf, graphParameters, joinGraphs, type Parameters } from "./questions";
import { askToken } from "./token";

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => "");
  try {
    const error = (JSON.parse(text) as { error: { message: string; hint?: string | null; line?: number; column?: number } }).error;
    return new Problem(error.message, error.hint ?? null, response.status, error.line ?? null, error.column ?? null);
  } catch {
    return new Problem(text.slice(0, 400) || `The server answered ${response.status}.`, null, response.status);
  }
}

async function send(address: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(fromRoot(address), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem("The server does not answer.", "Is `relata serve` still running? Start it again, then press Try again.");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export class ServerSource implements Source {
  readonly live = true;
  private tableAnswer: Promise<Table | null> | null = null;

  private async get<T>(path: string, parameters: Parameters = []): Promise<T> {
    const response = await send(addressOf(path, parameters));
    return (await response.json()) as T;
  }

  private async post<T>(path: string, body: unknown): Promise<T> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    const token = await askToken();
    if (token) headers["Authorization"] = `Bearer ${token}`;
    const response = await send(path, { method: "POST", headers, body: JSON.stringify(body) });
    this.tableAnswer = null;
    return (await response.json()) as T;
  }

  info(): Promise<Info> {
    return this.get("api/info");
  }

  table(): Promise<Table | null> {
    this.tableAnswer ??= this.get<Table>("api/table").catch((error: unknown) => {
      this.tableAnswer = null;
      if (error instanceof Problem && (error.code === 404 || error.code === 413)) return null;
      throw error;
    });
    return this.tableAnswer;
  }

  async search(text: string, limit: number): Promise<Found[]> {
    return (await this.get<{ results: Found[] }>("api/search", [["q", text], ["limit", limit]])).results;
  }

  async graph(question: GraphQuestion): Promise<Graph> {
    const first = await this.get<Graph>("api/graph", graphParameters(question));
    if (question.expanded.length === 0) return first;
    const about = { ...question, about: question.expanded, depth: 1 };
    return joinGraphs(first, await this.get<Graph>("api/graph", graphParameters(about)));
  }

  entity(id: string): Promise<Entity> {
    return this.get("api/entity", [["id", id]]);
  }

  evidence(question: EvidenceQuestion): Promise<{ total: number; evidence: Evidence[] }> {
    return this.get("api/evidence", Object.entries(question) as Parameters);
  }

  async articles(): Promise<Article[]> {
    return (await this.get<{ articles: Article[] }>("api/articles", [["limit", 10000]])).articles;
  }

  article(id: string): Promise<ArticleText> {
    return this.get("api/article", [["id", id]]);
  }

  async query(text: string, accept: string, signal?: AbortSignal): Promise<QueryAnswer> {
    const began = performance.now();
    const response = await send("api/query", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
      body: text,
      signal: signal ?? null,
    });
    const body = await response.text();
    const mediaType = (response.headers.get("Content-Type") ?? "").split(";")[0]!.trim();
    return { mediaType, body, seconds: (performance.now() - began) / 1000 };
  }

  async splitMerge(merge: string): Promise<void> {
    await this.post("api/entities/split", { merge });
  }

  async removeArticles(ids: string[]): Promise<number> {
    return (await this.post<{ removed: number }>("api/articles/remove", { ids })).removed;
  }
}
