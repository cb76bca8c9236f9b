/* Find, expand, check; filter; hide, pin, undo; the address brings a view back. */
import assert from "node:assert/strict";
import { drawn, numbersShown, picture } from "./tools.mjs";

export default function (stand) {
  stand.test("search, expand, click a line: its sentence is marked in its article", {}, async (page) => {
    await page.see("");
    await drawn(page);
    const field = page.getByRole("combobox", { name: /Find a person/ });
    await field.fill("turk");
    await page.getByRole("option", { name: /^Turkey state/ }).click();
    await page.getByRole("heading", { name: "Turkey", level: 2 }).waitFor();
    const before = await numbersShown(page);
    await page.getByRole("button", { name: "Bring in neighbours" }).click();
    await page.getByRole("button", { name: "Take neighbours away" }).waitFor();
    await drawn(page);
    assert.ok((await numbersShown(page)).things > before.things, "expanding brings things in");

    await page.keyboard.press("Escape");
    const title = page.locator(".panel h2.fact-title");
    const turkeys = async () => (await picture(page)).edges.filter((edge) => edge.title.startsWith("Turkey — "));
    const shown = [];
    let meant = false;
    for (let k = 0; k < (await turkeys()).length && !meant; k++) { // where lines cross a click may mean the other one
      const edge = (await turkeys())[k];
      await page.mouse.click(edge.x, edge.y);
      await title.waitFor();
      const [subject, object] = await title.locator("button").allInnerTexts();
      meant = edge.title.startsWith(`${subject} — `) && edge.title.endsWith(` — ${object}`);
      shown.push(`${subject} — ${object} for ${edge.title}`);
    }
    assert.ok(meant, `shown were ${shown.join(", ")}`);
    const quote = page.locator(".panel .quote").first();
    assert.ok((await quote.locator("mark").count()) >= 1, "words of the sentence are marked");
    const sentence = (await quote.innerText()).trim();
    await page.getByRole("link", { name: "see it in the article" }).first().click();
    await page.locator("mark.chosen").first().waitFor();
    const marked = (await page.locator("mark.chosen").allInnerTexts()).join("");
    assert.equal(marked.trim(), sentence);
    assert.ok(await page.locator("mark.chosen").first().isVisible());
    const { top, height } = await page.locator("mark.chosen").first().evaluate((mark) => ({ top: mark.getBoundingClientRect().top, height: innerHeight }));
    assert.ok(top >= 0 && top < height, "the sentence is scrolled into view");
  });

  stand.test("filters: time, status, kinds; the address brings them back", {}, async (page) => {
    await page.see("#/graph?show=1000");
    await drawn(page);
    const all = await numbersShown(page);
    const from = page.getByLabel("from", { exact: true });
    await from.fill("2021");
    await from.press("Enter");
    await page.waitForFunction(() => location.hash.includes("from=2021"));
    await drawn(page);
    const late = await numbersShown(page);
    assert.ok(late.facts > 0 && late.facts < all.facts, `${late.facts} of ${all.facts} facts are of 2021 or later`);
    await page.getByRole("checkbox", { name: "stated" }).uncheck();
    await drawn(page);
    const unsure = await numbersShown(page);
    assert.ok(unsure.facts > 0 && unsure.facts < late.facts);
    await page.reload();
    await drawn(page);
    assert.deepEqual(await numbersShown(page), unsure);
    await page.getByRole("button", { name: "Undo", exact: true }).isDisabled();
    await page.getByRole("button", { name: "Clear all filters" }).click();
    await drawn(page);
    assert.deepEqual(await numbersShown(page), all);
    await page.getByRole("group", { name: /Legend/ }).getByRole("button", { name: "person" }).click();
    await drawn(page);
    assert.ok((await numbersShown(page)).things < all.things, "the legend filters");
  });

  stand.test("a wrong date is refused with words", {}, async (page) => {
    await page.see("");
    await drawn(page);
    const from = page.getByLabel("from", { exact: true });
    await from.fill("last week");
    await page.getByText("Write a year, a month or a day").waitFor();
    await from.press("Enter");
    assert.ok(!page.url().includes("from="));
  });

  stand.test("hide, pin, undo, redo; the same address gives the same picture", {}, async (page) => {
    await page.see("#/graph?at=id:Russia");
    await drawn(page);
    const before = await numbersShown(page);
    await page.getByRole("button", { name: "Hide" }).click();
    await drawn(page);
    assert.equal((await numbersShown(page)).things, before.things - 1);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await drawn(page);
    assert.deepEqual(await numbersShown(page), before);
    await page.getByRole("button", { name: "Redo" }).click();
    await drawn(page);
    assert.equal((await numbersShown(page)).things, before.things - 1);
    await page.getByRole("button", { name: "1 thing hidden, show again" }).click();
    await drawn(page);
    await page.locator(".panel").getByRole("button", { name: "Turkey", exact: true }).click();
    await page.getByRole("button", { name: "Pin" }).click();
    await page.waitForFunction(() => location.hash.includes("pin="));
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await drawn(page);
    const first = await picture(page);
    await page.goto("about:blank");
    await page.goto(address);
    await drawn(page);
    assert.equal((await picture(page)).text, first.text);
  });

  stand.test("dragging a thing pins it where it is dropped", {}, async (page) => {
    await page.see("#/graph?about=id:Turkey");
    await drawn(page);
    const { text } = await picture(page);
    const [, x, y] = /<circle class="node state" cx="(\S+)" cy="(\S+)"[^>]*><title>Turkey/.exec(text);
    const box = await page.locator(".stage").boundingBox();
    await page.mouse.move(box.x + Number(x), box.y + Number(y) - 52);
    await page.mouse.down();
    await page.mouse.move(box.x + Number(x) + 60, box.y + Number(y) - 12, { steps: 6 });
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes("pin="));
  });

  stand.test("a graph too large for the page's memory is asked piece by piece", { errors: /413/ }, async (page) => {
    await page.route("**/api/table", (route) => route.fulfill({ status: 413, json: { error: { message: "too large", hint: null } } }));
    await page.see("#/graph?from=2018&to=2020");
    await drawn(page);
    const before = await numbersShown(page);
    assert.ok(before.things > 10 && before.facts > 10);
    await page.getByRole("combobox", { name: /Find/ }).fill("putin");
    await page.getByRole("option", { name: /^Vladimir Putin/ }).click();
    await page.getByRole("heading", { name: "Vladimir Putin", level: 2 }).waitFor();
    await page.getByRole("button", { name: "Bring in neighbours" }).click();
    await page.getByRole("button", { name: "Take neighbours away" }).waitFor();
    await drawn(page);
    await page.locator(".panel .fact-button").first().click();
    await page.locator(".panel .quote").first().waitFor();
  });

  stand.test("an empty view says so and leads back", {}, async (page) => {
    await page.see("#/graph?from=1700&to=1701");
    await page.getByText("Nothing is left to draw.").waitFor();
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await drawn(page);
    assert.ok((await numbersShown(page)).things > 10);
  });
}
