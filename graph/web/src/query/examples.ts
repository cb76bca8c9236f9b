/* Questions to begin with, worded for the graph at hand. */
import type { Info } from "../api/types";

export interface Example {
  title: string;
  query: string;
}

export function examplesFor(info: Info): Example[] {
  const relation = info.relations.find(({ open }) => !open) ?? info.relations[0];
  const ofRelation: Example[] = relation
    ? [
        { title: `Every pair joined by “${relation.label}”`, query: `SELECT ?who ?whom {\n  ?who ${relation.name} ?whom\n}` },
        {
          title: `The same as a graph`,
          query: `CONSTRUCT { ?who ${relation.name} ?whom }\nWHERE { ?who ${relation.name} ?whom }`,
        },
      ]
    : [];
  return [
    {
      title: "What is said most often",
      query: `SELECT ?who ?does ?whom (COUNT(*) AS ?times) {
  ?claim a rel:Claim ;
    rdf:subject ?who ; rdf:predicate ?does ; rdf:object ?whom
}
GROUP BY ?who ?does ?whom
ORDER BY DESC(?times)
LIMIT 50`,
    },
    ...ofRelation,
    {
      title: "What is denied, with the words",
      query: `SELECT ?who ?does ?whom ?quote {
  ?claim rel:polarity rel:negative ;
    rdf:subject ?who ; rdf:predicate ?does ; rdf:object ?whom ;
    nif:anchorOf ?quote
}`,
    },
    {
      title: "Who is quoted, and how often",
      query: `SELECT ?speaker (COUNT(*) AS ?times) {
  ?claim rel:speaker ?speaker
}
GROUP BY ?speaker
ORDER BY DESC(?times)`,
    },
    {
      title: "What several articles state",
      query: `SELECT ?who ?does ?whom (COUNT(DISTINCT ?article) AS ?articles) {
  ?claim a rel:Claim ; prov:wasDerivedFrom ?article ;
    rdf:subject ?who ; rdf:predicate ?does ; rdf:object ?whom
}
GROUP BY ?who ?does ?whom
HAVING (COUNT(DISTINCT ?article) > 1)
ORDER BY DESC(?articles)`,
    },
    {
      title: "Kinds of things",
      query: `SELECT ?type (COUNT(DISTINCT ?thing) AS ?things) {
  ?thing a ?type ; skos:prefLabel ?name
}
GROUP BY ?type
ORDER BY DESC(?things)`,
    },
    {
      title: "How kinds of things are joined (choose “map of types”)",
      query: `CONSTRUCT { ?a ?does ?b }
WHERE {
  ?claim a rel:Claim ; rdf:subject ?a ; rdf:predicate ?does ; rdf:object ?b .
  ?a skos:prefLabel ?x . ?b skos:prefLabel ?y
}`,
    },
  ];
}
