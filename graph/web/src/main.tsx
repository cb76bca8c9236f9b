/* Starts the page over a server or, where the page says so, over the files of a published site. */
import { render } from "preact";
import { App } from "./app";
import { ServerSource } from "./api/server";
import { SiteSource } from "./api/site";
import type { Source } from "./api/source";
import { FONT } from "./graph/painter";
import { shortenerOf } from "./graph/shorten";
import { fromRoot, pathBelowRoot } from "./root";
import { replaceRoute } from "./route";
import "./styles/main.css";

const FONT_PATIENCE = 1500; // ms

/* An entity's own address (/id/Turkey) shows its page; the address becomes the page's own. */
async function routeFromPath(source: Source): Promise<void> {
  const path = pathBelowRoot();
  if (!path || path === "index.html" || location.hash) return;
  const { base, prefixes } = await source.info();
  history.replaceState(null, "", fromRoot(""));
  replaceRoute("thing", new URLSearchParams({ id: shortenerOf(prefixes).shorten(base + decodeURIComponent(path)) }));
}

/* Names are measured to be placed, so their letters must be there; but not for ever. */
function fontsReady(): Promise<unknown> {
  const faces = ["450 13px", "600 14px", "italic 450 12px"].map((face) => document.fonts.load(`${face} ${FONT}`));
  return Promise.race([Promise.allSettled(faces), new Promise((resolve) => setTimeout(resolve, FONT_PATIENCE))]);
}

async function start(): Promise<void> {
  const folder = document.querySelector<HTMLMetaElement>('meta[name="relata-data"]')?.content;
  const source = folder === undefined ? new ServerSource() : new SiteSource(fromRoot(folder));
  const fonts = fontsReady();
  if (source.live) await routeFromPath(source).catch(() => {});
  const place = document.getElementById("page")!;
  await fonts;
  place.replaceChildren();
  render(<App source={source} />, place);
}

void start();
