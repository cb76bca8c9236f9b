"""Graphs: SPARQL's values, evidence, diagrams, and the same counts in other libraries."""
import datetime

import pytest

import relata

TIES = """SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o .
          FILTER(STRSTARTS(STR(?s), STR(id:)) && STRSTARTS(STR(?p), "https://w3id.org/relata/"))
          FILTER(isIRI(?o) && STRSTARTS(STR(?o), STR(id:))) }"""


def test_rows(graph):
    rows = graph.query("SELECT ?s ?label WHERE { ?s rdfs:label ?label } ORDER BY ?label LIMIT 3")
    assert rows.columns == ["s", "label"] and len(rows) == 3
    assert isinstance(rows[0]["s"], relata.IRI) and rows[0]["label"]


def test_values_have_python_types(graph):
    row = graph.query('''SELECT (1 AS ?int) (1.5 AS ?decimal) (1e0 AS ?double) (true AS ?bool) ("x"@en AS ?text)
                         ("2018-09-07"^^xsd:date AS ?date) ?none WHERE { }''')[0]
    assert row["int"] == 1 and str(row["decimal"]) == "1.5" and row["double"] == 1.0 and row["bool"] is True
    assert row["text"] == "x" and row["text"].language == "en" and row["date"] == datetime.date(2018, 9, 7)
    assert row["none"] is None


def test_ask_and_construct(graph):
    assert graph.query("ASK { id:Turkey ?p ?o }") is True
    assert graph.query("ASK { id:Nowhere_at_all ?p ?o }") is False
    assert "id:Turkey" in graph.query("CONSTRUCT { id:Turkey ?p ?o } WHERE { id:Turkey ?p ?o }")


def test_errors_have_line_and_column(graph):
    with pytest.raises(relata.BadInput) as caught:
        graph.query("SELECT ?s WHERE {\n ?s ?p }")
    assert caught.value.line == 2


def test_a_time_limit(graph):
    with pytest.raises(relata.LimitReached):
        graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }",
                    seconds=0.05)


def test_why(graph):
    found = graph.why("Turkey")
    assert found
    for evidence in found:
        assert evidence.quote
        if evidence.subject_span[0] != evidence.subject_span[1]:
            assert evidence.quote[slice(*evidence.subject_span)].strip()
    with pytest.raises(relata.NotFound):
        graph.why("Nobody of that name")


def test_drawing(graph):
    drawing = graph.draw("Turkey")
    assert drawing.data.startswith(b"<") and "Turkey" in drawing._repr_svg_()
    assert graph.draw("Turkey", format="png").data.startswith(b"\x89PNG")


def test_pandas(graph):
    pytest.importorskip("pandas")
    frame = graph.query("SELECT ?s ?p WHERE { ?s ?p ?o } LIMIT 5").to_pandas()
    assert list(frame.columns) == ["s", "p"] and len(frame) == 5


def test_networkx_has_what_sparql_counts(graph):
    pytest.importorskip("networkx")
    network = graph.to_networkx()
    select = {(row["s"], row["p"].local, row["o"]) for row in graph.query(TIES)}
    edges = {(a, key, b) for a, b, key in network.edges(keys=True)}
    stated = {edge for edge in edges if network.edges[edge[0], edge[2], edge[1]]["status"] == "stated"}
    backward = {(b, key, a) for a, key, b in select}  # a symmetric tie comes once
    assert stated and stated <= select | backward
    assert select <= edges | {(b, key, a) for a, key, b in edges}
    assert network.number_of_nodes() == len({end for edge in network.edges() for end in edge})
    assert all(network.nodes[node]["label"] for node in network)


def test_rdflib_copy(graph):
    pytest.importorskip("rdflib")
    dataset = graph.to_rdflib()
    assert len(dataset) == graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"]


def test_rdflib_store(graph_folder, graph):
    rdflib = pytest.importorskip("rdflib")
    from relata.rdflib_store import RelataStore
    dataset = rdflib.Dataset(store=RelataStore(), default_union=True)
    dataset.open(str(graph_folder))
    query = "SELECT ?s ?o WHERE { ?s <https://w3id.org/relata/ontology#backs> ?o }"
    theirs = {(str(row.s), str(row.o)) for row in dataset.query(query)}
    ours = {(row["s"], row["o"]) for row in graph.query(query)}
    assert theirs == ours and ours
    assert len(dataset.store) == graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"]
    with pytest.raises(TypeError):
        dataset.add((rdflib.URIRef("a:a"), rdflib.URIRef("a:b"), rdflib.URIRef("a:c")))
    dataset.close()


def test_articles_come_and_go(tmp_path):
    with relata.Graph(tmp_path / "g", write=True) as graph:
        graph.add(relata.read("Turkey backs the rebels.", name="one.txt"))
        graph.add(relata.read("Russia backs Assad.", name="two.txt"))
        graph.commit()
        assert [article["id"] for article in graph.articles()] == ["one.txt", "two.txt"]
        before = graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"]
        graph.remove("two.txt")
        graph.commit()
        assert graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"] < before
        assert graph.query("ASK { id:Turkey rel:backs ?o }")
    with pytest.raises(ValueError, match="closed"):
        graph.query("ASK { }")


def test_a_graph_that_is_not_there(tmp_path):
    with pytest.raises(relata.RelataError):
        relata.Graph(tmp_path / "none")


def test_export(graph):
    assert graph.export("ntriples").count(b"\n") > 10
    with pytest.raises(ValueError, match="turtle"):
        graph.export("docx")
