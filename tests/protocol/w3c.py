"""The W3C's tests of the SPARQL 1.1 Protocol and Graph Store Protocol: w3c.py RELATA SUITE

SUITE is the W3C's folder of SPARQL 1.1 tests, with protocol/ and graph-store-protocol/.  Each test gets a server with a
graph of its own, holding the data that it names; requests go out as they are written there, but for host and path.
"""
import json
import os
import sys
import xml.etree.ElementTree as xml

import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic

sys.path.insert(0, os.path.dirname(__file__))
from served import Scratch, Served, writing  # noqa: E402

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
RDFS = rdflib.RDFS
NAMED_STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


def load_data(manifest, test, folder, scratch):
    """The graph that a test begins with: N-Quads of the data that it names."""
    quads = []
    for data in manifest.objects(test, UT.graphData):
        name = manifest.value(data, RDFS.label)
        file = os.path.join(folder, os.path.basename(str(manifest.value(data, UT.graph))))
        with open(file) as lines:
            quads += [line.rstrip()[:-1] + f" <{name}> ." for line in lines if line.strip()]
    return scratch.load("graph", scratch.file("data.nq", "\n".join(quads) + "\n"))


def boolean_of(kind, body):
    if "json" in kind:
        return json.loads(body)["boolean"]
    if "xml" in kind:
        return xml.fromstring(body).find(".//{*}boolean").text == "true"
    return body.strip() == b"true"


def fits_format(kind, wanted):
    kinds = {"boolean": ("sparql-results", "text/boolean"), "tabular": ("sparql-results", "csv", "tab-separated"),
             "RDF": ("turtle", "rdf+xml", "n-triples", "ld+json")}
    return any(part in kind for part in kinds[wanted])


def fits_status(status, wanted):
    """Of `StatusCode2xx` the class, of `Created` the code."""
    return any(str(status) == NAMED_STATUS.get(name, "") or (name.startswith("StatusCode") and name[10] == str(status)[0]) for name in wanted)


class Here:
    """What the tests call www.example and /gsp is somewhere else here."""

    def __init__(self, server):
        self.host = f"localhost:{server.port}"

    def text(self, text):
        quoted = self.host.replace(":", "%3A")
        return (text.replace("www.example%2Fgsp", quoted + "%2Frdf-graph-store").replace("www.example/gsp", self.host + "/rdf-graph-store"))

    def path(self, path):
        path = self.text(path)
        return "/rdf-graph-store" + path[4:] if path.startswith("/gsp") else path


def headers_of(manifest, message):
    listed = manifest.value(message, HT.headers)
    return {str(manifest.value(h, HT.fieldName)).lower(): str(manifest.value(h, HT.fieldValue))
            for h in (Collection(manifest, listed) if listed else [])}


def body_of(manifest, message, here):
    body = manifest.value(message, HT.body)
    if body is None:
        return None
    encoding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8")
    return here.text(str(manifest.value(body, CNT.chars))).encode(encoding)


def differs_from(manifest, response, here, kind, body):
    """Is what came another graph or boolean than was to come?"""
    wanted = manifest.value(response, MF.expectedFormat)
    if wanted and not fits_format(kind, str(wanted)):
        return f"{kind} is not {wanted}"
    truth = manifest.value(response, MF.expectedBoolean)
    if truth is not None and boolean_of(kind, body) != truth.toPython():
        return f"not {truth}: {body[:200]!r}"
    graph = body_of(manifest, response, here)
    if graph is not None and "turtle" in kind:
        one, other = (rdflib.Graph().parse(data=text.decode(), format="turtle") for text in (graph, body))
        if not isomorphic(one, other):
            return f"another graph: {body[:300]!r}"
    return None


def run_request(server, manifest, request, state):
    here = Here(server)
    path = here.path(str(manifest.value(request, HT.absolutePath)))
    if path == "$LOCATION$" or "$LOCATION$" in path:
        path = state["location"]
    headers = {**headers_of(manifest, request), **writing(), "Host": here.host}
    status, got, body = server.ask(str(manifest.value(request, HT.methodName)), path, body_of(manifest, request, here), headers)
    response = manifest.value(request, HT.resp)
    wanted = [str(c).rsplit("#", 1)[1] for c in manifest.objects(response, MF.expectedStatus)]
    if not fits_status(status, wanted):
        return f"status {status}, not {wanted}: {body[:200]!r}"
    if "location" in got:
        state["location"] = "/" + got["location"].split("/", 3)[3]
    return differs_from(manifest, response, here, got.get("content-type", ""), body)


def run_test(relata, manifest, test, folder):
    with Scratch(relata) as scratch:
        graph = load_data(manifest, test, folder, scratch)
        state = {}
        with Served(relata, graph, "--write", "--dataset", "strict") as server:
            for request in Collection(manifest, manifest.value(manifest.value(test, MF.action), HT.requests)):
                wrong = run_request(server, manifest, request, state)
                if wrong:
                    return wrong
    return None


def main(relata, suite):
    failed = total = 0
    for name in ("protocol/manifest.ttl", "graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl"):
        path = os.path.join(suite, name)
        manifest = rdflib.Graph().parse(path, format="turtle")
        tests = list(Collection(manifest, next(manifest.objects(None, MF.entries))))
        passed = 0
        for test in tests:
            wrong = run_test(relata, manifest, test, os.path.dirname(path))
            passed += not wrong
            if wrong:
                print("FAIL", manifest.value(test, MF.name), "—", wrong)
        print(f"{name}: {passed} of {len(tests)}")
        failed, total = failed + len(tests) - passed, total + len(tests)
    print(f"{total - failed} of {total}")
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
