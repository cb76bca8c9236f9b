/* Starts the page over a server or, where the page says so, over the files of a published site. */
import { render } from "preact";
import { App } from "./app";
import { ServerSource } from "./api/server";
import { SiteSource } from "./api/site";
import type { Source } from "./api/source";
import { shortenerOf } from "./graph/shorten";
import { fromRoot, pathBelowRoot } from "./root";
import { replaceRoute } from "./route";
import "./styles/main.css";

/* An entity's own address (/id/Turkey) shows its page; the address becomes the page's own. */
async function routeFromPath(source: Source): Promise<void> {
  const path = pathBelowRoot();
  if (!path || path === "index.html" || location.hash) return;
  const { base, prefixes } = await source.info();
  history.replaceState(null, "", fromRoot(""));
  replaceRoute("thing", new URLSearchParams({ id: shortenerOf(prefixes).shorten(base + decodeURIComponent(path)) }));
}

async function start(): Promise<void> {
  const folder = document.querySelector<HTMLMetaElement>('meta[name="relata-data"]')?.content;
  const source = folder === undefined ? new ServerSource() : new SiteSource(fromRoot(folder));
  if (source.live) await routeFromPath(source).catch(() => {});
  const place = document.getElementById("page")!;
  place.replaceChildren();
  render(<App source={source} />, place);
}

void start();
