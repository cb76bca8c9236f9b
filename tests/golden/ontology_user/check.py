#!/usr/bin/env python3
"""Runs the program with a user's ontology and looks at what comes out.

    check.py RELATA ONTOLOGY

1. Every fact is one of facts.tsv, and at least three in five of those are found.
2. Every statement and every claim keeps to its property's domain and range.
3. The same ontology as RDF/XML, N-Triples and JSON-LD gives the same facts.
4. A query knows the user's prefix; the graph declares it.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import rdflib

HERE = pathlib.Path(__file__).parent
ARTICLES = str(HERE / "articles")
OUTSIDE = """
SELECT ?p ?s ?o ?wanted WHERE {
  { ?p rdfs:domain ?wanted . BIND(?s AS ?end) } UNION { ?p rdfs:range ?wanted . BIND(?o AS ?end) }
  FILTER NOT EXISTS { ?end a/rdfs:subClassOf* ?wanted }
  FILTER NOT EXISTS { ?wanted owl:unionOf/rdf:rest*/rdf:first ?member . ?end a/rdfs:subClassOf* ?member }
}"""
PAIRS = ("?s ?p ?o .", "?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def facts_of(relata, ontology):
    lines = run(relata, "extract", "-q", "--ontology", ontology, "--only", ARTICLES).splitlines()
    return [json.loads(line) for line in lines]


def key(fact):
    name = fact["relation_iri"].rsplit("#", 1)[1]
    return fact["subject_label"], name, fact["object_label"], fact["polarity"], fact["modality"]


def main():
    relata, ontology = sys.argv[1:]
    failures = []
    rows = [line.rstrip("\n").split("\t") for line in open(HERE / "facts.tsv", encoding="utf-8")]
    wanted = {tuple(row) for row in rows if not row[0].startswith("#")}
    symmetric = {(o, p, s, *rest) for s, p, o, *rest in wanted if p in ("competitor_of", "merges_with")}
    found = {key(fact) for fact in facts_of(relata, ontology)}
    failures += [f"not stated by the articles: {fact}" for fact in sorted(found - wanted - symmetric)]
    right = len(found & (wanted | symmetric))
    print(f"{right} of {len(wanted)} facts found, {len(found) - right} others")
    if right < len(wanted) * 0.6:
        failures.append("fewer than three in five")

    words = rdflib.Graph().parse(ontology)
    with tempfile.TemporaryDirectory() as folder:
        for syntax, suffix in (("xml", "rdf"), ("nt", "nt"), ("json-ld", "jsonld")):
            path = f"{folder}/ontology.{suffix}"
            words.serialize(path, format=syntax, encoding="utf-8")
            if {key(fact) for fact in facts_of(relata, path)} != found:
                failures.append(f"as .{suffix} the ontology gives other facts")
        graph = f"{folder}/graph"
        run(relata, "build", "-q", ARTICLES, "--ontology", ontology, "--only", "-o", graph)
        turtle = run(relata, "export", graph, "-f", "turtle")
        if "@prefix co: <https://example.org/companies#>" not in turtle:
            failures.append("the graph does not declare the user's prefix")
        answer = run(relata, "query", graph, "SELECT ?who { ?who co:ceo_of ?firm . ?firm a co:Company }", "-F", "csv")
        if "Marta_Holm" not in answer:
            failures.append("a query does not know the user's prefix")
        both = rdflib.Graph().parse(data=turtle, format="turtle")
        both.parse(ontology)
        both.parse(HERE.parents[2] / "ontology" / "relata.ttl")
        checked = 0
        for pair in PAIRS:
            checked += len(list(both.query(f"SELECT ?p {{ ?p rdfs:domain ?d . {pair} "
                                           f"FILTER(STRSTARTS(STR(?p), 'https://example.org/')) }}")))
            outside = OUTSIDE.replace("WHERE {", f"WHERE {{ {pair} FILTER(STRSTARTS(STR(?p), 'https://example.org/'))")
            failures += [f"outside domain or range: {row}" for row in both.query(outside)]
        print(f"{checked} statements and claims with domain and range checked")
        if not checked:
            failures.append("nothing to check")
    for failure in failures:
        print("FAILED:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
