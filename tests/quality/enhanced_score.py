#!/usr/bin/env python3
"""Score the arguments that clauses take from elsewhere against a treebank's enhanced edges.

usage: enhanced_score.py TREEBANK.conllu EDGES.tsv [--errors KIND]

EDGES.tsv is what quality_enhanced prints.  Gold are the edges of column DEPS
that the basic tree lacks and that give a predicate an argument (nsubj, obj,
iobj, obl); a passive's subject is an object, its agent a subject.  By kind:
  relative  the antecedent of a relative clause
  control   the subject of an open complement (xcomp)
  shared    an argument of a conjunct's first predicate
  members   a further member of a coordinated argument
Edges of other kinds are left out: Universal Dependencies gives participles and
adverbial clauses ("the men killed", "arriving late, she …") no subject.
"""
import collections
import sys

ROLES = {"nsubj": "subject", "nsubj:pass": "object", "nsubj:xsubj": "subject", "obj": "object", "iobj": "indirect",
         "obl": "oblique", "obl:agent": "subject"}


def sentences(path):
    """[(form, head, relation, [(head, relation)])] of each sentence, words from 1; empty nodes left out."""
    words = []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].isdigit():
            edges = [e.split(":", 1) for e in cells[8].split("|") if e != "_"]
            words.append((cells[1], int(cells[6]), cells[7], [(int(h), r) for h, r in edges if h.isdigit()]))
        elif len(cells) == 1 and not cells[0] and words:
            yield words
            words = []


def role_of(relation):
    for name in (relation, ":".join(relation.split(":")[:2]), relation.split(":")[0]):
        if name in ROLES:
            return ROLES[name]
    return None


def kind_of(words, word, head):
    relation = words[head - 1][2]
    if relation == "acl:relcl" and words[head - 1][1] == word:
        return "relative"
    if words[word - 1][2] == "conj" and words[words[word - 1][1] - 1][1] == head:
        return "members"
    if relation == "xcomp":
        return "control"
    if relation == "conj":
        return "shared"
    return None


def gold_edges(words):
    found = {}
    for word, (_, basic, _, edges) in enumerate(words, 1):
        for head, relation in edges:
            role = role_of(relation)
            if role and head and head != basic:
                found[word, head] = role
    return found


def line(name, right, same, said, gold):
    p, r = right / max(1, said), right / max(1, gold)
    return "%s P %.3f R %.3f F1 %.3f (role right %.3f) of %d" % (
        name, p, r, 2 * p * r / max(1e-9, p + r), same / max(1, right), gold)


def main(argv):
    if len(argv) not in (3, 5):
        sys.exit(__doc__.strip())
    show = argv[4] if len(argv) == 5 else None
    said = collections.defaultdict(dict)
    for row in open(argv[2], encoding="utf-8"):
        sentence, word, head, role = row.rstrip("\n").split("\t")
        said[int(sentence)][int(word), int(head)] = role
    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    for number, words in enumerate(sentences(argv[1])):
        gold = gold_edges(words)
        for edge in gold.keys() | said[number].keys():
            kind = kind_of(words, *edge)
            for name in ("all", kind) if kind else ():
                counts[name][0] += edge in gold and edge in said[number]
                counts[name][1] += edge in gold and gold[edge] == said[number].get(edge)
                counts[name][2] += edge in said[number]
                counts[name][3] += edge in gold
            if show and kind == show and (edge in gold) != (edge in said[number]):
                print("missed" if edge in gold else "too much", words[edge[0] - 1][0], "→", words[edge[1] - 1][0],
                      "|", " ".join(w[0] for w in words))
    print("; ".join(line(name, *counts[name]) for name in ("all", "relative", "control", "shared", "members")))


if __name__ == "__main__":
    main(sys.argv)
