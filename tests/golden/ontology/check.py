#!/usr/bin/env python3
"""Checks the ontology's data with someone else's reader (rdflib).

    check.py ONTOLOGY_FOLDER THIS_FOLDER

Exits with 77 (skipped) where rdflib is not installed.
"""
import pathlib
import sys

try:
    import rdflib
    from rdflib.namespace import OWL, RDF, RDFS
except ImportError:
    print("rdflib is not installed: python3-rdflib")
    sys.exit(77)

REL = rdflib.Namespace("https://w3id.org/relata/ontology#")
LEX = rdflib.Namespace("https://w3id.org/relata/lexicon#")


def check_property(graph, name):
    node = REL[name]
    if not set(graph.objects(node, RDF.type)) & {OWL.ObjectProperty, OWL.DatatypeProperty}:
        return [f"rel:{name} is no property of relata.ttl"]
    wanted = {"rdfs:label": RDFS.label, "rdfs:comment": RDFS.comment, "rdfs:domain": RDFS.domain,
              "rdfs:range": RDFS.range}
    return [f"rel:{name} has no {what}" for what, iri in wanted.items() if graph.value(node, iri) is None]


def check_classes(graph):
    classes = set(graph.subjects(RDF.type, OWL.Class))
    used = set(graph.objects(None, RDFS.domain)) | set(graph.objects(None, RDFS.range))
    used |= set(graph.objects(None, RDFS.subClassOf))
    return [f"{node} is used as a class but not declared" for node in sorted(used - classes)
            if str(node).startswith(str(REL))]


def check_lexicon(graph, lexicon):
    kinds = [LEX.verb, LEX.event, LEX.idiom, LEX.role, LEX.adjective, LEX.participle, LEX.prefix]
    problems = []
    for subject, predicate, block in lexicon:
        if predicate in kinds:
            if (subject, RDF.type, OWL.ObjectProperty) not in graph and \
               (subject, RDF.type, OWL.DatatypeProperty) not in graph:
                problems.append(f"lexicon.ttl: {subject} is no property")
            if lexicon.value(block, LEX.pattern) is None or lexicon.value(block, LEX.words) is None:
                problems.append(f"lexicon.ttl: a block of {subject} lacks its pattern or words")
        elif predicate not in (LEX.pattern, LEX.words):
            problems.append(f"lexicon.ttl: {predicate} means nothing here")
    return problems


def main():
    folder, golden = map(pathlib.Path, sys.argv[1:3])
    graphs = {path.name: rdflib.Graph().parse(path) for path in sorted(folder.glob("**/*.ttl"))}
    ontology = graphs["relata.ttl"]
    problems = check_classes(ontology) + check_lexicon(ontology, graphs["lexicon.ttl"])
    for name in (golden / "relations.txt").read_text().split():
        problems += check_property(ontology, name)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for node in ontology.subjects(RDF.type, kind):
            problems += check_property(ontology, str(node)[len(str(REL)):])
    print("\n".join(problems) or f"{', '.join(graphs)}: in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
