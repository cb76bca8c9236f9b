/* Builds the page into a folder: node build.mjs [FOLDER] [--dev]
 *
 *   index.html  the page of `relata serve`     site.html  the page of `relata site`
 *   app.js, layout-worker.js, app.css, fonts/, icon.svg, NOTICE.txt
 */
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dev = process.argv.includes("--dev");
const out = resolve(process.argv.slice(2).find((word) => !word.startsWith("--")) ?? join(here, "dist"));

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx", "layout-worker": "src/graph/layout-worker.ts" },
  outdir: out,
  bundle: true,
  format: "iife",
  target: ["es2022"],
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  minify: !dev,
  sourcemap: dev ? "inline" : false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

/* The packages whose files went into the bundle. */
function bundledPackages(inputs) {
  const names = new Set();
  for (const file of Object.keys(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
    if (found) names.add(found[1]);
  }
  return [...names].sort();
}

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.|$)/i.test(one));
  if (!file) throw new Error(`the package ${name} has no licence file`);
  return `${"=".repeat(76)}\n${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

const notice = `The page of relata is under the Apache License 2.0, as relata is.
It contains the packages below, each under its own licence.

${bundledPackages(result.metafile.inputs).map(licenceOf).join("\n")}`;

/* `root` stands before the names of the page's files: a server shows the page under every entity's address, too. */
function page(root, data) {
  return readFileSync(join(here, "src/index.html"), "utf8").replaceAll("ROOT/", root).replace("<!--data-->", data);
}

mkdirSync(out, { recursive: true });
writeFileSync(join(out, "NOTICE.txt"), notice);
writeFileSync(join(out, "index.html"), page("/", ""));
writeFileSync(join(out, "site.html"), page("", '<meta name="relata-data" content="data/" />'));
cpSync(join(here, "src/icon.svg"), join(out, "icon.svg"));

/* Fonts that an earlier build left and this one does not want. */
if (existsSync(join(out, "fonts"))) {
  const wanted = new Set(Object.keys(result.metafile.outputs).map((file) => file.split("/").at(-1)));
  for (const file of readdirSync(join(out, "fonts"))) if (!wanted.has(file)) rmSync(join(out, "fonts", file));
}
