/* A published site: the same pages from plain files, under a policy of `default-src 'self'`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { drawn, numbersShown } from "./tools.mjs";

export default function (stand) {
  let address;
  const site = async () => {
    if (address) return address;
    const folder = join(stand.work, "site");
    stand.run("site", "-q", stand.graph, "-o", folder, "--title", "Nine articles");
    address = await stand.serveFiles(folder);
    return address;
  };

  stand.test("a site without a server: search, expand, check in the article", { base: site }, async (page) => {
    await page.see("");
    await drawn(page);
    await page.getByRole("combobox", { name: /Find/ }).fill("helv");
    await page.getByRole("option", { name: /^Helvar Cells (company|organisation|group)/ }).click();
    await page.getByRole("button", { name: "Bring in neighbours" }).click();
    await drawn(page);
    await page.locator(".panel .fact-button").first().click();
    await page.locator(".panel .quote mark").first().waitFor();
    await page.getByRole("link", { name: "see it in the article" }).first().click();
    await page.locator("mark.chosen").first().waitFor();
  });

  stand.test("a site says the same as the server", { base: site }, async (page) => {
    await page.see("#/thing?id=id:Nordlys_Group");
    await page.locator(".facts").first().waitFor();
    const said = async () => (await page.locator(".facts li").allInnerTexts()).map((line) => line.replace(/\s+/g, " ")).sort();
    const ofSite = await said();
    assert.ok(ofSite.length > 10);
    const other = await page.context().newPage();
    await other.goto(`${stand.base}#/thing?id=id:Nordlys_Group`);
    await other.locator(".facts").first().waitFor();
    const ofServer = (await other.locator(".facts li").allInnerTexts()).map((line) => line.replace(/\s+/g, " ")).sort();
    await other.close();
    assert.deepEqual(ofSite, ofServer);
    await page.see("#/graph");
    await drawn(page);
    assert.ok((await numbersShown(page)).facts > 50);
    await page.see("#/sources");
    await page.getByRole("heading", { name: /^9 articles/ }).waitFor();
    await page.see("#/query");
    await page.getByText("A published site cannot answer queries").waitFor();
  });
}
