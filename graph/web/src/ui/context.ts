/* What every part of the page may use. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Source } from "../api/source";
import type { Info } from "../api/types";
import type { Shortener } from "../graph/shorten";

export interface Page {
  source: Source;
  info: Info;
  short: Shortener;
  /* Says it to a screen reader. */
  announce(text: string): void;
  /* Reads the graph anew after a change. */
  reload(): void;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("outside of the page");
  return page;
}
