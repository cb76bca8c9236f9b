import assert from "node:assert/strict";
import { test } from "node:test";
import { type GraphQuestion, NO_FILTERS, type Table } from "../src/api/types";
import { articlesSaying, factsOf } from "../src/table/facts";
import { indexTable } from "../src/table/index";
import { NameIndex } from "../src/table/search";
import { selectGraph } from "../src/table/select";

/* Ada leads Borg (stated twice, in 2018 and 2020), Borg owns Cole (said), Ada denies Cole (negated), Dov knows Eve. */
const TABLE: Table = {
  things: {
    id: ["x:Ada", "x:Borg", "x:Cole", "x:Dov", "x:Eve", '"25"'],
    label: ["Ada", "Borg", "Cole", "Dov", "Ève Zoé", "25"],
    type: ["Person", "Company", "Company", "Person", "Person", null],
    family: ["person", "organisation", "organisation", "person", "person", null],
    names: [["Ada the Great"], [], [], [], [], []],
    weight: [3, 3, 2, 1, 1, 1],
    things: 5,
  },
  relations: [
    { id: "r:leads", name: "r:leads", label: "leads", inverse: "is led by", open: false },
    { id: "r:owns", name: "r:owns", label: "owns", inverse: null, open: false },
    { id: "r:knows", name: "r:knows", label: "knows", inverse: null, open: true },
  ],
  articles: [
    { id: "a", date: "2018-05-01", source: "Post" },
    { id: "b", date: "2020-02-02", source: "Wire" },
    { id: "c", date: null, source: "" },
  ],
  times: ["2011/..", "2019-06"],
  claims: [
    0, 0, 1, 0, 0, -1, 90,
    0, 0, 1, 1, 0, -1, 40,
    1, 1, 2, 0, 1, 0, 70,
    0, 2, 2, 1, 3, 1, 60,
    3, 2, 4, 2, 0, -1, 50,
    0, 2, 5, 2, 0, -1, 50,
  ],
};
const index = indexTable(TABLE);
const question = (part: Partial<GraphQuestion>): GraphQuestion => ({ ...NO_FILTERS, about: [], expanded: [], depth: 1, limit: 100, ...part });
const edgesOf = (part: Partial<GraphQuestion>) => selectGraph(index, question(part)).edges.map(({ source, relation, target }) => `${source} ${relation} ${target}`);

test("an edge sums up its claims", () => {
  const { edges, nodes, total_nodes, total_edges } = selectGraph(index, question({}));
  assert.equal(nodes.length, 5, "values are no nodes");
  assert.equal(total_nodes, 5);
  assert.equal(total_edges, 4);
  const [strongest] = edges;
  assert.deepEqual(
    { said: strongest!.said, articles: strongest!.articles, status: strongest!.status, from: strongest!.from, to: strongest!.to },
    { said: 2, articles: 2, status: "stated", from: "2018-05-01", to: "2020-02-02" },
  );
});

test("filters look at claims", () => {
  assert.deepEqual(edgesOf({ statuses: ["negated"] }), ["x:Ada r:knows x:Cole"]);
  assert.deepEqual(edgesOf({ sources: ["Wire"] }), ["x:Ada r:leads x:Borg", "x:Ada r:knows x:Cole"]);
  assert.deepEqual(edgesOf({ articles: ["c"] }), ["x:Dov r:knows x:Eve"]);
  assert.deepEqual(edgesOf({ minSources: 2 }), ["x:Ada r:leads x:Borg"]);
  assert.deepEqual(edgesOf({ relations: ["r:owns"] }), ["x:Borg r:owns x:Cole"]);
  assert.deepEqual(edgesOf({ types: ["Company"] }), ["x:Borg r:owns x:Cole"]);
});

test("time is the claim's own, else its article's; what has neither is left out", () => {
  assert.deepEqual(edgesOf({ to: "2010" }), []);
  assert.deepEqual(edgesOf({ from: "2012", to: "2012-12" }), ["x:Borg r:owns x:Cole"], "an open interval goes on");
  assert.deepEqual(edgesOf({ from: "2019-06-15", to: "2019-06-15" }), ["x:Borg r:owns x:Cole", "x:Ada r:knows x:Cole"]);
  assert.ok(!edgesOf({ from: "0001" }).includes("x:Dov r:knows x:Eve"));
});

test("about, expanded and limit choose things", () => {
  assert.deepEqual(edgesOf({ about: ["x:Dov"] }), ["x:Dov r:knows x:Eve"]);
  assert.deepEqual(edgesOf({ about: ["x:Cole"], depth: 0 }), []);
  assert.equal(edgesOf({ limit: 2 }).length, 1);
  assert.ok(edgesOf({ limit: 2, expanded: ["x:Dov"] }).includes("x:Dov r:knows x:Eve"));
  assert.deepEqual(edgesOf({ about: ["x:nobody"] }), edgesOf({}), "what the graph does not have is passed over");
});

test("the facts of a thing, both ways and by date", () => {
  const facts = factsOf(index, index.place.get("x:Borg")!);
  assert.deepEqual(facts.out.map(({ label }) => label), ["owns"]);
  assert.deepEqual(facts.in.map(({ label }) => label), ["is led by"]);
  assert.deepEqual(facts.timeline.map(({ date }) => date), ["2011/.."]);
  assert.equal(facts.articles.get(0), 2);
  assert.deepEqual(articlesSaying(index, "x:Ada", "r:leads", "x:Borg"), [0, 1]);
  assert.deepEqual(articlesSaying(index, undefined, "r:knows"), [1, 2]);
  assert.deepEqual(articlesSaying(index, "x:nobody"), []);
});

test("search: beginnings before words before middles; no case, no accents; other names", () => {
  const names = new NameIndex(index);
  assert.deepEqual(names.search("eve", 10).map(({ id }) => id), ["x:Eve"]);
  assert.deepEqual(names.search("ZOE", 10).map(({ label }) => label), ["Ève Zoé"]);
  assert.deepEqual(names.search("great", 10).map(({ match }) => match), ["Ada the Great"]);
  assert.deepEqual(names.search("o", 10).map(({ id }) => id), ["x:Borg", "x:Cole", "x:Dov", "x:Eve"]);
  assert.equal(names.search("", 3).length, 3);
  assert.deepEqual(names.search("zzz", 3), []);
});

test("an empty graph is no fault", () => {
  const empty = indexTable({ things: { id: [], label: [], type: [], family: [], names: [], weight: [], things: 0 }, relations: [], articles: [], times: [], claims: [] });
  assert.deepEqual(selectGraph(empty, question({})).nodes, []);
});
