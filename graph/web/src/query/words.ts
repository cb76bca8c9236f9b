/* What the editor can complete: SPARQL's words, the graph's prefixes, properties and classes. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Info } from "../api/types";

const KEYWORDS = `ASK BASE BIND CONSTRUCT COUNT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING LIMIT MINUS NAMED NOT OFFSET
OPTIONAL ORDER PREFIX REDUCED SELECT SERVICE UNION VALUES WHERE AVG MAX MIN SUM SAMPLE GROUP_CONCAT BOUND COALESCE CONCAT CONTAINS
DATATYPE IF IN ISIRI ISLITERAL LANG LCASE REGEX REPLACE STR STRDT STRENDS STRLEN STRSTARTS SUBSTR UCASE YEAR MONTH DAY NOW ASC DESC AS`.split(/\s+/);

const VOCABULARY: [string, string][] = [
  ["rel:Claim", "one time that something is said"],
  ["rel:Article", "a text"],
  ["rel:polarity", "rel:positive or rel:negative"],
  ["rel:modality", "rel:fact or rel:possible"],
  ["rel:speaker", "who says so"],
  ["rel:time", "when it is said to be"],
  ["rel:place", "where"],
  ["rel:quantity", "how many"],
  ["rel:confidence", "how sure, 0 to 1"],
  ["rel:phrase", "the text's own words"],
  ["rdf:subject", "of a claim"],
  ["rdf:predicate", "of a claim"],
  ["rdf:object", "of a claim"],
  ["prov:wasDerivedFrom", "the article of a claim"],
  ["nif:anchorOf", "the quotation"],
  ["nif:sentence", "the sentence of a claim"],
  ["skos:prefLabel", "a thing's name"],
  ["skos:altLabel", "another name"],
  ["owl:sameAs", "the same elsewhere"],
  ["dct:title", "of an article"],
  ["dct:date", "of an article"],
];

export function completionsFor(info: Info, shorten: (iri: string) => string): Completion[] {
  const all: Completion[] = [
    ...KEYWORDS.map((label) => ({ label, type: "keyword", boost: -1 })),
    ...VOCABULARY.map(([label, detail]) => ({ label, detail, type: "property" })),
    ...info.relations.map(({ name, label, count }) => ({ label: name, detail: `${label}, ${count}`, type: "property", boost: 1 })),
    ...info.types.map(({ iri, label, count }) => ({ label: shorten(iri), detail: `${label}, ${count}`, type: "class" })),
    ...info.prefixes.map(({ name, iri }) => ({ label: `${name}:`, detail: iri, type: "namespace" })),
  ];
  return [...new Map(all.reverse().map((one) => [one.label, one])).values()];
}

/* Variables that the query already has. */
function variables(text: string): Completion[] {
  return [...new Set(text.match(/[?$]\w+/g))].map((label) => ({ label, type: "variable" }));
}

export function completer(options: readonly Completion[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[?$]\w*|[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const isVariable = /^[?$]/.test(word.text);
    const text = context.state.doc.toString();
    return {
      from: word.from,
      options: isVariable ? variables(text.slice(0, word.from) + text.slice(word.to)) : [...options],
      validFor: isVariable ? /^[?$]\w*$/ : /^[\w-]*:?[\w-]*$/,
    };
  };
}
