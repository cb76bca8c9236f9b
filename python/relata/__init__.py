"""relata: reads texts and states who did what to whom, as RDF.

>>> import relata
>>> document = relata.read("Turkey backs the rebels in Idlib.")
>>> document.facts[0].triple
('Turkey', 'backs', 'rebels')
"""
from .document import Document, Fact, Mention, Sentence, Token
from .graph import Drawing, Graph, IRI, Rows
from .native import (BadInput, BadModel, Busy, InputOutputError, LimitReached, NotFound, RelataError, ffi as _ffi,
                     lib as _lib)
from .pipeline import Reader, documents, extract, read

__version__ = _ffi.string(_lib.relata_version()).decode()
__all__ = ["BadInput", "BadModel", "Busy", "Document", "Drawing", "Fact", "Graph", "IRI", "InputOutputError",
           "LimitReached", "Mention", "NotFound", "Reader", "RelataError", "Rows", "Sentence", "Token", "documents",
           "extract", "read"]
