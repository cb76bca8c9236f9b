"""Runs the W3C's tests of SPARQL and of RDF syntaxes by their manifests.

    run.py PROGRAMS --suite SUITE [--results xml] [--verbose] [NAME…]

PROGRAMS is the folder with sparql_run, update_run and rdf_run.  SUITE holds sparql10/ and
sparql11/ as published at w3c.github.io/rdf-tests and rdf11/ with rdf-turtle and its
neighbours; it may be a tar file of them.  Prints one line a folder and every test that fails;
exit status 1 when one fails that `known.txt` does not list, 77 when Python lacks rdflib.
"""
import argparse
import collections
import io
import json
import logging
import os
import re
import subprocess
import sys
import tarfile
import tempfile

try:
    import rdflib
except ImportError:
    print("skipped: python3 has no rdflib (Debian: python3-rdflib)")
    sys.exit(77)
from rdflib.namespace import RDF, XSD
from rdflib.plugins.sparql.results.rdfresults import RDFResult

rdflib.NORMALIZE_LITERALS = False
logging.getLogger("rdflib").setLevel(logging.CRITICAL)

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
# What needs other servers, or reasons beyond what is stated, is left out.
LEFT_OUT = "entailment graph-store-protocol http-rdf-update protocol service service-description".split()
SYNTAXES = {"Turtle": "turtle", "Trig": "trig", "NTriples": "ntriples", "NQuads": "nquads"}
NUMBERS = {str(XSD[name]) for name in "integer decimal double float int long short byte".split()}

parser = argparse.ArgumentParser()
parser.add_argument("programs")
parser.add_argument("--suite", required=True)
parser.add_argument("--results", choices=["json", "xml"], default="json", help="how solutions are asked for")
parser.add_argument("--verbose", action="store_true")
parser.add_argument("names", nargs="*")
options = parser.parse_intermixed_args()


# ------------------------------------------------------------------ terms and answers

def term(node):
    """Numbers by their value, everything else as it is."""
    if node is None:
        return None
    if isinstance(node, rdflib.BNode):
        return ("blank", str(node))
    if isinstance(node, rdflib.Literal):
        datatype = str(node.datatype) if node.datatype else None
        if datatype == str(XSD.string):
            datatype = None
        text = str(node)
        if datatype in NUMBERS:
            try:
                value = float(text)
                return ("number", "%.9g" % value, datatype)
            except ValueError:
                pass
        return ("literal", text, datatype, node.language.lower() if node.language else None)
    return ("iri", str(node))


def json_term(value):
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return term(rdflib.URIRef(text))
    if kind == "bnode":
        return term(rdflib.BNode(text))
    datatype = value.get("datatype")
    return term(rdflib.Literal(text, lang=value.get("xml:lang"), datatype=rdflib.URIRef(datatype) if datatype else None))


def same_rows(mine, theirs, ordered):
    """Multisets of rows, equal but for the names of blank nodes."""
    if len(mine) != len(theirs):
        return False
    if ordered:
        renamed, back = {}, {}
        return all(match(a, b, renamed, back) for a, b in zip(mine, theirs))
    return assign(list(mine), list(theirs), {}, {}, [200000])


def match(a, b, renamed, back):
    if a.keys() != b.keys():
        return False
    for name, x in a.items():
        y = b[name]
        if x[0] == "blank" and y[0] == "blank":
            if renamed.setdefault(x[1], y[1]) != y[1] or back.setdefault(y[1], x[1]) != x[1]:
                return False
        elif x != y:
            return False
    return True


def shape(row):
    return tuple(sorted((name, "blank" if value[0] == "blank" else value) for name, value in row.items()))


def assign(mine, theirs, renamed, back, budget):
    if not mine:
        return True
    row, wanted = mine[0], shape(mine[0])
    for i, other in enumerate(theirs):
        if shape(other) != wanted:
            continue
        budget[0] -= 1
        if budget[0] < 0:
            return False
        new_renamed, new_back = dict(renamed), dict(back)
        if match(row, other, new_renamed, new_back) and assign(mine[1:], theirs[:i] + theirs[i + 1:], new_renamed,
                                                               new_back, budget):
            return True
        if not any(value[0] == "blank" for value in row.values()):
            return False
    return False


# ------------------------------------------------------------------ files

def path_of(iri):
    return str(iri)[len("file://"):]


def read_graph(path, iri):
    data = rdflib.Graph()
    kind = "xml" if path.endswith((".rdf", ".owl")) else "nt" if path.endswith(".nt") else "turtle"
    data.parse(path, format=kind, publicID=iri)
    return data


def n3(node):
    if isinstance(node, rdflib.Literal):
        text = str(node).translate({0x5c: "\\\\", 0x22: '\\"', 0x0a: "\\n", 0x0d: "\\r"})
        if node.language:
            return f'"{text}"@{node.language}'
        return f'"{text}"^^<{node.datatype}>' if node.datatype else f'"{text}"'
    if isinstance(node, rdflib.BNode):
        return "_:" + re.sub(r"\W", "", "b" + str(node))
    return f"<{node}>"


def write_data(file, graphs):
    for path, name in graphs:
        iri = name or "file://" + path
        for triple in read_graph(path, iri):
            file.write(" ".join(map(n3, triple)) + (f" <{name}>" if name else "") + " .\n")


def expected_rows(path):
    """(rows, ordered) or a boolean."""
    if path.endswith((".ttl", ".rdf")):
        graph = read_graph(path, "file://" + path)
        if (None, RDF.type, RS.ResultSet) not in graph:
            return None
        result = RDFResult(graph)
        ordered = (None, RS.index, None) in graph
        if result.type == "ASK":
            return result.askAnswer
        if ordered:
            solutions = sorted(graph.subjects(RS.index, None), key=lambda s: int(graph.value(s, RS.index)))
            rows = [{str(graph.value(b, RS.variable)): term(graph.value(b, RS.value))
                     for b in graph.objects(s, RS.binding)} for s in solutions]
            return rows, True
        return [{str(k): term(v) for k, v in row.items()} for row in result.bindings], False
    kind = "json" if path.endswith(".srj") else "xml"
    with open(path, "rb") as file:
        result = rdflib.query.Result.parse(io.BytesIO(file.read()), format=kind)
    if result.type == "ASK":
        return result.askAnswer
    return [{str(k): term(v) for k, v in row.items() if v is not None} for row in result.bindings], False


# ------------------------------------------------------------------ running

def run_program(program, *arguments):
    return subprocess.run([os.path.join(options.programs, program), *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)


def run(data, query_path, kind="json"):
    return run_program("sparql_run", data, query_path, "file://" + query_path, kind)


def check_syntax(query_path, positive):
    answer = run("/dev/null", query_path)
    if positive:
        refused = answer.returncode == 4 and b"SERVICE" in answer.stderr  # read, but no other server is asked
        return None if answer.returncode == 0 or refused else answer.stderr.decode()
    return None if answer.returncode == 3 else f"accepted ({answer.returncode})"


def check_text(answer, path):
    with open(path, encoding="utf-8", newline="") as file:
        theirs = file.read().splitlines()
    mine = answer.splitlines()
    if mine[:1] != theirs[:1] or len(mine) != len(theirs):
        return f"{mine[:3]} is not {theirs[:3]}"

    def loose(line):
        line = re.sub(r'"([-+.\deE]+)"\^\^<[^>]*>', r"\1", line)
        return re.sub(r"\t([-+.\deE]+)", lambda number: "\t" + number[1].lower(), re.sub(r"_:\w+", "_:b", line))
    return None if sorted(map(loose, mine)) == sorted(map(loose, theirs)) else f"{mine[:4]} is not {theirs[:4]}"


def found_rows(text):
    """Rows, or a boolean."""
    if options.results == "xml":
        result = rdflib.query.Result.parse(io.BytesIO(text.encode()), format="xml")
        if result.type == "ASK":
            return result.askAnswer
        return [{str(k): term(v) for k, v in row.items() if v is not None} for row in result.bindings]
    found = json.loads(text)
    if "boolean" in found:
        return found["boolean"]
    return [{name: json_term(value) for name, value in row.items()} for row in found["results"]["bindings"]]


def check_answer(answer, path):
    if answer.returncode != 0:
        return answer.stderr.decode().strip()
    expected = expected_rows(path) if not path.endswith((".csv", ".tsv")) else None
    text = answer.stdout.decode()
    if path.endswith((".csv", ".tsv")):
        return check_text(text, path)
    if expected is None:
        mine = rdflib.Graph().parse(data=text, format="nt")
        theirs = read_graph(path, "file://" + path)
        rows = [[{str(i): term(x) for i, x in enumerate(t)} for t in graph] for graph in (mine, theirs)]
        return None if same_rows(rows[0], rows[1], False) else f"another graph: {len(mine)}, not {len(theirs)} triples"
    rows = found_rows(text)
    if isinstance(expected, bool):
        return None if rows is expected else f"{text}"
    if same_rows(rows, expected[0], expected[1]):
        return None
    return f"{len(rows)} rows, not {len(expected[0])}: {rows[:3]} … {expected[0][:3]}"


def check_evaluation(manifest, action, result):
    query = path_of(manifest.value(action, QT.query))
    graphs = [(path_of(data), None) for data in manifest.objects(action, QT.data)]
    for data in manifest.objects(action, QT.graphData):
        graphs.append((path_of(data), str(data)))
    with open(query, encoding="utf-8") as file:
        text = file.read()
    named = re.findall(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", text, re.I)
    for name in named:  # a dataset that the query itself names
        iri = rdflib.URIRef(name, base="file://" + query) if ":" not in name else name
        path = os.path.join(os.path.dirname(query), os.path.basename(str(iri)))
        graphs.append((path, "file://" + path if ":" not in name else name))
    with tempfile.NamedTemporaryFile("w", suffix=".nq", encoding="utf-8") as data:
        write_data(data, graphs)
        data.flush()
        kind = "csv" if str(result).endswith(".csv") else "tsv" if str(result).endswith(".tsv") else options.results
        return check_answer(run(data.name, query, kind), path_of(result))


# ------------------------------------------------------------------ updates

def dataset_of(manifest, node):
    """Files and the names of their graphs, of an action or a result."""
    graphs = [(path_of(data), None) for data in manifest.objects(node, UT.data)]
    for data in manifest.objects(node, UT.graphData):
        graphs.append((path_of(manifest.value(data, UT.graph)), str(manifest.value(data, rdflib.RDFS.label))))
    return graphs


def quads_of(graphs):
    rows = []
    for number, (path, name) in enumerate(graphs):
        for triple in read_graph(path, "file://" + path):
            row = {str(i): term(x) for i, x in enumerate(triple)}
            row = {k: (v[0], f"{number}{v[1]}") if v[0] == "blank" else v for k, v in row.items()}
            row["3"] = ("iri", name or "")
            rows.append(row)
    return rows


TERM = re.compile(r'\s*(?:<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)')
ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def unescaped(text):
    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))",
                  lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else ESCAPES.get(m[3], m[3]), text, flags=re.S)


def parsed_term(match):
    iri, blank, text, language, datatype = match.groups()
    if iri is not None:
        return ("iri", unescaped(iri))
    if blank is not None:
        return ("blank", blank)
    return term(rdflib.Literal(unescaped(text), lang=language, datatype=rdflib.URIRef(datatype) if datatype else None))


def parsed_quads(text):
    """N-Quads read with more patience for labels of blank nodes than rdflib has."""
    rows = []
    for line in text.split("\n"):
        terms, at = [], 0
        while match := TERM.match(line, at):
            terms.append(parsed_term(match))
            at = match.end()
        if terms:
            rows.append({str(i): x for i, x in enumerate((terms + [("iri", "")])[:4])})
    return rows


def check_update(manifest, action, result):
    request = path_of(manifest.value(action, UT.request))
    with tempfile.NamedTemporaryFile("w", suffix=".nq", encoding="utf-8") as data:
        write_data(data, dataset_of(manifest, action))
        data.flush()
        answer = run_program("update_run", data.name, request, "file://" + request)
    if answer.returncode != 0:
        return answer.stderr.decode()
    mine, theirs = parsed_quads(answer.stdout.decode()), quads_of(dataset_of(manifest, result))
    return None if same_rows(mine, theirs, False) else f"{len(mine)} quads, not {len(theirs)}: {mine[:3]} … {theirs[:3]}"


def check_update_syntax(path, positive):
    answer = run_program("update_run", "--syntax", path, "file://" + path)
    if positive:
        refused = answer.returncode == 4 and b"SERVICE" in answer.stderr  # read, but no other server is asked
        return None if answer.returncode == 0 or refused else answer.stderr.decode()
    return None if answer.returncode == 3 else f"accepted ({answer.returncode})"


def check_request(path, positive):
    return check_update_syntax(path, positive) if path.endswith(".ru") else check_syntax(path, positive)


# ------------------------------------------------------------------ RDF syntaxes

def check_rdf(manifest, name, action, result, base):
    kind, wanted = re.match(r"Test(Turtle|Trig|NTriples|NQuads)(\w+)", name).groups()
    path = path_of(action)
    answer = run_program("rdf_run", path, SYNTAXES[kind], base + os.path.basename(path))
    if wanted.startswith("Negative"):
        return None if answer.returncode == 3 else f"accepted ({answer.returncode})"
    if answer.returncode != 0:
        return answer.stderr.decode()
    if wanted == "PositiveSyntax":
        return None
    with open(path_of(result), encoding="utf-8") as file:
        mine, theirs = parsed_quads(answer.stdout.decode()), parsed_quads(file.read())
    return None if same_rows(mine, theirs, False) else f"{len(mine)} quads, not {len(theirs)}: {mine[:3]} … {theirs[:3]}"


def check(manifest, test, base):
    types = set(manifest.objects(test, RDF.type))
    action, result = manifest.value(test, MF.action), manifest.value(test, MF.result)
    names = {str(kind).split("#")[-1] for kind in types}
    if names & {"PositiveSyntaxTest", "PositiveSyntaxTest11"}:
        return check_request(path_of(action), True)
    if names & {"NegativeSyntaxTest", "NegativeSyntaxTest11"}:
        return check_request(path_of(action), False)
    if names & {"QueryEvaluationTest", "CSVResultFormatTest"}:
        return check_evaluation(manifest, action, result)
    if names & {"UpdateEvaluationTest"}:
        return check_update(manifest, action, result)
    if names & {"PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"}:
        return check_update_syntax(path_of(action), "PositiveUpdateSyntaxTest11" in names)
    for name in names:
        if name.startswith(("TestTurtle", "TestTrig", "TestNTriples", "TestNQuads")):
            return check_rdf(manifest, name, action, result, base)
    return "skipped"


def manifests(suite):
    for part in ("sparql10", "sparql11", "rdf11"):
        for folder in sorted(os.listdir(os.path.join(suite, part))):
            path = os.path.join(suite, part, folder, "manifest.ttl")
            if os.path.exists(path) and folder not in LEFT_OUT:
                yield part + "/" + folder, path


def known_failures():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "known.txt")
    with open(path, encoding="utf-8") as file:
        return {line.split()[0] for line in file if line.strip() and not line.startswith("#")}


def test_base(manifest, folder):
    """What relative IRIs of RDF tests are resolved against."""
    stated = manifest.value(None, MF.assumedTestBase)
    found = next(manifest.objects(None, MF.assumedTestBase), None) if stated is None else stated
    if found is not None:
        return str(found)
    return {"rdf-turtle": "http://www.w3.org/2013/TurtleTests/",
            "rdf-trig": "http://www.w3.org/2013/TrigTests/"}.get(folder.split("/")[-1], "http://example/base/")


def run_folder(folder, path, known):
    manifest = rdflib.Graph().parse(path, format="turtle", publicID="file://" + path)
    head = next(manifest.subjects(RDF.type, MF.Manifest))
    tests = list(manifest.items(manifest.value(head, MF.entries)))
    base = test_base(manifest, folder)
    count = collections.Counter()
    for test in tests:
        name = folder + "/" + str(manifest.value(test, MF.name)).replace(" ", "_")
        try:
            problem = check(manifest, test, base)
        except Exception as error:  # a test that cannot be read counts as failed, and says why
            problem = f"{type(error).__name__}: {error}"
        if problem == "skipped":
            count["skipped"] += 1
        elif problem is None:
            count["passed"] += 1
        else:
            count["failed"] += 1
            count["unexpected"] += name not in known
            words = problem.strip()[:400 if options.verbose else 160]
            print(f"  {'known' if name in known else 'FAILED'} {name}: {words}")
    print(f"{folder}: {count['passed']} of {count['passed'] + count['failed']}")
    return count


def run_suite(suite):
    known, total = known_failures(), collections.Counter()
    for folder, path in manifests(os.path.abspath(suite)):
        if not options.names or any(name in folder for name in options.names):
            total.update(run_folder(folder, path, known))
    print(f"all: {total['passed']} of {total['passed'] + total['failed']} pass, {total['skipped']} of other kinds left out")
    return 1 if total["unexpected"] or not total["passed"] else 0


if os.path.isdir(options.suite):
    sys.exit(run_suite(options.suite))
with tempfile.TemporaryDirectory() as unpacked:
    with tarfile.open(options.suite) as packed:
        packed.extractall(unpacked)
    status = run_suite(unpacked)
sys.exit(status)
