/* The editor: an example, a table that sorts, CSV, a picture; mistakes are told where they stand. */
import assert from "node:assert/strict";
import { downloaded } from "./tools.mjs";

async function type(page, text) {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

export default function (stand) {
  stand.test("a query gives a table that sorts and a CSV file of the same rows", {}, async (page) => {
    await page.see("#/query");
    await type(page, "SELECT ?who ?whom { ?who rel:backs ?whom }");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByRole("columnheader", { name: "who", exact: true }).waitFor();
    const cells = () => page.locator("tbody tr td:first-child").allInnerTexts();
    const rows = await cells();
    assert.ok(rows.includes("id:Turkey") && rows.includes("id:Iran"));
    await page.getByRole("button", { name: "who", exact: true }).click();
    const sorted = await cells();
    assert.deepEqual(sorted, [...rows].sort());
    const { name, text } = await downloaded(page, () => page.getByRole("button", { name: "CSV" }).click());
    assert.equal(name, "answer.csv");
    const lines = text.trimEnd().split("\r\n");
    assert.equal(lines[0], "who,whom");
    assert.equal(lines.length, rows.length + 1);
    assert.ok(lines.includes("https://w3id.org/relata/id/Turkey,https://w3id.org/relata/id/National_Front_for_Liberation"));
    assert.ok(page.url().includes("#/query?q="), "the address has the query");
  });

  stand.test("an answer as a graph and as a map of types", {}, async (page) => {
    await page.see("#/query?" + new URLSearchParams({ q: "CONSTRUCT { ?a rel:leads ?b } WHERE { ?a rel:leads ?b }" }));
    await page.getByRole("img", { name: /things? and .* lines?/ }).waitFor();
    await page.getByRole("button", { name: "Map of types", exact: true }).click();
    await page.getByRole("img", { name: /things? and .* lines?/ }).waitFor();
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await page.getByRole("columnheader", { name: "predicate" }).waitFor();
  });

  stand.test("a mistake is told in words, and its line marked", { errors: /400/ }, async (page) => {
    await page.see("#/query");
    await type(page, "SELECT ?who {\n  ?who rel:backs ?whom ,\n}");
    await page.keyboard.press("Control+Enter");
    const problem = page.getByRole("alert");
    await problem.waitFor();
    assert.ok((await problem.innerText()).length > 10);
    await page.locator(".cm-line.cm-wrong").waitFor();
  });

  stand.test("the editor completes the graph's own properties", {}, async (page) => {
    await page.see("#/query");
    await type(page, "SELECT * { ?a ");
    await page.keyboard.type("rel:bac", { delay: 30 });
    await page.locator(".cm-tooltip-autocomplete li", { hasText: "rel:backs" }).first().waitFor();
    await page.waitForTimeout(200); // the editor takes no Enter for a list that has only just come
    await page.keyboard.press("Enter");
    assert.match(await page.locator(".cm-content").innerText(), /rel:backs/);
  });

  stand.test("every example runs", {}, async (page) => {
    await page.see("#/query");
    const examples = page.getByRole("navigation", { name: "Examples" }).getByRole("button");
    for (let i = 0; i < (await examples.count()); i++) {
      await examples.nth(i).click();
      await page.getByRole("button", { name: "Run" }).click();
      await page.locator(".outcome-size").waitFor();
    }
  });
}
