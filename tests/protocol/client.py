"""What foreign clients get from a served graph: client.py RELATA ARTICLES_DIR

SPARQL 1.1 Protocol, Graph Store Protocol and what is around them, by the standards' own words.  Clients are rdflib's
SPARQLStore and SPARQLWrapper (left out with a word where they are not installed) and http.client.
"""
import csv
import gzip
import io
import json
import os
import sys
import urllib.parse

import rdflib

sys.path.insert(0, os.path.dirname(__file__))
from served import Scratch, Served, query, run_all, writing  # noqa: E402

BACKS = "SELECT ?who ?whom { ?who rel:backs ?whom } ORDER BY ?who ?whom"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


def rows(server):
    return len(json.loads(server.get(query(BACKS))[2])["results"]["bindings"])


# ------------------------------------------------------------------ queries

def formats_of_results(server):
    seen = set()
    for accept, kind in [("application/sparql-results+json", "application/sparql-results+json"),
                         ("application/json", "application/sparql-results+json"),
                         ("application/sparql-results+xml", "application/sparql-results+xml"),
                         ("text/csv", "text/csv"), ("text/tab-separated-values", "text/tab-separated-values"),
                         ("text/*;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
                         ("application/x-unknown, */*;q=0.1", "application/sparql-results+json"),
                         ("TEXT/CSV;q=1.0, application/sparql-results+json;q=0.999", "text/csv"),
                         (None, "application/sparql-results+json")]:
        status, headers, body = server.get(query(BACKS), **({"Accept": accept} if accept else {}))
        assert status == 200 and headers["content-type"].split(";")[0] == kind, (accept, status, headers)
        assert "accept" in headers["vary"].lower()
        seen.add(len(rdflib.query.Result.parse(io.BytesIO(body), format=None, content_type=kind)))
    assert len(seen) == 1 and seen.pop() > 3, seen


def formats_of_graphs(server):
    text = "CONSTRUCT { ?s rel:backs ?o } WHERE { ?s rel:backs ?o }"
    sizes = set()
    for kind, name in [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"),
                       ("application/ld+json", "json-ld"), ("application/trig", "trig"), ("application/n-quads", "nquads")]:
        status, headers, body = server.get(query(text), Accept=kind)
        assert status == 200 and headers["content-type"].split(";")[0] == kind, (kind, status, body)
        graph = rdflib.ConjunctiveGraph()
        graph.parse(data=body.decode(), format=name)
        sizes.add(len(graph))
    assert len(sizes) == 1, sizes
    status, headers, body = server.get(query("DESCRIBE id:Turkey"))
    assert status == 200 and headers["content-type"].startswith("text/turtle") and b"Turkey" in body


def ask_in_all_formats(server):
    assert json.loads(server.get(query("ASK { ?s rel:backs ?o }"))[2])["boolean"] is True
    assert b"<boolean>false</boolean>" in server.get(query("ASK { ?s rel:no_such_thing ?o }"), Accept="application/xml")[2]


def not_acceptable(server):
    assert server.get(query(BACKS), Accept="image/png")[0] == 406
    assert server.get(query(BACKS), Accept="text/turtle")[0] == 406
    assert server.get(query("DESCRIBE id:Turkey"), Accept="text/csv")[0] == 406
    assert server.get(query(BACKS), Accept="text/csv;q=0, text/turtle")[0] == 406


def three_ways_to_ask(server):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/csv"}
    direct = {"Content-Type": "application/sparql-query; charset=UTF-8", "Accept": "text/csv"}
    first = server.get(query(BACKS), Accept="text/csv")[2]
    assert server.ask("POST", "/sparql", urllib.parse.urlencode({"query": BACKS}), form)[2] == first
    assert server.ask("POST", "/sparql", BACKS, direct)[2] == first
    status, headers, body = server.ask("HEAD", query(BACKS), headers={"Accept": "text/csv"})
    assert status == 200 and body == b"" and int(headers["content-length"]) == len(first)


def wrong_queries_tell_their_place(server):
    status, headers, body = server.get(query("SELECT * {\n  ?s ?p }"))
    assert status == 400 and body.startswith(b"2:"), body
    assert server.get(query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"))[0] == 400
    status, headers, body = server.ask("POST", "/api/query", "SELEKT", {"Content-Type": "application/sparql-query"})
    error = json.loads(body)["error"]
    assert status == 400 and error["line"] == 1 and error["column"] == 1 and error["message"], body


def wrong_requests(server):
    sparql = {"Content-Type": "application/sparql-query"}
    assert server.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D")[0] == 400
    assert server.get("/sparql?update=CLEAR%20ALL")[0] == 400
    assert server.get("/sparql?query=%zz")[0] == 400
    assert server.get("/sparql?query=%ff")[0] == 400
    assert server.ask("POST", "/sparql", "ASK{}", {"Content-Type": "text/plain"})[0] == 415
    assert server.ask("POST", "/sparql", "ASK{}")[0] == 415
    assert server.ask("POST", "/sparql", "ASK{}".encode("utf-16"), dict(sparql))[0] == 400
    assert server.ask("POST", "/sparql", "ASK{}".encode("utf-16"),
                      {"Content-Type": "application/sparql-query; charset=utf-16"})[0] == 415
    assert server.ask("POST", "/sparql", "", {"Content-Type": "application/x-www-form-urlencoded"})[0] == 400
    status, headers, _ = server.ask("DELETE", "/sparql")
    assert status == 405 and "GET" in headers["allow"] and "POST" in headers["allow"]
    status, headers, _ = server.ask("OPTIONS", "/sparql")
    assert status == 204 and "POST" in headers["allow"]
    assert server.get("/api/nonsense")[0] == 404
    assert server.get("/api/search?q=x&colour=red")[0] == 400
    assert server.get("/api/graph?limit=0")[0] == 400 and server.get("/api/graph?status=maybe")[0] == 400


def data_set_of_the_protocol(server):
    article = json.loads(server.get("/api/articles")[2])["articles"][0]["iri"]
    inside = json.loads(server.get(query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"default-graph-uri": article}))[2])
    named = json.loads(server.get(query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": article}))[2])
    count = [int(r["results"]["bindings"][0]["n"]["value"]) for r in (inside, named)]
    everything = json.loads(server.get(query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))[2])
    assert 0 < count[0] == count[1] < int(everything["results"]["bindings"][0]["n"]["value"]), count
    other = query("ASK { ?s ?p ?o }", **{"default-graph-uri": "http://example.org/no-such-graph"})
    assert json.loads(server.get(other)[2])["boolean"] is False


# ------------------------------------------------------------------ clients of others

def sparql_store_of_rdflib(server):
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    graph = rdflib.Graph(SPARQLStore(server.address + "/sparql"))
    found = list(graph.query("SELECT ?o WHERE { <https://w3id.org/relata/id/Turkey> <https://w3id.org/relata/ontology#backs> ?o }"))
    assert found and all(isinstance(row[0], rdflib.URIRef) for row in found)
    assert next(graph.triples((rdflib.URIRef("https://w3id.org/relata/id/Turkey"), None, None)))


def update_store_of_rdflib(server):
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
    store = SPARQLUpdateStore(server.address + "/sparql", server.address + "/sparql", headers=writing())
    graph = rdflib.Graph(store, identifier=rdflib.URIRef("http://example.org/rdflib"))
    triple = (rdflib.URIRef("http://example.org/a"), rdflib.RDFS.label, rdflib.Literal("ä “quoted” \\ label\n", lang="de"))
    graph.add(triple)
    assert list(graph.triples((None, rdflib.RDFS.label, None))) == [triple]
    graph.remove(triple)
    assert not list(graph.triples((None, None, None)))


def sparql_wrapper(server):
    try:
        import SPARQLWrapper
    except ImportError:
        print("     SPARQLWrapper is not installed: left out")
        return
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        for kind in (SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV):
            wrapper = SPARQLWrapper.SPARQLWrapper(server.address + "/sparql")
            wrapper.setQuery("PREFIX rel: <https://w3id.org/relata/ontology#> " + BACKS)
            wrapper.setMethod(method)
            wrapper.setReturnFormat(kind)
            answer = wrapper.query().convert()
            if kind == SPARQLWrapper.JSON:
                assert len(answer["results"]["bindings"]) > 3
    wrapper = SPARQLWrapper.SPARQLWrapper(server.address + "/sparql")
    wrapper.setQuery("PREFIX id: <https://w3id.org/relata/id/> DESCRIBE id:Turkey")
    wrapper.setReturnFormat(SPARQLWrapper.TURTLE)
    assert b"Turkey" in wrapper.query().convert()


# ------------------------------------------------------------------ updates

def updates(server):
    before = rows(server)
    sparql = writing(Content_Type="application/sparql-update")
    add = "INSERT DATA { GRAPH <http://example.org/u> { id:Nobody rel:backs id:Nothing } }"
    assert server.ask("POST", "/sparql", add, {"Content-Type": "application/sparql-update"})[0] == 401
    wrong = {"Content-Type": "application/sparql-update", "Authorization": "Bearer a-token-for-the-tests-0123456788"}
    status, headers, _ = server.ask("POST", "/sparql", add, wrong)
    assert status == 401 and "invalid_token" in headers["www-authenticate"]
    assert rows(server) == before
    status, _, body = server.ask("POST", "/sparql", add, sparql)
    assert status == 200 and json.loads(body)["inserted"] == 1, body
    assert rows(server) == before + 1
    form = urllib.parse.urlencode({"update": add.replace("INSERT", "DELETE")})
    assert server.ask("POST", "/sparql", form, writing(Content_Type="application/x-www-form-urlencoded"))[0] == 200
    assert rows(server) == before
    both = urllib.parse.urlencode({"update": "CLEAR ALL", "query": "ASK {}"})
    assert server.ask("POST", "/sparql", both, writing(Content_Type="application/x-www-form-urlencoded"))[0] == 400
    using = "INSERT { GRAPH <http://example.org/x> { ?s ?p ?o } } USING <http://example.org/y> WHERE { ?s ?p ?o }"
    assert server.ask("POST", "/sparql?using-graph-uri=http://example.org/u", using, sparql)[0] == 400
    status, _, body = server.ask("POST", "/sparql", "LOAD <file:///etc/passwd>", sparql)
    assert status == 400, body
    assert server.ask("POST", "/sparql", "INSERT DATA { oops", sparql)[0] == 400


# ------------------------------------------------------------------ graph store

TRIPLES = "<http://example.org/a> <http://example.org/p> \"one\", \"two\" .\n"


def graph_store_indirect(server):
    here = "/rdf-graph-store?graph=" + urllib.parse.quote("http://example.org/g", safe="")
    turtle = writing(Content_Type="text/turtle")
    assert server.get(here)[0] == 404
    assert server.ask("PUT", here, TRIPLES, {"Content-Type": "text/turtle"})[0] == 401
    assert server.ask("PUT", here, TRIPLES, turtle)[0] == 201
    status, headers, body = server.get(here, Accept="application/n-triples")
    assert status == 200 and body.count(b"\n") == 2, body
    assert server.ask("HEAD", here)[0] == 200
    assert server.ask("POST", here, "<http://example.org/a> <http://example.org/p> 3 .", turtle)[0] == 204
    graph = rdflib.Graph().parse(data=server.get(here)[2].decode(), format="turtle")
    assert len(graph) == 3
    xml = rdflib.Graph().parse(data=TRIPLES, format="turtle").serialize(format="xml")
    assert server.ask("PUT", here, xml, writing(Content_Type="application/rdf+xml"))[0] == 204
    assert len(rdflib.Graph().parse(data=server.get(here)[2].decode(), format="turtle")) == 2
    assert server.ask("PUT", here, "not turtle", turtle)[0] == 400
    assert server.ask("PUT", here, TRIPLES, writing(Content_Type="image/png"))[0] == 415
    assert len(rdflib.Graph().parse(data=server.get(here)[2].decode(), format="turtle")) == 2
    assert server.ask("DELETE", here)[0] == 401
    assert server.ask("DELETE", here, headers=writing())[0] == 204
    assert server.ask("DELETE", here, headers=writing())[0] == 404
    assert server.get(here)[0] == 404


def graph_store_direct(server):
    turtle = writing(Content_Type="text/turtle")
    assert server.ask("PUT", "/rdf-graph-store/people/1.ttl", TRIPLES, turtle)[0] == 201
    assert server.get("/rdf-graph-store/people/1.ttl")[0] == 200
    name = urllib.parse.quote(server.address + "/rdf-graph-store/people/1.ttl", safe="")
    assert server.get("/rdf-graph-store?graph=" + name)[0] == 200
    assert server.ask("DELETE", "/rdf-graph-store/people/1.ttl", headers=writing())[0] == 204
    status, headers, _ = server.ask("POST", "/rdf-graph-store", TRIPLES, turtle)
    assert status == 201 and headers["location"].startswith(server.address + "/rdf-graph-store/")
    assert server.get(urllib.parse.urlsplit(headers["location"]).path)[0] == 200
    assert server.ask("DELETE", urllib.parse.urlsplit(headers["location"]).path, headers=writing())[0] == 204


def graph_store_in_parts(server):
    """Parts in several syntaxes are one graph; blank nodes of each are its own."""
    parts = [("text/turtle", "_:x <http://example.org/p> 1 ."), ("application/n-triples", "_:x <http://example.org/p> <http://example.org/o> .")]
    body = "".join(f"--cut\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--cut--\r\n"
    here = "/rdf-graph-store?graph=http://example.org/parts"
    send = writing(Content_Type="multipart/form-data; boundary=cut")
    assert server.ask("PUT", here, body, send)[0] == 201
    graph = rdflib.Graph().parse(data=server.get(here)[2].decode(), format="turtle")
    assert len(graph) == 2 and len(set(graph.subjects())) == 2
    assert server.ask("PUT", here, body.replace("--cut--", ""), send)[0] == 400
    assert server.ask("PUT", here, body, writing(Content_Type="multipart/form-data"))[0] == 400
    assert server.ask("DELETE", here, headers=writing())[0] == 204


def graph_store_default_and_wrong(server):
    turtle = writing(Content_Type="text/turtle")
    assert server.get("/rdf-graph-store")[0] == 400
    assert server.get("/rdf-graph-store?graph=relative")[0] == 400
    assert server.get("/rdf-graph-store?graph=http://a/&default")[0] == 400
    assert server.get("/rdf-graph-store?graph=" + urllib.parse.quote("http://a/> } DROP ALL #"))[0] == 400
    assert server.ask("POST", "/rdf-graph-store?default", "_:x <http://example.org/p> _:y .", turtle)[0] == 204
    body = server.get("/rdf-graph-store?default", Accept="application/n-triples")[2]
    assert b"<http://example.org/p> _:" in body


# ------------------------------------------------------------------ descriptions

def service_description(server):
    graph = rdflib.Graph().parse(data=server.get("/sparql")[2].decode(), format="turtle")
    service = graph.value(None, rdflib.RDF.type, SD.Service)
    assert str(graph.value(service, SD.endpoint)) == server.address + "/sparql"
    assert SD.SPARQL11Query in set(graph.objects(service, SD.supportedLanguage))
    assert graph.value(graph.value(service, SD.defaultDataset), SD.defaultGraph) is not None
    status, headers, _ = server.get("/sparql", Accept="text/html,*/*;q=0.1")
    assert status == 303 and headers["location"].startswith("/#")


def description_of_the_data(server):
    graph = rdflib.Graph().parse(data=server.get("/.well-known/void")[2].decode(), format="turtle")
    data = graph.value(None, rdflib.RDF.type, VOID.Dataset)
    assert int(graph.value(data, VOID.triples)) > 100 and graph.value(data, VOID.sparqlEndpoint)
    counted = {graph.value(p, VOID.property): int(graph.value(p, VOID.triples)) for p in graph.objects(data, VOID.propertyPartition)}
    assert counted[rdflib.URIRef("https://w3id.org/relata/ontology#backs")] >= 3


def entities_at_their_path(server):
    graph = rdflib.Graph().parse(data=server.get("/id/Turkey")[2].decode(), format="turtle")
    assert (rdflib.URIRef("https://w3id.org/relata/id/Turkey"), None, None) in graph
    status, headers, _ = server.get("/id/Turkey", Accept="text/html")
    assert status == 200 and headers["content-type"].startswith("text/html")
    assert server.get("/id/Turkey?format=ntriples")[1]["content-type"].startswith("application/n-triples")
    assert server.get("/id/Nobody_at_all")[0] == 404


# ------------------------------------------------------------------ the API

def api_tells_of_the_graph(server):
    info = json.loads(server.get("/api/info")[2])
    assert info["counts"]["articles"] >= 9 and info["relations"] and info["types"] and info["statuses"][0] == "stated"
    found = json.loads(server.get("/api/search?q=turk")[2])["results"]
    assert found[0]["id"] == "https://w3id.org/relata/id/Turkey", found[:2]
    graph = json.loads(server.get("/api/graph?limit=20")[2])
    ids = {node["id"] for node in graph["nodes"]}
    assert 15 <= len(ids) <= 20 and all(e["source"] in ids and e["target"] in ids for e in graph["edges"])  # one without an edge to the others is not drawn
    entity = json.loads(server.get("/api/entity?id=id:Turkey")[2])
    assert entity["label"] == "Turkey" and entity["out"] and entity["articles"] and entity["page"] == "/id/Turkey"
    assert json.loads(server.get("/api/entity?id=id:Nobody_at_all")[2])["error"]["message"]


def evidence_leads_into_the_text(server):
    answer = json.loads(server.get("/api/evidence?s=id:Turkey&p=rel:backs")[2])
    assert answer["total"] == len(answer["evidence"]) > 0
    for evidence in answer["evidence"]:
        article = json.loads(server.get("/api/article?id=" + urllib.parse.quote(evidence["article"]["id"]))[2])
        text, place = article["text"], evidence["text"]
        assert text[place["first"]:place["last"]] == evidence["quote"]
        for span in evidence["spans"]:
            assert evidence["quote"][span["begin"]:span["end"]].strip()
        assert evidence["spans"], evidence
        facts = {fact["claim"]: fact for fact in article["facts_list"]}
        assert facts[evidence["claim"]]["begin"] == place["begin"]


def articles_come_and_go(server):
    listed = json.loads(server.get("/api/articles?sort=facts&limit=2")[2])
    assert listed["total"] >= 9 and len(listed["articles"]) == 2
    least = json.loads(server.get("/api/articles?sort=facts&limit=1&offset=8")[2])["articles"][0]["id"]
    send = writing(Content_Type="application/json")
    body = json.dumps({"ids": [least, "no such article"]})
    assert server.ask("POST", "/api/articles/remove", body, send)[0] == 404
    assert json.loads(server.get("/api/articles")[2])["total"] == listed["total"]
    assert server.ask("POST", "/api/articles/remove", json.dumps({"ids": [least]}))[0] == 401
    status, _, answer = server.ask("POST", "/api/articles/remove", json.dumps({"ids": [least]}), send)
    assert status == 200 and json.loads(answer)["removed"] == 1, answer
    assert json.loads(server.get("/api/articles")[2])["total"] == listed["total"] - 1


def merges_are_made_and_undone(server):
    send = writing(Content_Type="application/json")
    body = json.dumps({"keep": "https://w3id.org/relata/id/Turkey", "merge": "https://w3id.org/relata/id/Russia"})
    status, _, answer = server.ask("POST", "/api/entities/same", body, send)
    assert status == 200, answer
    things = json.loads(answer)["things"]
    assert len(things) == 1, things
    entity = json.loads(server.get("/api/entity?id=" + urllib.parse.quote(things[0]["id"]))[2])
    assert {"Russia", "Turkey"} <= {n["name"] for n in entity["names"]}, entity["names"]
    merge = next(m for m in entity["merges"] if m["source"] == "user")
    status, _, answer = server.ask("POST", "/api/entities/split", json.dumps({"merge": merge["id"]}), send)
    assert status == 200, answer
    for name in ("Russia", "Turkey"):
        assert json.loads(server.get("/api/entity?id=id:" + name)[2])["label"] == name


def pictures_and_files(server):
    assert server.get("/api/draw?about=id:Turkey&format=svg")[2].lstrip().startswith(b"<?xml")
    assert server.get("/api/draw?about=id:Turkey&format=png")[2].startswith(b"\x89PNG")
    assert server.get("/api/draw?format=gif")[0] == 400
    status, headers, body = server.get("/api/export?format=turtle")
    assert status == 200 and "attachment" in headers["content-disposition"]
    rdflib.Graph().parse(data=body.decode(), format="turtle")
    assert list(csv.DictReader(io.StringIO(server.get("/api/export?format=csv-edges")[2].decode())))
    assert server.get("/api/export?format=nonsense")[0] == 400


# ------------------------------------------------------------------ HTTP itself

def unchanged_answers_are_304(server):
    for target in (query(BACKS), "/api/info", "/.well-known/void"):
        status, headers, body = server.get(target)
        tag = headers["etag"]
        assert server.get(target, If_None_Match=tag)[0] == 304
        assert server.get(target, If_None_Match='"other", ' + tag)[0] == 304
        assert server.get(target, If_None_Match='"other"')[0] == 200
    assert "etag" not in server.get(query("SELECT (NOW() AS ?n) {}"))[1]
    assert server.get(query(BACKS), Accept="text/csv")[1]["etag"] != server.get(query(BACKS))[1]["etag"]


def gzip_where_it_is_taken(server):
    plain = server.get(query(BACKS))
    packed = server.get(query(BACKS), Accept_Encoding="gzip")
    assert "content-encoding" not in plain[1] and packed[1]["content-encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2] and len(packed[2]) < len(plain[2])
    assert "content-encoding" not in server.get(query(BACKS), Accept_Encoding="gzip;q=0, br")[1]


def headers_that_protect(server):
    headers = server.get("/")[1]
    assert "default-src 'self'" in headers["content-security-policy"] and headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] and "access-control-allow-origin" not in headers


def main(relata, articles):
    reading = [formats_of_results, formats_of_graphs, ask_in_all_formats, not_acceptable, three_ways_to_ask,
               wrong_queries_tell_their_place, wrong_requests, data_set_of_the_protocol, sparql_store_of_rdflib,
               sparql_wrapper, service_description, description_of_the_data, entities_at_their_path,
               api_tells_of_the_graph, evidence_leads_into_the_text, pictures_and_files, unchanged_answers_are_304,
               gzip_where_it_is_taken, headers_that_protect]
    changing = [update_store_of_rdflib, updates, graph_store_indirect, graph_store_direct, graph_store_in_parts, graph_store_default_and_wrong,
                articles_come_and_go, merges_are_made_and_undone]
    with Scratch(relata) as scratch:
        graph = scratch.build("graph", articles)
        with Served(relata, graph, "--write", "--time-limit", "20") as server:
            run_all(reading + changing, server)


if __name__ == "__main__":
    main(*sys.argv[1:])
