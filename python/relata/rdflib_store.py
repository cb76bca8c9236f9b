"""rdflib over a graph on disk: `rdflib.Dataset(store="relata")`, opened with the graph's folder.

Reading only: whatever rdflib asks for is asked of the graph as SPARQL, nothing is copied.

    >>> import rdflib
    >>> graph = rdflib.Dataset(store="relata", default_union=True)
    >>> graph.open("graph/")                                        # doctest: +SKIP
"""
from __future__ import annotations

import json

from rdflib import BNode, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph as RDFGraph
from rdflib.store import NO_STORE, VALID_STORE, Store

from .graph import Graph
from .native import MemoryOutput, check, ffi, lib, new_error, text_of


class RelataStore(Store):
    """A read-only, context-aware store of rdflib."""

    context_aware = True
    graph_aware = True
    formula_aware = False
    transaction_aware = False

    def __init__(self, configuration=None, identifier=None):
        self._graph: Graph | None = None
        self._prefixes: dict[str, URIRef] = {}
        super().__init__(configuration, identifier)

    def open(self, configuration, create: bool = False):
        """Opens the folder of a graph; it must be there."""
        if create:
            raise ValueError("relata's store only reads: make the graph with `relata build` or relata.Graph(write=True)")
        self._graph = Graph(str(configuration))
        count = ffi.new("size_t *")
        prefixes = lib.relata_graph_prefixes(self._graph._c, count)
        for k in range(count[0]):
            self._prefixes[ffi.string(prefixes[k].name).decode()] = URIRef(text_of(prefixes[k].iri))
        return VALID_STORE if self._graph else NO_STORE

    def close(self, commit_pending_transaction: bool = False) -> None:
        if self._graph is not None:
            self._graph.close()
            self._graph = None

    def triples(self, triple_pattern, context=None):
        """Matches of a pattern, each with the graphs that it is in."""
        subject, predicate, object_ = triple_pattern
        if isinstance(subject, Literal) or isinstance(predicate, (Literal, BNode)):
            return
        terms = [_term(term) or f"?{name}" for term, name in zip(triple_pattern, "spo")]
        if isinstance(subject, BNode) or isinstance(object_, BNode):
            terms = [f"?{n}" if isinstance(t, BNode) else text for t, n, text in zip(triple_pattern, "spo", terms)]
        name = _context_name(context)
        pattern = " ".join(terms)
        where = f"{{ {pattern} }}" if name is None else f"{{ GRAPH <{name}> {{ {pattern} }} }}"
        wanted = [n for n, text in zip("spo", terms) if text.startswith("?")]
        head = " ".join(f"?{n}" for n in wanted) or "(1 AS ?there)"
        for row in self._rows(f"SELECT {head} WHERE {where}"):
            found = tuple(_read(row[n]) if n in wanted else term for n, term in zip("spo", triple_pattern))
            if all(not isinstance(term, BNode) or term == got for term, got in zip(triple_pattern, found)):
                yield found, iter((context,))

    def __len__(self, context=None) -> int:
        name = _context_name(context)
        where = "{ ?s ?p ?o }" if name is None else f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        return int(self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {where}")[0]["n"]["value"])

    def contexts(self, triple=None):
        pattern = "?s ?p ?o" if triple is None or triple == (None, None, None) else \
            " ".join(_term(term) or f"?{name}" for term, name in zip(triple, "spo"))
        for row in self._rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {pattern} }} }}"):
            yield RDFGraph(store=self, identifier=_read(row["g"]))

    def add(self, triple, context=None, quoted: bool = False) -> None:
        raise TypeError("relata's store only reads; use relata.Graph(write=True) or `relata update`")

    def remove(self, triple, context=None) -> None:
        raise TypeError("relata's store only reads; use relata.Graph(write=True) or `relata update`")

    def bind(self, prefix, namespace, override: bool = True) -> None:
        self._prefixes[prefix] = URIRef(namespace)

    def prefix(self, namespace):
        return next((name for name, iri in self._prefixes.items() if iri == URIRef(namespace)), None)

    def namespace(self, prefix):
        return self._prefixes.get(prefix)

    def namespaces(self):
        yield from list(self._prefixes.items())

    def _rows(self, sparql: str) -> list[dict]:
        if self._graph is None:
            raise ValueError("open the store with the folder of a graph first")
        out, error = MemoryOutput(), new_error()
        options = ffi.new("struct relata_query_options *", {"results": lib.RELATA_RESULTS_JSON})
        text = ffi.new("char[]", sparql.encode())
        check(lib.relata_graph_run(self._graph._c, text, options, out.handle, ffi.NULL, error), error)
        return json.loads(out.text())["results"]["bindings"]


def _context_name(context):
    """The IRI of a named graph; None for the union of all."""
    if context is None:
        return None
    name = getattr(context, "identifier", context)
    return None if isinstance(name, BNode) or name == DATASET_DEFAULT_GRAPH_ID else str(name)


def _term(term) -> str | None:
    """A bound term as SPARQL writes it."""
    return None if term is None else term.n3()


def _read(found: dict[str, str]):
    """A term of SPARQL's JSON results."""
    if found["type"] == "uri":
        return URIRef(found["value"])
    if found["type"] == "bnode":
        return BNode(found["value"])
    language = found.get("xml:lang")
    return Literal(found["value"], lang=language, datatype=None if language else found.get("datatype"))
