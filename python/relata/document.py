"""A read text: sentences, tokens, mentions and facts, as light views of what the library found.

A view holds its document and a number; what it tells is looked up when asked for. Positions are
characters of `Document.text`, so `document.text[fact.start:fact.end]` is what the fact quotes.
"""
from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Sequence
from typing import Any

from .native import NONE, MemoryOutput, ffi, lib, text_of

_NAMES = {1: "PER", 2: "ORG", 3: "LOC", 4: "MISC"}


class _Items(Sequence):
    """A C array as a sequence of views."""

    __slots__ = ("_document", "_kind", "_begin", "_end")

    def __init__(self, document: "Document", kind, begin: int, end: int):
        self._document, self._kind, self._begin, self._end = document, kind, begin, end

    def __len__(self) -> int:
        return self._end - self._begin

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._kind(self._document, self._begin + index)

    def __repr__(self) -> str:
        return repr(list(self))


class _View:
    """One item of a document's arrays; `i` is its number there."""

    __slots__ = ("document", "i")

    def __init__(self, document: "Document", i: int):
        self.document, self.i = document, i

    def __eq__(self, other) -> bool:
        return type(self) is type(other) and self.document is other.document and self.i == other.i

    def __hash__(self) -> int:
        return hash((id(self.document), self.i))


class Token(_View):
    """A word with its tag, lemma, features and governor."""

    __slots__ = ()

    @property
    def _c(self):
        return self.document._c.tokens[self.i]

    @property
    def text(self) -> str:
        return text_of(self._c.form)

    @property
    def lemma(self) -> str:
        return text_of(self._c.lemma)

    @property
    def upos(self) -> str:
        """Universal part of speech: NOUN, VERB …"""
        return ffi.string(lib.relata_upos_as_name(self._c.upos)).decode()

    @property
    def dep(self) -> str:
        """Its relation to its head in Universal Dependencies: nsubj, obj …"""
        return ffi.string(lib.relata_dep_as_name(self._c.dep)).decode()

    @property
    def head(self) -> "Token | None":
        """The word it hangs on; None for the root."""
        head = self._c.head
        return None if head == NONE else Token(self.document, head)

    @property
    def name_type(self) -> str | None:
        """PER, ORG, LOC, MISC, or None outside of names."""
        return _NAMES.get(self._c.name_type)

    @property
    def start(self) -> int:
        return self.document._character(self._c.begin)

    @property
    def end(self) -> int:
        return self.document._character(self._c.end)

    @property
    def sentence(self) -> "Sentence":
        return Sentence(self.document, self._c.sentence)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Token {self.text!r} {self.upos} {self.dep}>"


class Sentence(_View):
    """A sentence: its tokens and the facts that it states."""

    __slots__ = ()

    @property
    def _c(self):
        return self.document._c.sentences[self.i]

    @property
    def tokens(self) -> Sequence[Token]:
        return _Items(self.document, Token, self._c.first, self._c.end)

    @property
    def start(self) -> int:
        return self.document._character(self._c.begin_byte)

    @property
    def end(self) -> int:
        return self.document._character(self._c.end_byte)

    @property
    def text(self) -> str:
        return self.document.text[self.start:self.end]

    @property
    def facts(self) -> list["Fact"]:
        return [fact for fact in self.document.facts if fact._c.sentence == self.i]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Sentence {self.text!r}>"

    def _repr_svg_(self) -> str:
        from .display import tree_svg
        return tree_svg(self)


class Mention(_View):
    """A noun phrase or pronoun, and what it stands for."""

    __slots__ = ()

    @property
    def _c(self):
        return self.document._c.mentions[self.i]

    @property
    def label(self) -> str:
        """Its words without article, clauses and appositions."""
        return text_of(self._c.label)

    @property
    def entity(self) -> str:
        """What it is linked to, as the local part of an IRI; empty where it is not."""
        return text_of(self._c.entity)

    @property
    def entity_label(self) -> str:
        return text_of(self._c.entity_label)

    @property
    def entity_class(self) -> str:
        return text_of(self._c.entity_class)

    @property
    def type(self) -> str:
        """person, place, organization, event, time, object, substance, abstract, animal or plant."""
        return ffi.string(lib.relata_mention_type_as_name(self._c.type)).decode()

    @property
    def named(self) -> bool:
        return bool(self._c.named)

    @property
    def pronoun(self) -> bool:
        return bool(self._c.pronoun)

    @property
    def chain(self) -> int:
        """The same number for the same thing throughout the document."""
        return self._c.chain

    @property
    def head(self) -> Token:
        return Token(self.document, self._c.head)

    @property
    def start(self) -> int:
        return self.document._character(self._c.begin)

    @property
    def end(self) -> int:
        return self.document._character(self._c.end_byte)

    @property
    def text(self) -> str:
        return self.document.text[self.start:self.end]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Mention {self.text!r} {self.type} {self.entity}>"


class Fact(_View):
    """Subject, relation, object, with who says it and whether it is so."""

    __slots__ = ()

    @property
    def _c(self):
        return self.document._c.facts[self.i]

    @property
    def subject(self) -> str:
        """The subject's name: its entity's label."""
        return text_of(self._c.subject_label)

    @property
    def relation(self) -> str:
        """A property of the ontology, "backs"; for an open fact the name made from its words."""
        return text_of(self._c.relation) or text_of(self._c.open_name)

    @property
    def object(self) -> str:
        """The object's name, or its value."""
        return text_of(self._c.object_label) or text_of(self._c.value)

    @property
    def is_open(self) -> bool:
        """True where no property of the ontology fits."""
        return self._c.relation.len == 0

    @property
    def subject_id(self) -> str:
        return text_of(self._c.subject_id)

    @property
    def object_id(self) -> str:
        return text_of(self._c.object_id)

    @property
    def subject_type(self) -> str:
        return text_of(self._c.subject_type)

    @property
    def object_type(self) -> str:
        return text_of(self._c.object_type)

    @property
    def phrase(self) -> str:
        """The words that say it."""
        return text_of(self._c.phrase)

    @property
    def negated(self) -> bool:
        return bool(self._c.negated)

    @property
    def possible(self) -> bool:
        """Planned, feared, alleged, conditional or ordered, not stated."""
        return bool(self._c.possible)

    @property
    def speaker(self) -> str | None:
        """Who is quoted for it; None where the text itself says it."""
        return text_of(self._c.speaker) or None

    @property
    def time(self) -> str | None:
        """ISO 8601: "2018-09-07", "2011", "2011/.."."""
        return text_of(self._c.time) or None

    @property
    def place(self) -> str | None:
        return text_of(self._c.place) or None

    @property
    def quantity(self) -> str | None:
        return text_of(self._c.quantity) or None

    @property
    def confidence(self) -> float:
        return self._c.confidence

    @property
    def why(self) -> str:
        """The rule and the lexicon's entry that gave it."""
        return text_of(self._c.why)

    @property
    def start(self) -> int:
        return self.document._character(self._c.begin)

    @property
    def end(self) -> int:
        return self.document._character(self._c.end)

    @property
    def text(self) -> str:
        """The words from the first involved to the last."""
        return self.document.text[self.start:self.end]

    @property
    def subject_span(self) -> tuple[int, int]:
        return self.document._character(self._c.subject_begin), self.document._character(self._c.subject_end)

    @property
    def object_span(self) -> tuple[int, int]:
        return self.document._character(self._c.object_begin), self.document._character(self._c.object_end)

    @property
    def sentence(self) -> Sentence:
        return Sentence(self.document, self._c.sentence)

    @property
    def triple(self) -> tuple[str, str, str]:
        return self.subject, self.relation, self.object

    def __str__(self) -> str:
        return " – ".join(self.triple)

    def __repr__(self) -> str:
        marks = [word for word, on in (("negated", self.negated), ("possible", self.possible)) if on]
        return f"<Fact {self}{' (' + ', '.join(marks) + ')' if marks else ''} {self.confidence:.2f}>"


class Document:
    """A text and all that was found in it. Made by `relata.read` and `relata.documents`."""

    def __init__(self, owned, lenders):
        """`lenders`, the weights and the ontology, own names that the facts point to: they live as long."""
        self._c, self._lenders = owned, lenders
        view = self._c.text
        data = ffi.buffer(view.data, view.len)[:] if view.len else b""
        self.text: str = data.decode("utf-8")
        self._wide = None if data.isascii() else _wide_characters(self.text)

    def _character(self, byte: int) -> int:
        """The character that begins at a byte of the text."""
        if self._wide is None:
            return byte
        ends, surplus = self._wide
        return byte - surplus[bisect.bisect_right(ends, byte)]

    @property
    def id(self) -> str:
        return text_of(self._c.id)

    @property
    def path(self) -> str:
        return text_of(self._c.path)

    @property
    def title(self) -> str:
        return text_of(self._c.title)

    @property
    def date(self) -> str:
        return text_of(self._c.date)

    @property
    def url(self) -> str:
        return text_of(self._c.url)

    @property
    def sentences(self) -> Sequence[Sentence]:
        return _Items(self, Sentence, 0, self._c.sentence_count)

    @property
    def tokens(self) -> Sequence[Token]:
        return _Items(self, Token, 0, self._c.token_count)

    @property
    def mentions(self) -> Sequence[Mention]:
        return _Items(self, Mention, 0, self._c.mention_count)

    @property
    def facts(self) -> Sequence[Fact]:
        return _Items(self, Fact, 0, self._c.fact_count)

    def to_records(self) -> list[dict[str, Any]]:
        """The facts as `relata extract` prints them in JSON Lines."""
        out = MemoryOutput()
        lib.relata_write_facts_jsonl(out.handle, self._c)
        return [json.loads(line) for line in out.text().splitlines()]

    def to_conllu(self) -> str:
        """Tags, lemmas, trees and names in CoNLL-U."""
        out = MemoryOutput()
        lib.relata_write_conllu(out.handle, self._c)
        return out.text()

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return self._c.token_count

    def __repr__(self) -> str:
        return f"<Document {self.id!r}: {len(self.sentences)} sentences, {len(self.facts)} facts>"

    def _repr_html_(self) -> str:
        from .display import facts_html
        return facts_html(self)


def _wide_characters(text: str) -> tuple[list[int], list[int]]:
    """Bytes behind each character of several bytes, and how many bytes more than characters came before."""
    ends, surplus, byte = [], [0], 0
    for character in text:
        size = len(character.encode("utf-8"))
        byte += size
        if size > 1:
            ends.append(byte)
            surplus.append(surplus[-1] + size - 1)
    return ends, surplus
