/* bench.mjs RELATA [THINGS RELATIONS]: the page on a made-up graph; prints a line a figure. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { downloaded, HEADING, Stand } from "./tools.mjs";

const source = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const [relata, things = "10000", relations = "40000"] = process.argv.slice(2);
const stand = new Stand(resolve(relata), source);

const FILTERS = 6;
const WARM_UP = 10; // frames, in which the page finds out how fast it can draw

/* The same numbers on every machine (a linear congruential generator). */
function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/* Facts as `relata extract` prints them: few things have many relations, most have few, as in news. */
function writeFacts(file, thingCount, relationCount) {
  const roll = dice(7);
  const types = ["Person", "State", "Organization", "City", "ArmedGroup", "Company", "Event"];
  const verbs = ["backs", "attacks", "leads", "located_in", "meets", "accuses", "owns", "near"];
  const thing = (n) => ({ id: `https://w3id.org/relata/id/Thing_${n}`, label: `Thing ${n}`, type: types[n % types.length] });
  const known = new Set();
  const lines = [];
  while (known.size < relationCount) {
    const [a, b] = known.size < thingCount ? [known.size, roll(thingCount)] : [Math.floor(roll(thingCount) * (roll(1000) / 1000)), Math.floor(roll(thingCount) * (roll(1000) / 1000))];
    const verb = verbs[roll(verbs.length)];
    if (a === b || known.has(`${a} ${verb} ${b}`)) continue;
    known.add(`${a} ${verb} ${b}`);
    const [subject, object] = [thing(a), thing(b)];
    const quote = `${subject.label} ${verb} ${object.label}.`;
    const begin = quote.length - 1 - object.label.length;
    lines.push(
      JSON.stringify({
        doc: `article_${Math.floor(lines.length / 100)}.txt`, sentence: lines.length % 100, begin: 0, end: quote.length, quote,
        subject: subject.label, subject_label: subject.label, subject_id: subject.id, subject_type: subject.type,
        phrase: verb, relation: verb, object: object.label, object_label: object.label, object_id: object.id, object_type: object.type,
        polarity: roll(20) ? "positive" : "negative", modality: roll(8) ? "fact" : "possible", speaker: null,
        time: `${2000 + roll(24)}-${String(1 + roll(12)).padStart(2, "0")}`, place: null, quantity: null, confidence: 0.9,
        subject_begin: 0, subject_end: subject.label.length, object_begin: begin, object_end: begin + object.label.length,
      }),
    );
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/* Milliseconds of processor time that the browser's drawing page and its graphics process have used so far.
 * On a busy machine these say more than the clock. */
function processorTime() {
  const used = { page: 0, graphics: 0 };
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      const kind = command.includes("--type=renderer") ? "page" : command.includes("--type=gpu-process") ? "graphics" : null;
      if (!kind || !command.includes("chromium")) continue;
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
      used[kind] += 10 * (Number(fields[11]) + Number(fields[12]));
    } catch {
      // it has ended meanwhile
    }
  }
  return used;
}

function since(before) {
  const now = processorTime();
  return { page: now.page - before.page, graphics: now.graphics - before.graphics };
}

function say(what, value, unit) {
  console.log(`${what.padEnd(46)} ${String(value).padStart(8)} ${unit}`);
}

function sayView(what, { drawn, used }) {
  say(what, drawn, `ms; processor: page ${used.page} ms, graphics ${used.graphics} ms`);
}

function sayFrames(what, { rate, slow, page, graphics }) {
  say(what, rate.toFixed(1), `frames/s, 95 % within ${slow.toFixed(0)} ms; processor a frame: page ${page.toFixed(1)} ms, graphics ${graphics.toFixed(1)} ms`);
}

/* Until a view is drawn for the first time, from the moment that its address is entered. */
async function firstView(hash) {
  const context = await stand.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const before = processorTime();
  await page.goto(stand.address + hash, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("relata:drawn").length > 0, null, { timeout: 120000 });
  const drawn = await page.evaluate(() => performance.getEntriesByName("relata:drawn")[0].startTime);
  const used = since(before);
  await page.locator('.stage[data-drawn="yes"]').waitFor({ timeout: 120000 });
  return { page, drawn: Math.round(drawn), used, settled: Math.round(await page.evaluate(() => performance.now())) };
}

/* Frames a second that the browser shows while the mouse drags for some seconds. */
async function framesWhile(page, start, seconds = 4) {
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.evaluate(() => {
    globalThis.frames = [];
    const count = (now) => {
      globalThis.frames.push(now);
      globalThis.counting = requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const move = (i) => page.mouse.move(start.x + 120 * Math.sin(i / 9), start.y + 90 * Math.cos(i / 11));
  while ((await page.evaluate(() => globalThis.frames.length)) < WARM_UP) await move(0.1 * Date.now());
  await page.evaluate(() => (globalThis.frames = []));
  const before = processorTime();
  const until = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < until; i++) await move(i);
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.counting);
    return globalThis.frames;
  });
  const used = since(before);
  await page.mouse.up();
  const gaps = frames.slice(1).map((time, i) => time - frames[i]).sort((a, b) => a - b);
  return { rate: (1000 * (frames.length - 1)) / (frames.at(-1) - frames[0]), slow: gaps[Math.floor(gaps.length * 0.95)], page: used.page / frames.length, graphics: used.graphics / frames.length };
}

/* Where the weightiest thing lies in the picture: the first disc of the saved one. */
async function heaviestThing(page) {
  await page.getByRole("button", { name: "Save as SVG or PNG" }).click();
  const { text } = await downloaded(page, () => page.getByRole("button", { name: "SVG, for print" }).click());
  const [, x, y] = /<circle class="node[^"]*" cx="(\S+)" cy="(\S+)"/.exec(text);
  return { x: Number(x), y: Number(y) - HEADING };
}

/* From a click on a filter to all lines of a large graph: the picture that follows the click has the heaviest only. */
function wholeTime(page) {
  return page.evaluate(async () => {
    performance.clearMarks("relata:whole");
    const began = performance.now();
    document.querySelector('.filters input[type="checkbox"]').click();
    while (performance.getEntriesByName("relata:whole").length === 0) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  });
}

/* From a click on a filter to the picture that follows it. */
async function filterTime(page) {
  const times = [];
  for (let i = 0; i < FILTERS; i++)
    times.push(
      await page.evaluate(async () => {
        const box = document.querySelector('.filters input[type="checkbox"]');
        const count = document.querySelector(".stage-count");
        const before = count.textContent;
        const began = performance.now();
        box.click();
        while (document.querySelector(".stage-count").textContent === before) await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        return performance.now() - began;
      }),
    );
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

try {
  const facts = join(stand.work, "facts.jsonl");
  const graph = join(stand.work, "made-up");
  writeFacts(facts, Number(things), Number(relations));
  stand.run("import", "-q", graph, facts);
  await stand.open();
  stand.address = await stand.serve(graph);
  (await fetch(`${stand.address}api/table`)).body.cancel(); // the server has the graph at hand

  const first = await firstView("");
  sayView("first view, 60 weightiest things: drawn", first);
  say("first view, 60 weightiest things: settled", first.settled, "ms");
  await first.page.close();
  const all = await firstView("#/graph?show=10000");
  const { page } = all;
  sayView(`all ${things} things: drawn`, all);
  say(`all ${things} things: settled`, all.settled, "ms");
  const box = await page.locator(".stage").boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + 24 };
  const view = await framesWhile(page, middle);
  sayFrames("dragging the picture", view);
  await page.getByRole("button", { name: "All in view" }).click();
  await page.waitForTimeout(600);
  const node = await heaviestThing(page);
  const thing = await framesWhile(page, { x: box.x + node.x, y: box.y + node.y });
  sayFrames("dragging a thing", thing);
  const before = processorTime();
  const filter = await filterTime(page);
  const used = since(before);
  say("filter by status", Math.round(filter), `ms; processor: page ${Math.round(used.page / FILTERS)} ms, graphics ${Math.round(used.graphics / FILTERS)} ms each`);
  await page.waitForTimeout(2000);
  await wholeTime(page); // fewer lines
  await page.waitForTimeout(1000);
  say("filter by status: all lines", Math.round(await wholeTime(page)), "ms");
} finally {
  await stand.close();
}
