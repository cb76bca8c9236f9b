/* Runs the tests of the parts that need no browser: node test.mjs.  Ends with 77 where the packages are missing. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const esbuild = await import("esbuild").catch(() => null);
if (!esbuild) {
  console.log("skipped: the page's packages are missing; ./setup.sh fetches them");
  process.exit(77);
}
const work = mkdtempSync(join(tmpdir(), "relata-unit-"));
try {
  const files = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    entryPoints: files.map((name) => join(here, "test", name)),
    outdir: work,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
  });
  const built = readdirSync(work).map((name) => join(work, name));
  const runs = built.map((file) => spawnSync(process.execPath, [file], { stdio: "inherit" }).status ?? 1);
  const checked = spawnSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", here], { stdio: "inherit" });
  process.exitCode = Math.max(...runs, checked.status ?? 1);
} finally {
  rmSync(work, { recursive: true, force: true });
}
