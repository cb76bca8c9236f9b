"""Writes a graph in every syntax and reads each file back with rdflib, Raptor and Serd."""
import logging
import os
import subprocess
import sys

import rdflib

rdflib.NORMALIZE_LITERALS = False
# rdflib says on stderr that "at least 25" is no integer: it is meant to be none.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)

program, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
subprocess.run([program, folder], check=True)


def at(suffix):
    return os.path.join(folder, "graph." + suffix)


def term(node):
    """A term so that two readers' terms are equal when they are the same."""
    if isinstance(node, rdflib.Literal):
        datatype = str(node.datatype) if node.datatype else None
        if datatype == "http://www.w3.org/2001/XMLSchema#string":
            datatype = None
        return ("literal", str(node), datatype, node.language)
    return ("iri", str(node))


def quads(text, syntax):
    data = rdflib.ConjunctiveGraph()
    data.parse(data=text, format=syntax)
    return {
        (term(s), term(p), term(o), str(g.identifier if isinstance(g, rdflib.Graph) else g))
        for s, p, o, g in data.quads()
    }


def triples(text, syntax):
    data = rdflib.Graph()
    data.parse(data=text, format=syntax)
    return {tuple(map(term, triple)) for triple in data}


def read(suffix):
    with open(at(suffix), encoding="utf-8") as file:
        return file.read()


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")


failures = 0


def compare(what, found, expected):
    global failures
    if found == expected:
        print(f"{what}: {len(found)} the same")
        return
    failures += 1
    print(f"{what}: {len(found)} read, {len(expected)} expected")
    for sign, items in (("only read", found - expected), ("missing", expected - found)):
        for item in sorted(items, key=repr)[:5]:
            print(f"  {sign}: {item}")


all_quads = quads(read("nq"), "nquads")
union = {quad[:3] for quad in all_quads}
assert len(all_quads) > 200, "the graph is too small to show anything"

compare("N-Triples by rdflib", triples(read("nt"), "nt"), union)
compare("Turtle by rdflib", triples(read("ttl"), "turtle"), union)
compare("TriG by rdflib", quads(read("trig"), "trig"), all_quads)
compare("RDF/XML by rdflib", triples(read("rdf"), "xml"), union)
compare("JSON-LD by rdflib", quads(read("jsonld"), "json-ld"), all_quads)

for suffix, syntax in (("nt", "ntriples"), ("ttl", "turtle"), ("rdf", "rdfxml"), ("rj", "json")):
    lines = output_of("rapper", "-q", "-i", syntax, "-o", "ntriples", at(suffix))
    compare(f"graph.{suffix} by rapper", triples(lines, "nt"), union)
compare("graph.nq by rapper", quads(output_of("rapper", "-q", "-i", "nquads", "-o", "nquads", at("nq")), "nquads"),
        all_quads)

for suffix, syntax in (("nt", "ntriples"), ("ttl", "turtle")):
    compare(f"graph.{suffix} by serdi", triples(output_of("serdi", "-i", syntax, "-o", "ntriples", at(suffix)), "nt"),
            union)
for suffix, syntax in (("nq", "nquads"), ("trig", "trig")):
    compare(f"graph.{suffix} by serdi", quads(output_of("serdi", "-i", syntax, "-o", "nquads", at(suffix)), "nquads"),
            all_quads)

sys.exit(1 if failures else 0)
