/* What the reader made of the graph: what is shown, hidden, pinned, filtered.
 * Every change can be undone; the address of the page says it all. */
import { type Filters, NO_FILTERS, STATUSES, type Status } from "../api/types";
import type { Shortener } from "./shorten";

export interface ViewState {
  about: string[];
  depth: number;
  limit: number;
  expanded: string[];
  hidden: string[];
  pinned: Record<string, [number, number]>;
  filters: Filters;
}

export type Selection = { kind: "node"; id: string } | { kind: "edge"; s: string; p: string; o: string };

export const FIRST_LIMIT = 60;

export const FIRST_VIEW: ViewState = {
  about: [],
  depth: 1,
  limit: FIRST_LIMIT,
  expanded: [],
  hidden: [],
  pinned: {},
  filters: NO_FILTERS,
};

const LISTS = ["about", "expanded", "hidden"] as const;
const FILTER_LISTS = [["type", "types"], ["relation", "relations"], ["source", "sources"], ["article", "articles"], ["status", "statuses"]] as const;

export function writeView(view: ViewState, selection: Selection | null, short: Shortener): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of LISTS) for (const id of view[name]) query.append(name, short.shorten(id));
  for (const [id, [x, y]] of Object.entries(view.pinned)) query.append("pin", `${Math.round(x)},${Math.round(y)},${short.shorten(id)}`);
  for (const [name, list] of FILTER_LISTS)
    for (const value of view.filters[list]) query.append(name, list === "relations" ? short.shorten(value) : value);
  if (view.filters.from) query.set("from", view.filters.from);
  if (view.filters.to) query.set("to", view.filters.to);
  if (view.filters.minSources > 1) query.set("min_sources", String(view.filters.minSources));
  if (view.depth !== FIRST_VIEW.depth) query.set("depth", String(view.depth));
  if (view.limit !== FIRST_VIEW.limit) query.set("show", String(view.limit));
  if (selection?.kind === "node") query.set("at", short.shorten(selection.id));
  if (selection?.kind === "edge") query.set("at", [selection.s, selection.p, selection.o].map(short.shorten).join(" "));
  return query;
}

function readSelection(query: URLSearchParams, short: Shortener): Selection | null {
  const at = query.get("at");
  if (!at) return null;
  const [s, p, o] = at.split(" ").map(short.expand);
  return s && p && o ? { kind: "edge", s, p, o } : { kind: "node", id: short.expand(at) };
}

function readNumber(query: URLSearchParams, name: string, otherwise: number, most: number): number {
  const value = Number.parseInt(query.get(name) ?? "", 10);
  return Number.isFinite(value) && value > 0 ? Math.min(value, most) : otherwise;
}

export function readView(query: URLSearchParams, short: Shortener): { view: ViewState; selection: Selection | null } {
  const list = (name: string) => query.getAll(name).map(short.expand);
  const pinned: ViewState["pinned"] = {};
  for (const pin of query.getAll("pin")) {
    const [x, y, ...id] = pin.split(",");
    if (id.length > 0 && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) pinned[short.expand(id.join(","))] = [Number(x), Number(y)];
  }
  const view: ViewState = {
    about: list("about"),
    expanded: list("expanded"),
    hidden: list("hidden"),
    pinned,
    depth: readNumber(query, "depth", FIRST_VIEW.depth, 5),
    limit: readNumber(query, "show", FIRST_VIEW.limit, 10000),
    filters: {
      types: query.getAll("type"),
      relations: list("relation"),
      sources: query.getAll("source"),
      articles: query.getAll("article"),
      statuses: query.getAll("status").filter((status): status is Status => (STATUSES as readonly string[]).includes(status)),
      from: query.get("from") ?? "",
      to: query.get("to") ?? "",
      minSources: readNumber(query, "min_sources", 1, 1000000),
    },
  };
  return { view, selection: readSelection(query, short) };
}

export function countFilters(filters: Filters): number {
  const lists = FILTER_LISTS.reduce((sum, [, list]) => sum + (filters[list].length > 0 ? 1 : 0), 0);
  return lists + (filters.from || filters.to ? 1 : 0) + (filters.minSources > 1 ? 1 : 0);
}

/* The value in the list, or out of it. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

const MOST_STEPS = 200;

export class History<T> {
  private past: T[] = [];
  private future: T[] = [];

  constructor(public now: T) {}

  change(next: T): void {
    this.past = [...this.past.slice(-MOST_STEPS), this.now];
    this.future = [];
    this.now = next;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  undo(): void {
    const before = this.past.pop();
    if (before === undefined) return;
    this.future.push(this.now);
    this.now = before;
  }

  redo(): void {
    const after = this.future.pop();
    if (after === undefined) return;
    this.past.push(this.now);
    this.now = after;
  }
}
