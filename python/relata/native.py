"""The C library: its declarations, where it and its data lie, strings and errors.

Everything else in this package goes through `lib`; cffi releases the interpreter's lock
while a call of C runs.
"""
from __future__ import annotations

import os
from pathlib import Path

import cffi

PACKAGE = Path(__file__).parent
NONE = 0xFFFFFFFF  # no token, mention, clause …

ffi = cffi.FFI()
ffi.cdef((PACKAGE / "declarations.h").read_text(encoding="utf-8"))


def _library_path() -> str:
    given = os.environ.get("RELATA_LIBRARY")
    if given:
        return given
    found = sorted((PACKAGE / "lib").glob("librelata.so.*"))
    if not found:
        raise ImportError(f"relata: no librelata.so in {PACKAGE / 'lib'}; install the package again")
    return str(found[0])


lib = ffi.dlopen(_library_path())


class RelataError(Exception):
    """What went wrong; `path`, `line` and `column` say where, as far as that is known."""

    def __init__(self, message: str, path: str | None = None, line: int | None = None, column: int | None = None):
        place = ":".join(str(part) for part in (path, line, column) if part)
        super().__init__(f"{place}: {message}" if place else message)
        self.message, self.path, self.line, self.column = message, path, line, column


class NotFound(RelataError, LookupError):
    """No such article, entity or edge."""


class BadInput(RelataError, ValueError):
    """A text, RDF file, query or ontology that is wrong."""


class BadModel(RelataError):
    """Weights or lexicon that are damaged or of another version."""


class InputOutputError(RelataError, OSError):
    """Reading or writing failed."""


class LimitReached(RelataError):
    """A limit of time, memory, size or rows."""


class Busy(RelataError):
    """Another process is writing this graph."""


_KINDS = {
    lib.RELATA_NOT_FOUND: NotFound,
    lib.RELATA_BAD_USAGE: BadInput,
    lib.RELATA_BAD_INPUT: BadInput,
    lib.RELATA_BAD_MODEL: BadModel,
    lib.RELATA_IO: InputOutputError,
    lib.RELATA_LIMIT: LimitReached,
    lib.RELATA_BUSY: Busy,
}


def new_error():
    """A `struct relata_error` for a call to fill."""
    return ffi.new("struct relata_error *")


def error_of(error) -> RelataError:
    """The exception that a filled `struct relata_error` stands for."""
    kind = _KINDS.get(error.status, RelataError)
    message = ffi.string(error.message).decode("utf-8", "replace")
    message = message or ffi.string(lib.relata_status_as_words(error.status)).decode()
    path = ffi.string(error.path).decode("utf-8", "replace")
    return kind(message, path or None, error.line or None, error.column or None)


def check(status: int, error) -> None:
    """Raises what a call failed with."""
    if status != lib.RELATA_OK:
        error.status = status
        raise error_of(error)


def text_of(view) -> str:
    """A `struct relata_str` as a string."""
    return ffi.buffer(view.data, view.len)[:].decode("utf-8", "replace") if view.len else ""


def data_path(name: str) -> str:
    """Where the weights or the lexicon lie: $RELATA_DATA, or beside this file."""
    folder = os.environ.get("RELATA_DATA") or PACKAGE / "share" / "relata"
    return str(Path(folder) / name)


def program_path() -> Path:
    """The command-line program that comes with the package."""
    return PACKAGE / "bin" / "relata"


class MemoryOutput:
    """A stream of the library that keeps what is written to it."""

    def __init__(self):
        self.handle = ffi.gc(lib.relata_out_to_memory(), lib.relata_out_abandon)

    def bytes(self) -> bytes:
        view = lib.relata_out_as_memory(self.handle)
        return ffi.buffer(view.data, view.len)[:] if view.len else b""

    def text(self) -> str:
        return self.bytes().decode("utf-8", "replace")
