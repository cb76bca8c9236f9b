"""The W3C's tests of the SPARQL 1.1 Protocol against a served graph: w3c.py RELATA SUITE_DIR

SUITE_DIR is the folder `protocol` of the W3C's SPARQL 1.1 tests, with its manifest.ttl.  Each test gets a graph of
its own with the data that it names; requests go out as they are written there, but for the host.
"""
import json
import os
import sys
import xml.etree.ElementTree as xml

import rdflib
from rdflib.collection import Collection

sys.path.insert(0, os.path.dirname(__file__))
from served import Scratch, Served, writing  # noqa: E402

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
RDFS = rdflib.RDFS


def load_data(manifest, test, folder, scratch):
    """The graph that a test begins with: N-Quads of the data that it names."""
    quads = []
    for data in manifest.objects(test, UT.graphData):
        name = manifest.value(data, RDFS.label)
        file = os.path.join(folder, os.path.basename(str(manifest.value(data, UT.graph))))
        with open(file) as lines:
            quads += [line.rstrip()[:-1] + f" <{name}> ." for line in lines if line.strip()]
    path = scratch.file("data.nq", "\n".join(quads) + "\n")
    return scratch.load("graph", path)


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


def run_request(server, manifest, request):
    headers = writing()
    if manifest.value(request, HT.headers):
        for header in Collection(manifest, manifest.value(request, HT.headers)):
            headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    body = manifest.value(request, HT.body)
    encoding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8") if body else None
    data = str(manifest.value(body, CNT.chars)).encode(encoding) if body else None
    status, got, text = server.ask(str(manifest.value(request, HT.methodName)),
                                   str(manifest.value(request, HT.absolutePath)), data, headers)
    response = manifest.value(request, HT.resp)
    classes = [str(c)[-3] for c in manifest.objects(response, MF.expectedStatus)]
    if str(status)[0] not in classes:
        return f"status {status}, not {classes}: {text[:200]!r}"
    kind = got.get("content-type", "")
    wanted = manifest.value(response, MF.expectedFormat)
    if wanted and not fits_format(kind, str(wanted)):
        return f"{kind} is not {wanted}"
    truth = manifest.value(response, MF.expectedBoolean)
    if truth is not None and boolean_of(kind, text) != truth.toPython():
        return f"not {truth}: {text[:200]!r}"
    return None


def main(relata, folder):
    manifest = rdflib.Graph()
    manifest.parse(os.path.join(folder, "manifest.ttl"), format="turtle")
    entries = next(manifest.objects(None, MF.entries))
    failed = total = 0
    for test in Collection(manifest, entries):
        total += 1
        connection = manifest.value(test, MF.action)
        with Scratch(relata) as scratch:
            graph = load_data(manifest, test, folder, scratch)
            with Served(relata, graph, "--write", "--dataset", "strict") as server:
                for request in Collection(manifest, manifest.value(connection, HT.requests)):
                    wrong = run_request(server, manifest, request)
                    if wrong:
                        failed += 1
                        print("FAIL", manifest.value(test, MF.name), "—", wrong)
                        break
    print(f"{total - failed} of {total}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
