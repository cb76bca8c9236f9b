"""Writes a graph in every format of networks and reads each file back with networkx and csv.

What must come back is reckoned by rdflib from the N-Quads of the same graph: the things that claims and
statements join, and each relation between two of them.
"""
import csv
import json
import logging
import os
import subprocess
import sys

import rdflib

try:
    import networkx
except ImportError:
    print("skipped: there is no networkx (Debian: python3-networkx)")
    sys.exit(77)

logging.getLogger("rdflib").setLevel(logging.CRITICAL)
program, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
subprocess.run([program, folder], check=True)

REL = rdflib.Namespace("https://w3id.org/relata/ontology#")
DESCRIBING = tuple(str(space) for space in (rdflib.RDF, rdflib.RDFS, rdflib.OWL, rdflib.SKOS, rdflib.DCTERMS)) + (
    "http://www.w3.org/ns/prov#", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")


def at(name):
    return os.path.join(folder, name)


def expected_edges():
    data = rdflib.ConjunctiveGraph()
    data.parse(at("graph.nq"), format="nquads")
    claims = set(data.subjects(rdflib.RDF.type, REL.Claim))
    ties = {tuple(data.value(claim, member) for member in (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object))
            for claim in claims}
    records = claims | set(data.subjects(rdflib.RDF.type, REL.Merge))
    ties |= {(s, p, o) for s, p, o in data if s not in records and not str(p).startswith(DESCRIBING)}
    return {(str(s), str(p), str(o)) for s, p, o in ties
            if isinstance(s, rdflib.URIRef) and isinstance(o, rdflib.URIRef) and s != o}


def of_networkx(graph):
    return set(graph.nodes), sorted((source, data["relation"], target) for source, target, data in graph.edges(data=True))


def of_tables(nodes, edges, columns):
    with open(at(nodes), encoding="utf-8", newline="") as file:
        names = {row[columns[0]] for row in csv.DictReader(file)}
    with open(at(edges), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return names, sorted(tuple(row[column] for column in columns[1:]) for row in rows)


edges = sorted(expected_edges())
nodes = {edge[0] for edge in edges} | {edge[2] for edge in edges}
assert len(edges) > 8, "the graph is too small to show anything"
failures = 0


def compare(what, found):
    global failures
    same = found == (nodes, edges)
    failures += not same
    print(f"{what}: {len(found[0])} nodes, {len(found[1])} edges" + ("" if same else
          f"; expected {len(nodes)} and {len(edges)}: {sorted(found[0] ^ nodes)[:5]} {sorted(set(found[1]) ^ set(edges))[:5]}"))


# networkx knows GEXF up to 1.2, whose elements 1.3 keeps: it is given the older name.
with open(at("graph.gexf"), encoding="utf-8") as file, open(at("older.gexf"), "w", encoding="utf-8") as older:
    older.write(file.read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"))
gexf = networkx.read_gexf(at("older.gexf"))
compare("GEXF by networkx", of_networkx(gexf))
graphml = networkx.read_graphml(at("graph.graphml"), force_multigraph=True)
compare("GraphML by networkx", of_networkx(graphml))
with open(at("graph.cytoscape"), encoding="utf-8") as file:
    cytoscape = networkx.cytoscape_graph(json.load(file))
compare("Cytoscape JSON by networkx", of_networkx(cytoscape))
compare("CSV by Python", of_tables("graph.csv-nodes", "graph.csv-edges", ("id", "source", "relation", "target")))
compare("Neo4j's CSV by Python", of_tables("graph.neo4j-nodes", "graph.neo4j-edges",
                                           ("iri:ID", ":START_ID", "relation:string", ":END_ID")))

# What is said of a tie, and when, comes through as well.
backs = next(data for _, _, data in gexf.edges(data=True) if data["relation"] == str(REL.backs))
assert backs["said"] == 2 and backs["status"] == "stated" and "Qamar" in backs["quote"], backs
assert ("2019-01-01", "2019-12-31") in [tuple(spell) for spell in backs["spells"]], backs
odd = next(data for _, data in graphml.nodes(data=True) if data["label"].startswith("O'Neil"))
assert odd["label"] == "O'Neil & Sons (Oriel) <plc>" and isinstance(odd["importance"], float), odd
assert any(data["status"] == "negated" for _, _, data in cytoscape.edges(data=True))
with open(at("graph.csv-edges"), encoding="utf-8", newline="") as file:
    assert any("\n" in row["quote"] and row["source"].endswith("The_crew") for row in csv.DictReader(file))
with open(at("graph.neo4j-edges"), encoding="utf-8", newline="") as file:
    lines = file.read().splitlines()
assert len(lines) == len(edges) + 1, "neo4j-admin reads a line a row"

sys.exit(1 if failures else 0)
