/* The page's own addresses: #/graph?…, #/thing?id=…, #/evidence?s=…, #/article?id=…, #/query?q=…, #/sources */
import { useEffect, useState } from "preact/hooks";

export const VIEWS = ["graph", "thing", "evidence", "article", "query", "sources"] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  view: View;
  query: URLSearchParams;
}

export function readRoute(hash: string): Route {
  const [, path = "", query = ""] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  return { view: VIEWS.find((name) => name === path) ?? "graph", query: new URLSearchParams(query) };
}

/* ':', '/' and ',' may stand in a fragment as they are, and are read better so. */
export function writeRoute(view: View, query: URLSearchParams | Record<string, string>): string {
  const text = new URLSearchParams(query).toString().replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",");
  return `#/${view}${text ? `?${text}` : ""}`;
}

export function go(view: View, query: URLSearchParams | Record<string, string> = {}): void {
  location.hash = writeRoute(view, query);
}

/* Says it in the address without a step in the browser's history. */
export function replaceRoute(view: View, query: URLSearchParams): void {
  const base = location.href.split("#", 1)[0]!;
  history.replaceState(history.state, "", base + writeRoute(view, query));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const take = () => setRoute(readRoute(location.hash));
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return route;
}
