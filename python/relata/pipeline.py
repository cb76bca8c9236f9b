"""Texts to documents and facts, several at a time, in the order in which they are read."""
from __future__ import annotations

import collections
import os
import threading
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .document import Document, Fact
from .native import check, data_path, error_of, ffi, lib, new_error

INPUTS = {
    "auto": lib.RELATA_INPUT_AUTO, "text": lib.RELATA_INPUT_TEXT, "markdown": lib.RELATA_INPUT_MARKDOWN,
    "html": lib.RELATA_INPUT_HTML, "json": lib.RELATA_INPUT_JSON, "jsonl": lib.RELATA_INPUT_JSONL,
    "feed": lib.RELATA_INPUT_FEED, "pdf": lib.RELATA_INPUT_PDF, "lines": lib.RELATA_INPUT_LINES,
    "conllu": lib.RELATA_INPUT_CONLLU,
}


class Reader:
    """The weights and the ontology, opened once and shared by all threads.

    >>> reader = Reader()
    >>> [str(fact) for fact in reader.read("Turkey backs the rebels.").facts]
    ['Turkey – backs – rebels']
    """

    def __init__(self, model: str | os.PathLike | None = None, lexicon: str | os.PathLike | None = None,
                 ontologies: Iterable[str | os.PathLike] = (), only: bool = False,
                 min_confidence: float | None = None):
        """`ontologies` are OWL or RDFS files of your own; with `only` just their facts are kept.

        Mapped facts are as sure as `min_confidence`, from 0 to 1, or more; None is what measured best.
        """
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence is a number from 0 to 1, not {min_confidence}")
        self.model = self._open("struct relata_model *", lib.relata_model_open, lib.relata_model_close,
                                model or data_path("relata.model"))
        self.ontology = self._open("struct relata_ontology *", lib.relata_ontology_open, lib.relata_ontology_close,
                                   lexicon or data_path("relata.lexicon"))
        paths = [os.fsencode(path) for path in ontologies]
        if paths:
            self.ontology = self._extended(paths, only)
        if min_confidence is not None:
            lib.relata_ontology_set_least_confidence(self.ontology, min_confidence)

    @staticmethod
    def _open(kind, opener, closer, path):
        place, error = ffi.new(kind + "*"), new_error()
        check(opener(place, os.fsencode(path), error), error)
        return ffi.gc(place[0], closer)

    def _extended(self, paths, only):
        strings = [ffi.new("char[]", path) for path in paths]
        array = ffi.new("const char *[]", strings)
        extension = ffi.new("struct relata_extension *",
                            {"paths": array, "path_count": len(paths), "parse": lib.relata_parse_rdf, "only": only})
        place, error = ffi.new("struct relata_ontology **"), new_error()
        check(lib.relata_ontology_extend(place, self.ontology, extension, error), error)
        return ffi.gc(place[0], lib.relata_ontology_close)

    def read(self, text: str | bytes, *, name: str = "text", input: str = "text", reasons: bool = False) -> Document:
        """One text from memory. `input` is "text", "html", "markdown", "json" …"""
        data = text.encode("utf-8") if isinstance(text, str) else text
        options = ffi.new("struct relata_read_options *", {"input": INPUTS[input]})
        buffer, error = ffi.from_buffer(data), new_error()
        place = ffi.new("struct relata_document **")
        view = ffi.new("struct relata_str *", {"data": ffi.cast("const char *", buffer), "len": len(data)})
        check(lib.relata_read_memory(place, view[0], name.encode(), options, error), error)
        return self._worked(place[0], input, reasons)

    def documents(self, paths: str | os.PathLike | Iterable[str | os.PathLike], *, jobs: int | None = None,
                  input: str = "auto", fields: dict[str, str] | None = None, reasons: bool = False,
                  on_error=None) -> Iterator[Document]:
        """Every document of files, folders and globs, in the order of reading whatever `jobs` is.

        An input that cannot be read is passed over: `on_error` gets the exception, else a warning says so.
        """
        source = _Source(paths, input, fields, on_error)
        jobs = jobs or os.cpu_count() or 1
        if jobs == 1:
            for handle in source:
                yield self._worked(handle, input, reasons)
            return
        waiting: collections.deque = collections.deque()
        with ThreadPoolExecutor(jobs) as pool:
            try:
                for handle in source:
                    waiting.append(pool.submit(self._worked, handle, input, reasons))
                    if len(waiting) > 2 * jobs:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def extract(self, paths, **options) -> Iterator[Fact]:
        """Every fact of files, folders and globs; options as for `documents`."""
        for document in self.documents(paths, **options):
            yield from document.facts

    def _worked(self, handle, input: str, reasons: bool) -> Document:
        """All steps of one document."""
        owned = ffi.gc(handle, lib.relata_document_free)
        error = new_error()
        if not handle.token_count:
            split = lib.relata_split_lines if input == "lines" else lib.relata_split
            check(split(handle, error), error)
        check(lib.relata_analyse(handle, self.model, error), error)
        check(lib.relata_find_clauses(handle, error), error)
        check(lib.relata_link_mentions(handle, self.ontology, error), error)
        handle.keep_reasons = reasons
        check(lib.relata_find_facts(handle, self.ontology, self.model, error), error)
        return Document(owned, (self.model, self.ontology))


class _Source:
    """A `struct relata_reader` as an iterator of raw documents."""

    def __init__(self, paths, input, fields, on_error):
        if isinstance(paths, (str, bytes, os.PathLike)):
            paths = [paths]
        self._paths = [ffi.new("char[]", os.fsencode(path)) for path in paths]
        self._array = ffi.new("const char *[]", self._paths)
        self._fields = [ffi.new("char[]", f"{key}={value}".encode()) for key, value in (fields or {}).items()]
        options = {"input": INPUTS[input]}
        if self._fields:
            self._field_array = ffi.new("const char *[]", self._fields + [ffi.NULL])
            options["fields"] = self._field_array
        self._options = ffi.new("struct relata_read_options *", options)
        self._warn = ffi.callback("relata_warn", self._note)
        self._on_error = on_error
        place, error = ffi.new("struct relata_reader **"), new_error()
        check(lib.relata_reader_new(place, self._array, len(self._paths), self._options, self._warn, ffi.NULL, error),
              error)
        self._reader = ffi.gc(place[0], lib.relata_reader_free)

    def _note(self, _payload, error):
        found = error_of(error)
        if self._on_error:
            self._on_error(found)
        else:
            warnings.warn(str(found), RuntimeWarning, stacklevel=4)

    def __iter__(self):
        place, error = ffi.new("struct relata_document **"), new_error()
        while True:
            check(lib.relata_reader_next(self._reader, place, error), error)
            if not place[0]:
                return
            yield place[0]


_shared: Reader | None = None
_shared_lock = threading.Lock()


def shared_reader() -> Reader:
    """The reader with the package's own weights and ontology, opened at its first use."""
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = Reader()
        return _shared


def read(text: str | bytes, **options) -> Document:
    """Reads one text.

    >>> document = read("Russia supports Assad, but Turkey backs the rebels.")
    >>> [fact.triple for fact in document.facts]
    [('Russia', 'backs', 'Assad'), ('Turkey', 'backs', 'rebels')]
    """
    return shared_reader().read(text, **options)


def documents(paths, **options) -> Iterator[Document]:
    """Reads files, folders and globs; see `Reader.documents`."""
    return shared_reader().documents(paths, **options)


def extract(paths, **options) -> Iterator[Fact]:
    """Every fact of files, folders and globs: `for fact in relata.extract("articles/", jobs=2): …`"""
    return shared_reader().extract(paths, **options)
