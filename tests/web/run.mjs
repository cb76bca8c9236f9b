/* run.mjs RELATA SOURCE [--only=NAME] [--keep=FOLDER]: see README.md */
import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { Stand } from "./tools.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const [relata, source] = process.argv.slice(2);
const stand = new Stand(resolve(relata), resolve(source), option("keep"));

before(() => stand.open());
after(() => stand.close());
const only = option("only") ?? "";
for (const file of readdirSync(here).sort())
  if (file.endsWith(".case.mjs") && file.includes(only)) (await import(`./${file}`)).default(stand);
