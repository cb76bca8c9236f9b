#!/usr/bin/env python3
"""Writes lexicon.ttl's short form as OntoLex-Lemon, for tools that want it.

    make/ontolex.py lexicon.ttl [lexicon_news.ttl …] > lexicon-ontolex.ttl

Each word becomes an ontolex:LexicalEntry with its canonical form and part of
speech; each pattern a synsem:SyntacticFrame of it with its two arguments, and
an ontolex:LexicalSense that refers to the property and says which argument is
its subject (synsem:subjOfProp) and which its object (synsem:objOfProp).
"""
import sys
import urllib.parse

import rdflib
from rdflib.namespace import RDF

LEX = rdflib.Namespace("https://w3id.org/relata/lexicon#")
ONTOLEX = rdflib.Namespace("http://www.w3.org/ns/lemon/ontolex#")
SYNSEM = rdflib.Namespace("http://www.w3.org/ns/lemon/synsem#")
LEXINFO = rdflib.Namespace("http://www.lexinfo.net/ontology/3.0/lexinfo#")

KINDS = {
    "verb": LEXINFO.verb, "event": LEXINFO.noun, "idiom": LEXINFO.verb, "role": LEXINFO.noun,
    "adjective": LEXINFO.adjective, "participle": LEXINFO.participleAdjective, "prefix": LEXINFO.prefix,
}
SLOTS = {
    "S": LEXINFO.subject, "O": LEXINFO.directObject, "I": LEXINFO.indirectObject, "C": LEXINFO.clausalArg,
    "G": LEXINFO.possessiveAdjunct, "N": LEXINFO.attributiveArg, "H": LEXINFO.copulativeSubject,
    "P": LEXINFO.possessiveAdjunct, "X": LEXINFO.attributiveArg,
}


def sides(pattern):
    """[(slots of the subject's side, sort), (slots of the object's side, sort)]"""
    parts = pattern.split(">") if ">" in pattern else [pattern, pattern]
    return [((words := part.split())[0].split("|"), words[1] if len(words) > 1 else None) for part in parts]


def argument(graph, frame, entry, slot, number):
    node = rdflib.URIRef(f"{entry}-arg{number}")
    if slot in SLOTS:
        graph.add((frame, SLOTS[slot], node))
    else:
        graph.add((frame, LEXINFO.prepositionalAdjunct, node))
        graph.add((node, SYNSEM.marker, rdflib.Literal(slot.replace("_", " "), lang="en")))
    return node


def add_entry(graph, word, kind, reference, pattern, number):
    entry = LEX[f"{urllib.parse.quote(word)}-{kind}"]
    graph.add((entry, RDF.type, ONTOLEX.MultiwordExpression if "_" in word else ONTOLEX.Word))
    graph.add((entry, LEXINFO.partOfSpeech, KINDS[kind]))
    form = rdflib.URIRef(f"{entry}-form")
    graph.add((entry, ONTOLEX.canonicalForm, form))
    graph.add((form, ONTOLEX.writtenRep, rdflib.Literal(word.replace("_", " "), lang="en")))
    (left, _), (right, _) = sides(pattern)
    for a in left:
        for b in right:
            number += 1
            base = rdflib.URIRef(f"{entry}-{number}")
            frame, sense = rdflib.URIRef(f"{base}-frame"), rdflib.URIRef(f"{base}-sense")
            graph.add((entry, SYNSEM.synBehavior, frame))
            graph.add((frame, RDF.type, SYNSEM.SyntacticFrame))
            graph.add((entry, ONTOLEX.sense, sense))
            graph.add((sense, RDF.type, ONTOLEX.LexicalSense))
            graph.add((sense, ONTOLEX.reference, reference))
            graph.add((sense, SYNSEM.subjOfProp, argument(graph, frame, base, a, 1)))
            graph.add((sense, SYNSEM.objOfProp, argument(graph, frame, base, b, 2)))
    return number


def main():
    short, full, number = rdflib.Graph(), rdflib.Graph(), 0
    for path in sys.argv[1:]:
        short.parse(path, format="turtle")
    for prefix, space in (("ontolex", ONTOLEX), ("synsem", SYNSEM), ("lexinfo", LEXINFO), ("lex", LEX)):
        full.bind(prefix, space)
    for kind in KINDS:
        blocks = sorted((str(p), str(short.value(b, LEX.pattern)), str(short.value(b, LEX.words)))
                        for p, b in short.subject_objects(LEX[kind]))
        for reference, pattern, words in blocks:
            for word in words.split():
                number = add_entry(full, word, kind, rdflib.URIRef(reference), pattern, number)
    print(full.serialize(format="turtle"))


if __name__ == "__main__":
    main()
