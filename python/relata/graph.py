"""A graph on disk: SPARQL, evidence, diagrams, and its way into pandas, networkx and rdflib."""
from __future__ import annotations

import datetime
import decimal
import json
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .document import Document
from .native import MemoryOutput, check, data_path, error_of, ffi, lib, new_error, text_of

XSD = "http://www.w3.org/2001/XMLSchema#"
_SYNTAXES = {"turtle": lib.RELATA_TURTLE, "trig": lib.RELATA_TRIG, "ntriples": lib.RELATA_NTRIPLES,
             "nquads": lib.RELATA_NQUADS, "rdfxml": lib.RELATA_RDFXML, "jsonld": lib.RELATA_JSONLD}
_INTEGERS = {XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger",
                                     "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt",
                                     "unsignedLong", "unsignedShort", "unsignedByte")}


class IRI(str):
    """An IRI, so that it can be told from text."""

    __slots__ = ()

    @property
    def local(self) -> str:
        """Its last part: "Turkey"."""
        return self.replace("#", "/").rsplit("/", 1)[-1]


class Literal(str):
    """Text with a language or a datatype that Python has nothing for."""

    __slots__ = ("language", "datatype")

    def __new__(cls, text: str, language: str | None = None, datatype: str | None = None):
        made = super().__new__(cls, text)
        made.language, made.datatype = language, datatype
        return made


class Evidence(NamedTuple):
    """One sentence behind an edge; spans are characters of `quote`."""

    subject: str
    relation: str
    object: str
    quote: str
    article: str
    path: str
    date: str
    speaker: str | None
    negated: bool
    possible: bool
    confidence: float
    why: str
    subject_span: tuple[int, int]
    object_span: tuple[int, int]


class Rows(Sequence):
    """The answer to a SELECT: a sequence of dicts from variable to value; what is unbound is None."""

    def __init__(self, columns: list[str], rows: list[dict[str, Any]]):
        self.columns, self._rows = columns, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index):
        return self._rows[index]

    def to_pandas(self):
        """As a pandas.DataFrame, a column a variable."""
        import pandas
        return pandas.DataFrame(self._rows, columns=self.columns)

    def __repr__(self) -> str:
        return f"<Rows {', '.join(self.columns)}: {len(self)}>"

    def _repr_html_(self) -> str:
        from .display import table_html
        return table_html(self.columns, self._rows)


class Drawing:
    """A diagram; a notebook shows SVG and PNG by itself."""

    def __init__(self, data: bytes, format: str):
        self.data, self.format = data, format

    def save(self, path: str | os.PathLike) -> None:
        with open(path, "wb") as file:
            file.write(self.data)

    def _repr_svg_(self) -> str | None:
        return self.data.decode("utf-8") if self.format == "svg" else None

    def _repr_png_(self) -> bytes | None:
        return self.data if self.format == "png" else None

    def __repr__(self) -> str:
        return f"<Drawing {self.format}, {len(self.data)} bytes>"


class Graph:
    """A graph's folder, as `relata build` makes it.

    Open for reading unless `write` is given, which makes the folder where there is none. Closing is
    optional; `with` does it. Its methods may be called from several threads.
    """

    def __init__(self, path: str | os.PathLike, *, write: bool = False):
        self.path = os.fspath(path)
        self._lock = threading.RLock()
        place, error = ffi.new("struct relata_ontology **"), new_error()
        check(lib.relata_ontology_open(place, os.fsencode(data_path("relata.lexicon")), error), error)
        self._ontology = ffi.gc(place[0], lib.relata_ontology_close)
        graph, there = ffi.new("struct relata_graph **"), os.path.isdir(path)
        mode = lib.RELATA_GRAPH_READ if not write else lib.RELATA_GRAPH_WRITE if there else lib.RELATA_GRAPH_CREATE
        check(lib.relata_graph_open(graph, os.fsencode(path), mode, self._ontology, error), error)
        self._graph = ffi.gc(graph[0], lib.relata_graph_close)

    def close(self) -> None:
        """Gives up what was not committed and frees the folder for other writers."""
        if self._graph is not None:
            graph, self._graph = self._graph, None
            ffi.release(graph)

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, kind, value, traceback) -> None:
        self.close()

    @property
    def _c(self):
        if self._graph is None:
            raise ValueError(f"the graph {self.path} is closed")
        return self._graph

    # ------------------------------------------------------------- writing

    def add(self, document: Document) -> None:
        """Takes a document's facts in; an article of the same id is replaced. `commit` makes it last."""
        error = new_error()
        with self._lock:
            check(lib.relata_graph_add(self._c, document._c, error), error)

    def remove(self, article: str) -> None:
        data = article.encode()
        buffer, error = ffi.new("char[]", data), new_error()
        view = ffi.new("struct relata_str *", {"data": buffer, "len": len(data)})
        with self._lock:
            check(lib.relata_graph_remove(self._c, view[0], error), error)

    def commit(self) -> None:
        error = new_error()
        with self._lock:
            check(lib.relata_graph_commit(self._c, error), error)

    def build(self, paths, *, jobs: int | None = None, **options) -> int:
        """Reads files, folders and globs, adds what they say, and commits; how many documents."""
        from .pipeline import documents
        count = 0
        for document in documents(paths, jobs=jobs, **options):
            self.add(document)
            count += 1
        self.commit()
        return count

    # ------------------------------------------------------------- asking

    def query(self, sparql: str, *, seconds: float = 0.0):
        """SELECT gives Rows, ASK a bool, CONSTRUCT and DESCRIBE their triples as Turtle text.

        Prefixes such as id: and rel: are known without declaring them. `seconds` limits the time.
        """
        text, error, out = ffi.new("char[]", sparql.encode()), new_error(), MemoryOutput()
        options = ffi.new("struct relata_query_options *", {"results": lib.RELATA_RESULTS_JSON,
                                                            "syntax": lib.RELATA_TURTLE, "seconds": seconds})
        answer = ffi.new("struct relata_query_answer *")
        check(lib.relata_graph_run(self._c, text, options, out.handle, answer, error), error)
        if answer.form == lib.RELATA_QUERY_ASK:
            return bool(json.loads(out.text())["boolean"])
        if answer.form != lib.RELATA_QUERY_SELECT:
            return out.text()
        found = json.loads(out.text())
        columns = found["head"]["vars"]
        rows = [{name: _value(row[name]) if name in row else None for name in columns}
                for row in found["results"]["bindings"]]
        return Rows(columns, rows)

    def why(self, subject: str, relation: str | None = None, object: str | None = None) -> list[Evidence]:
        """Every sentence behind an edge; names are labels, local names or IRIs."""
        found: list[Evidence] = []

        @ffi.callback("relata_take_evidence")
        def take(_payload, evidence):
            found.append(_evidence(evidence))
            return lib.RELATA_OK

        names = [ffi.new("char[]", name.encode()) if name else ffi.NULL for name in (subject, relation, object)]
        count, error = ffi.new("size_t *"), new_error()
        with self._lock:
            check(lib.relata_graph_why(self._c, *names, take, ffi.NULL, count, error), error)
        return found

    def articles(self) -> list[dict[str, str]]:
        """id, path, url, title and date of every article."""
        found: list[dict[str, str]] = []

        @ffi.callback("relata_take_article")
        def take(_payload, article):
            found.append({name: text_of(getattr(article, name)) for name in ("id", "path", "url", "title", "date")})
            return lib.RELATA_OK

        error = new_error()
        with self._lock:
            check(lib.relata_graph_list(self._c, take, ffi.NULL, error), error)
        return found

    # ------------------------------------------------------------- seeing

    def draw(self, about: str | Iterable[str] | None = None, *, relation: str | Iterable[str] | None = None,
             depth: int = 0, limit: int = 0, format: str = "svg", theme: str = "light", title: str | None = None,
             timeline: bool = False) -> Drawing:
        """A diagram of the most telling things, or of the neighbourhood of `about`."""
        kept: list = []
        options = ffi.new("struct relata_draw_options *")
        options.selection.depth, options.selection.limit = depth, limit
        _names_into(options.selection.about, about, kept)
        _names_into(options.selection.relations, relation, kept)
        for name, value in (("format", format), ("theme", theme), ("title", title)):
            if value is not None:
                kept.append(ffi.new("char[]", value.encode()))
                setattr(options, name, kept[-1])
        options.timeline = timeline
        out, error = MemoryOutput(), new_error()
        with self._lock:
            check(lib.relata_graph_draw(self._c, options, out.handle, error), error)
        return Drawing(out.bytes(), format)

    # ------------------------------------------------------------- going elsewhere

    def export(self, format: str = "turtle") -> bytes:
        """The whole graph as turtle, trig, ntriples, nquads, rdfxml or jsonld."""
        if format not in _SYNTAXES:
            raise ValueError(f"format is one of {', '.join(_SYNTAXES)}, not {format!r}")
        options = ffi.new("struct relata_export_options *", {"syntax": _SYNTAXES[format]})
        out, error = MemoryOutput(), new_error()
        with self._lock:
            check(lib.relata_graph_export(self._c, options, out.handle, error), error)
        return out.bytes()

    def to_rdflib(self):
        """A copy as an rdflib.Dataset, each article a named graph."""
        import rdflib
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.export("nquads"), format="nquads")
        return dataset

    def to_networkx(self):
        """The ties between things as a networkx.MultiDiGraph.

        Nodes are IRIs with `label` and `type`; an edge a relation, its key the relation's local name,
        with `label`, `articles` (how many say it), `status`, `first`, `last` and `confidence`.
        """
        import networkx
        selection, place, error = ffi.new("struct relata_selection *"), ffi.new("struct relata_selected **"), new_error()
        with self._lock:
            check(lib.relata_graph_select(self._c, selection, place, error), error)
        selected = ffi.gc(place[0], lib.relata_selected_free)
        graph = networkx.MultiDiGraph()
        for node in selected.nodes[0:selected.node_count]:
            graph.add_node(text_of(node.iri), label=text_of(node.label), type=text_of(node.type))
        for edge in selected.edges[0:selected.edge_count]:
            ends = (text_of(selected.nodes[k].iri) for k in (getattr(edge, "from"), edge.to))
            status = ffi.string(lib.relata_tie_status_as_name(edge.status)).decode()
            graph.add_edge(*ends, key=IRI(text_of(edge.relation)).local, label=text_of(edge.label), status=status,
                           articles=edge.article_count, first=text_of(edge.first), last=text_of(edge.last),
                           confidence=edge.confidence)
        return graph

    def __repr__(self) -> str:
        return f"<Graph {self.path!r}>"


def _names_into(names, given, kept: list) -> None:
    """Fills a `struct relata_names`; `kept` holds its memory."""
    if given is None:
        return
    items = [given] if isinstance(given, str) else list(given)
    strings = [ffi.new("char[]", item.encode()) for item in items]
    array = ffi.new("const char *[]", strings)
    kept += [*strings, array]
    names.items, names.count = array, len(items)


def _value(term: dict[str, str]) -> Any:
    """A term of SPARQL's JSON results as a Python value."""
    text, kind = term["value"], term["type"]
    if kind == "uri":
        return IRI(text)
    if kind == "bnode":
        return IRI("_:" + text)
    datatype = term.get("datatype")
    if datatype is None or datatype == XSD + "string":
        return Literal(text, term["xml:lang"]) if "xml:lang" in term else text
    try:
        return _typed(text, datatype)
    except (ValueError, decimal.InvalidOperation):
        return Literal(text, None, datatype)


def _typed(text: str, datatype: str) -> Any:
    if datatype in _INTEGERS:
        return int(text)
    if datatype == XSD + "decimal":
        return decimal.Decimal(text)
    if datatype in (XSD + "double", XSD + "float"):
        return float(text)
    if datatype == XSD + "boolean":
        return text in ("true", "1")
    if datatype == XSD + "date":
        return datetime.date.fromisoformat(text)
    if datatype == XSD + "dateTime":
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return Literal(text, None, datatype)


def _evidence(c) -> Evidence:
    quote = ffi.buffer(c.quote.data, c.quote.len)[:] if c.quote.len else b""

    def span(begin: int, end: int) -> tuple[int, int]:
        return len(quote[:begin].decode("utf-8", "replace")), len(quote[:end].decode("utf-8", "replace"))

    return Evidence(text_of(c.subject), text_of(c.relation), text_of(c.object), quote.decode("utf-8", "replace"),
                    text_of(c.article), text_of(c.path), text_of(c.date), text_of(c.speaker) or None,
                    bool(c.negated), bool(c.possible), c.confidence, text_of(c.why),
                    span(c.subject_begin, c.subject_end), span(c.object_begin, c.object_end))
