#!/usr/bin/env python3
"""The graph of the sample corpus against ontology/shapes.ttl.

    shapes.py RELATA SOURCE_DIR

Ends with 77 (skipped) where pyshacl is not installed.  A graph from which one
quotation was taken must fail, or the shapes look at nothing.
"""
import pathlib
import subprocess
import sys
import tempfile

try:
    import pyshacl
    import rdflib
except ImportError:
    sys.exit(77)

ANCHOR = rdflib.URIRef("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf")
CLAIM = rdflib.URIRef("https://w3id.org/relata/ontology#Claim")


def conforms(graph, source):
    shapes = rdflib.Graph().parse(source / "ontology" / "shapes.ttl")
    words = rdflib.Graph().parse(source / "ontology" / "relata.ttl")
    return pyshacl.validate(graph, shacl_graph=shapes, ont_graph=words)[::2]


def main():
    relata, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([relata, "build", "-q", source / "tests/corpus/articles", "-o", f"{folder}/g"], check=True)
        turtle = subprocess.run([relata, "export", f"{folder}/g"], check=True, capture_output=True, text=True).stdout
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    fine, report = conforms(graph, source)
    if not fine:
        print(report)
        return 1
    claim = next(graph.subjects(rdflib.RDF.type, CLAIM))
    graph.remove((claim, ANCHOR, None))
    if conforms(graph, source)[0]:
        print("a claim without its quotation passes")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
