/* What the cases share: a graph of the sample articles, servers on it, a browser. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";

export const TOKEN = "token-of-the-tests-0123456789";
export const HEADING = 52; // px of the title above a saved picture
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SOFTWARE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

/* Ends with "skipped" where something is missing that no test can do without. */
export function need(source) {
  const skip = (why) => {
    console.log(`skipped: ${why}; ./setup.sh installs it`);
    process.exit(77);
  };
  const require = createRequire(join(source, "graph/web/package.json"));
  if (!existsSync(CHROMIUM)) skip(`there is no ${CHROMIUM}`);
  try {
    return { chromium: require("playwright-core").chromium, axe: readFileSync(require.resolve("axe-core"), "utf8") };
  } catch {
    return skip("playwright-core and axe-core are not in graph/web/node_modules");
  }
}

export class Stand {
  constructor(relata, source, keep) {
    Object.assign(this, need(source), { relata, source, keep });
    this.work = mkdtempSync(join(tmpdir(), "relata-web-"));
    this.ends = [() => rmSync(this.work, { recursive: true, force: true })];
  }

  async open() {
    this.graph = join(this.work, "graph");
    this.run("build", "-q", join(this.source, "tests/corpus/articles"), "-o", this.graph);
    const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    this.browser = await this.chromium.launch({ executablePath: CHROMIUM, args: [...root, ...SOFTWARE] });
    this.ends.unshift(() => this.browser.close());
    this.base = await this.serve(this.graph);
  }

  async close() {
    for (const end of this.ends) await end();
  }

  run(...words) {
    return execFileSync(this.relata, words, { stdio: ["ignore", "pipe", "pipe"] });
  }

  /* A copy of the graph that a case may change. */
  copyGraph(name) {
    const copy = join(this.work, name);
    cpSync(this.graph, copy, { recursive: true });
    return copy;
  }

  /* Starts `relata serve`; gives its address. */
  serve(graph, ...options) {
    const child = spawn(this.relata, ["serve", graph, "--port", "0", "--title", "Nine articles", ...options], {
      env: { ...process.env, RELATA_TOKEN: TOKEN },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ends.unshift(() => child.kill("SIGINT"));
    return new Promise((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (data) => (said += data));
      child.stdout.on("data", (data) => resolve(String(data).trim()));
      child.on("exit", (code) => reject(new Error(`relata serve ended with ${code}: ${said}`)));
    });
  }

  /* A server of plain files, as any host of a published site is, with the strictest policy that is said to suffice. */
  serveFiles(folder) {
    const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain", ".woff2": "font/woff2" };
    const server = createServer((request, response) => {
      const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)).replace(/\/$/, "/index.html");
      const file = join(folder, path);
      if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": "default-src 'self'" });
      response.end(readFileSync(file));
    });
    this.ends.unshift(() => server.close());
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}/`)));
  }

  /* A test with a page of its own, which must stay without errors; `errors` says which console errors may come. */
  test(name, { size = [1280, 800], dark = false, base, errors = /^$/ } = {}, body) {
    return test(name, async () => {
      const context = await this.browser.newContext({
        viewport: { width: size[0], height: size[1] },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
        acceptDownloads: true,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(60000);
      const home = (typeof base === "function" ? await base() : base) ?? this.base;
      const bad = [];
      page.on("pageerror", (error) => bad.push(error.message));
      page.on("console", (message) => message.type() === "error" && !errors.test(message.text()) && bad.push(message.text()));
      page.on("request", (request) => /^https?:/.test(request.url()) && !request.url().startsWith(home) && bad.push(`asked ${request.url()}`));
      page.home = home;
      page.see = (hash) => page.goto(home + hash);
      try {
        await body(page);
        assert.deepEqual(bad, []);
      } catch (error) {
        if (this.keep) {
          mkdirSync(this.keep, { recursive: true });
          await page.screenshot({ path: join(this.keep, `${name.replace(/\W+/g, "_")}.png`) }).catch(() => {});
        }
        throw error;
      } finally {
        await context.close();
      }
    });
  }
}

/* Waits until the layout is done, so that things stand still. */
export async function drawn(page) {
  await page.locator('.stage[data-drawn="yes"]').waitFor();
  await page.waitForTimeout(150);
}

export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/* The picture as the page saves it: lines with their names, and where each runs on the screen. */
export async function picture(page) {
  await page.getByRole("button", { name: "Save as SVG or PNG" }).click();
  const { text } = await downloaded(page, () => page.getByRole("button", { name: "SVG, for print" }).click());
  const box = await page.locator(".stage").boundingBox();
  const lines = [...text.matchAll(/<path class="edge (\w+)" d="M(\S+) (\S+)Q(\S+) (\S+) (\S+) (\S+)"[^>]*><title>([^<]*)<\/title>/g)];
  const curves = lines.map(([, status, ...rest]) => ({ status, title: rest[6], points: pointsOf(rest.slice(0, 6).map(Number)) }));
  return {
    text,
    edges: curves.map((curve) => {
      const [x, y] = clearest(curve, curves);
      return { status: curve.status, title: curve.title, x: box.x + x, y: box.y + y - HEADING };
    }),
  };
}

/* Points along a quadratic curve, away from its ends. */
function pointsOf([ax, ay, bx, by, cx, cy]) {
  return Array.from({ length: 21 }, (_, i) => 0.1 + 0.04 * i).map((t) => {
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
    return [a * ax + b * bx + c * cx, a * ay + b * by + c * cy];
  });
}

/* The point of a curve that is farthest from all others: where a reader would click. */
function clearest(curve, curves) {
  const room = ([x, y]) => Math.min(...curves.flatMap((other) => (other === curve ? [] : other.points.map(([u, v]) => Math.hypot(x - u, y - v)))));
  return curve.points.slice(3, -3).reduce((best, point) => (room(point) > room(best) ? point : best));
}

export async function numbersShown(page) {
  const text = await page.locator(".stage-count").innerText();
  const [things, , facts] = text.match(/\d[\d,]*/g).map((number) => Number(number.replaceAll(",", "")));
  return { things, facts };
}
