/* Where the server writes: a merge is undone, an article taken out; a wrong token is told. */
import assert from "node:assert/strict";
import { TOKEN } from "./tools.mjs";

async function giveToken(page, token) {
  const dialog = page.getByRole("dialog", { name: "Token" });
  await dialog.getByLabel("Token").fill(token);
  await dialog.getByRole("button", { name: "Go on" }).click();
}

export default function (stand) {
  const writable = (name) => () => stand.serve(stand.copyGraph(name), "--write");

  stand.test("a merge is undone", { base: writable("merged"), errors: /40[13]/ }, async (page) => {
    await page.see("#/thing?id=id:Nordlys_Group");
    const undo = page.getByRole("button", { name: "Undo the merge of Nordlys Group, Nordlys" });
    await undo.click();
    const question = page.getByRole("dialog", { name: "Undo this merge?" });
    await question.getByRole("button", { name: "Undo the merge" }).click();
    await giveToken(page, "not-the-token-of-this-server");
    await question.getByRole("alert").waitFor();
    await question.getByRole("button", { name: "Undo the merge" }).click();
    await giveToken(page, TOKEN);
    await question.waitFor({ state: "detached" });
    await undo.waitFor({ state: "detached" });
    const { results } = await (await fetch(`${page.home}api/search?q=nordlys`)).json();
    assert.deepEqual(results.map(({ label }) => label).filter((label) => /^Nordlys( Group)?$/.test(label)).sort(), ["Nordlys", "Nordlys Group"]);
  });

  stand.test("an article is taken out", { base: writable("shrunk") }, async (page) => {
    await page.see("#/sources");
    await page.getByRole("heading", { name: /^9 articles/ }).waitFor();
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Remove 1 article" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await giveToken(page, TOKEN);
    await page.getByRole("heading", { name: /^8 articles/ }).waitFor();
    await page.locator("tbody tr").nth(7).waitFor(); // the rows follow their heading
    assert.equal(await page.locator("tbody tr").count(), 8);
  });

  stand.test("a server that only reads says how to change that", {}, async (page) => {
    await page.see("#/thing?id=id:Nordlys_Group");
    await page.getByText("relata serve GRAPH --write").waitFor();
    assert.equal(await page.getByRole("button", { name: /Undo the merge/ }).count(), 0);
  });
}
