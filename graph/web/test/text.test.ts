import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, graphParameters, joinGraphs } from "../src/api/questions";
import { type Graph, NO_FILTERS } from "../src/api/types";
import { readTriples } from "../src/query/ntriples";
import { linksOfRows, linksOfTriples, resultGraph, typeMap } from "../src/query/result_graph";
import { csvOf, readResults, type Rows, sortRows } from "../src/query/results";
import { daysOf, readDate, within } from "../src/table/dates";
import { fit, fold } from "../src/table/fold";
import { list } from "../src/ui/words";
import { cutText } from "../src/views/cut";
import { readReason } from "../src/views/reasons";

test("dates, whole and in part", () => {
  assert.deepEqual(daysOf("2018-09"), ["2018-09-01", "2018-09-31"]);
  assert.deepEqual(daysOf("2011/.."), ["2011-01-01", "9999-12-31"]);
  assert.ok(within("2018", "2018-09-07", ""));
  assert.ok(!within("2018-09-07", "2018-10", ""));
  assert.ok(within("../2011", "", "1900"));
  assert.equal(readDate("2018-09-07"), "7 September 2018");
  assert.equal(readDate("2011/.."), "since 2011");
  assert.equal(readDate("../2011-05"), "until May 2011");
  assert.equal(readDate("2010/2011"), "2010 to 2011");
});

test("names fit without case and accents", () => {
  assert.equal(fold("ÉRDOĞAN"), "erdogan");
  assert.equal(fit("al-assad", "assad"), 1);
  assert.equal(fit("assad", "as"), 0);
  assert.equal(fit("bassad", "assad"), 2);
  assert.equal(fit("putin", "assad"), 3);
});

test("a text is cut where marks begin and end, though they overlap", () => {
  const text = "One two. Three four.";
  const pieces = cutText(text, [{ name: "a", begin: 0, end: 8 }, { name: "b", begin: 4, end: 12 }, { name: "c", begin: 15, end: 99 }]);
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.deepEqual(pieces.map(({ names }) => names.join("+")), ["a", "a+b", "b", ""]);
  assert.deepEqual(cutText("x", [])[0]!.names, []);
});

const ROWS: Rows = {
  variables: ["who", "n"],
  rows: [
    [{ type: "uri", value: "http://x/b" }, { type: "literal", value: "10", datatype: "http://www.w3.org/2001/XMLSchema#integer" }],
    [{ type: "literal", value: 'say "a, b"\n' }, { type: "literal", value: "9", datatype: "http://www.w3.org/2001/XMLSchema#integer" }],
    [undefined, undefined],
  ],
};

test("CSV as SPARQL has it", () => {
  assert.equal(csvOf(ROWS), 'who,n\r\nhttp://x/b,10\r\n"say ""a, b""\n",9\r\n,\r\n');
});

test("numbers sort as numbers, nothing before something", () => {
  assert.deepEqual(sortRows(ROWS, 1, true).rows.map(([, n]) => n?.value), [undefined, "9", "10"]);
  assert.deepEqual(sortRows(ROWS, 1, false).rows.map(([, n]) => n?.value), ["10", "9", undefined]);
});

test("answers of SELECT and ASK", () => {
  assert.equal(readResults('{"head": {}, "boolean": true}'), true);
  const rows = readResults('{"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"b": {"type": "uri", "value": "x:y"}}]}}') as Rows;
  assert.deepEqual(rows.rows, [[undefined, { type: "uri", value: "x:y" }]]);
});

test("N-Triples", () => {
  const [first, second, ...rest] = readTriples('<x:a> <x:p> "q\\"\\u00e9\\n"@en .\n_:b1 <x:p> "1"^^<x:int> .\n# words\nbroken\n');
  assert.deepEqual(first!.object, { type: "literal", value: 'q"é\n', "xml:lang": "en" });
  assert.deepEqual(second!.subject, { type: "bnode", value: "b1" });
  assert.equal(second!.object.datatype, "x:int");
  assert.equal(rest.length, 0);
});

test("an answer as a graph and as a map of types", () => {
  const uri = (value: string) => ({ type: "uri", value }) as const;
  const rows: Rows = { variables: ["a", "p", "b", "n"], rows: [[uri("x:1"), uri("r:p"), uri("x:2"), { type: "literal", value: "3" }], [uri("x:1"), uri("r:p"), uri("x:2"), undefined], [uri("x:9"), undefined, undefined, undefined]] };
  const { links, alone } = linksOfRows(rows, (iri) => iri.startsWith("r:"));
  assert.deepEqual(links[0], { source: "x:1", relation: "r:p", target: "x:2" });
  assert.deepEqual(alone, ["x:9"]);
  const describe = (id: string) => ({ id, label: id, type: id === "x:9" ? null : "T", family: "other", literal: false });
  const graph = resultGraph(links, alone, describe, (iri) => iri.slice(2));
  assert.equal(graph.nodes.length, 3);
  assert.equal(graph.edges[0]!.label, "p ×2");
  const map = typeMap(links, alone, describe, (iri) => iri);
  assert.deepEqual(map.nodes.map(({ label }) => label).sort(), ["T", "no type"]);
  assert.deepEqual(map.edges.map(({ label }) => label), ["r:p ×2"]);
  const two = typeMap([...links, { source: "x:1", relation: "r:q", target: "x:2" }], [], describe, (iri) => iri);
  assert.deepEqual(two.edges.map(({ label }) => label), ["r:p and 1 more ×3"], "one line a pair of types");
  assert.equal(linksOfTriples(readTriples('<x:a> <x:p> <x:b> .\n<x:a> <x:p> "v" .')).length, 1);
});

test("what the server is asked", () => {
  assert.equal(addressOf("api/x", [["a", "b c&d"], ["e", undefined], ["f", ""]]), "api/x?a=b+c%26d");
  const parameters = graphParameters({ ...NO_FILTERS, about: ["x:a", "x:b"], expanded: [], depth: 2, limit: 60, minSources: 2 });
  assert.equal(addressOf("g", parameters), "g?about=x%3Aa&about=x%3Ab&depth=2&limit=60&min_sources=2");
});

test("two answers become one, each node and edge once", () => {
  const node = (id: string, weight: number) => ({ id, label: id, type: null, family: "other", literal: false, weight, facts: 1, sources: 1, shown: 1 });
  const edge = (source: string, target: string) => ({ source, target, relation: "r", label: "r", status: "stated", said: 1, articles: 1, statuses: { stated: 1, said: 0, possible: 0, negated: 0 }, from: null, to: null }) as const;
  const graph = (nodes: string[]): Graph => ({ nodes: nodes.map((id, i) => node(id, i)), edges: [edge(nodes[0]!, nodes[1]!)], total_nodes: 9, total_edges: 9, truncated: true });
  const joined = joinGraphs(graph(["a", "b"]), graph(["a", "b", "c"]));
  assert.equal(joined.nodes.length, 3);
  assert.equal(joined.edges.length, 1);
});

test("words", () => {
  assert.equal(list(["a", "b", "c"]), "a, b and c");
  assert.equal(list([]), "");
  assert.equal(readReason("shared_name +0.50: x and 3 more"), "they are named beside the same others: x and 3 more (+0.50)");
  assert.equal(readReason("new_feature -1.00"), "new feature (-1.00)");
  assert.equal(readReason("anything"), "anything");
});
