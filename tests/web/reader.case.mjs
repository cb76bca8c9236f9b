/* Readers of all kinds: by keyboard alone, on a narrow screen, with a screen reader, in the dark; and when something fails. */
import assert from "node:assert/strict";
import { drawn } from "./tools.mjs";

const VIEWS = [
  "#/graph",
  "#/graph?at=id:Turkey",
  "#/graph?at=id:Turkey rel:backs id:National_Front_for_Liberation",
  "#/thing?id=id:Nordlys_Group",
  "#/evidence?s=id:Nordlys_Group&p=rel:acquires&o=id:Helvar_Cells",
  "#/article?id=tehran_summit.txt",
  "#/query?q=SELECT ?who ?whom { ?who rel:backs ?whom }",
  "#/sources",
];

/* Everything that a view fetches has come. */
async function settled(page) {
  await page.locator("#main").waitFor();
  await page.waitForFunction(() => !document.querySelector(".loading"));
  if (await page.locator(".stage").count()) await drawn(page);
}

async function tabTo(page, locator, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await locator.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
  }
  assert.fail(`Tab does not reach ${locator}`);
}

export default function (stand) {
  stand.test("keyboard alone, from the search to the sentence in its article", {}, async (page) => {
    await page.see("");
    await drawn(page);
    await page.keyboard.press("/");
    await page.keyboard.type("vladimir", { delay: 20 });
    await page.getByRole("option", { name: /Vladimir Putin/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Vladimir Putin", level: 2 }).waitFor();
    await tabTo(page, page.locator(".stage"));
    for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "+", "-", "0", "Shift+ArrowLeft"]) await page.keyboard.press(key);
    await page.keyboard.press("e");
    await page.waitForFunction(() => location.hash.includes("expanded="));
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !location.hash.includes("expanded="));
    await page.keyboard.press("p");
    await page.waitForFunction(() => location.hash.includes("pin="));
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
    await tabTo(page, page.locator(".panel .fact-button"));
    await page.keyboard.press("Enter");
    await page.locator(".panel .quote").first().waitFor();
    await tabTo(page, page.getByRole("link", { name: "see it in the article" }));
    await page.keyboard.press("Enter");
    await page.locator("mark.chosen").first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "a new view begins at its heading");
  });

  stand.test("dialogs keep the focus and close with Escape", {}, async (page) => {
    await page.see("");
    await drawn(page);
    const keys = page.getByRole("button", { name: "Keys" });
    await keys.click();
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.ok(await keys.evaluate((button) => button === document.activeElement), "the focus is back");
  });

  for (const [width, height] of [[360, 740], [3840, 2160]])
    stand.test(`the views fit ${width} px`, { size: [width, height] }, async (page) => {
      for (const view of width > 2000 ? VIEWS.slice(1, 4) : VIEWS) {
        await page.see(view);
        await settled(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${view} is ${over} px too wide`);
      }
    });

  stand.test("360 px: find and check all the same", { size: [360, 740] }, async (page) => {
    await page.see("");
    await drawn(page);
    await page.getByRole("combobox", { name: /Find/ }).fill("turkey");
    await page.getByRole("option", { name: /^Turkey state/ }).click();
    await page.locator(".panel .fact-button").first().click();
    await page.locator(".panel .quote").first().scrollIntoViewIfNeeded();
    assert.ok(await page.locator(".panel .quote").first().isVisible());
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("group", { name: "Status" }).waitFor();
  });

  for (const dark of [false, true])
    stand.test(`axe finds no serious fault${dark ? " in the dark" : ""}`, { dark }, async (page) => {
      for (const view of VIEWS) {
        await page.see(view);
        await settled(page);
        await page.evaluate(stand.axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${view}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
        assert.deepEqual(serious, []);
      }
    });

  stand.test("an entity's own address shows its page", {}, async (page) => {
    await page.see("id/Turkey");
    await page.getByRole("heading", { name: "Turkey", level: 1 }).waitFor();
    assert.ok(page.url().includes("#/thing?id=id:Turkey"));
  });

  stand.test("what is not there is told with what to do", { errors: /404/ }, async (page) => {
    await page.see("#/thing?id=id:Nobody_at_all");
    await page.getByRole("alert").waitFor();
    await page.see("#/article?id=nowhere.txt");
    await page.getByRole("alert").waitFor();
    await page.see("#/graph?at=id:Nobody_at_all");
    await page.getByText("is not in this picture").waitFor();
  });

  stand.test("a server that is gone is told, and asked again", { errors: /ERR_|Failed to load/ }, async (page) => {
    await page.see("#/sources");
    await settled(page);
    await page.route("**/api/entity*", (route) => route.abort());
    await page.see("#/thing?id=id:Turkey");
    await page.getByText("The server does not answer.").waitFor();
    await page.unroute("**/api/entity*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Turkey", level: 1 }).waitFor();
  });

  stand.test("on paper: what is said, without the tools", {}, async (page) => {
    await page.see("#/thing?id=id:Turkey");
    await settled(page);
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.getByRole("navigation", { name: "Views" }).isVisible()));
    assert.ok(await page.getByRole("heading", { name: "Turkey", level: 1 }).isVisible());
  });
}
