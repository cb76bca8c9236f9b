#!/usr/bin/env python3
"""entities_score.py — pairwise F1 of entities across articles.

  relata query GRAPH --format tsv 'SELECT ?g ?e ?n { GRAPH ?g { ?e skos:prefLabel|skos:altLabel ?n } }' >names.tsv
  entities_score.py names.tsv GOLD.tsv…

A line of gold is article, name, who it is, parted by tabs; the article is the
last part of its graph's IRI.  Counted are pairs of (article, name) that the
graph has: right when gold and graph both say that they are one, or both that
they are not.  A pair of one name that gold keeps apart and the graph joins is
a merge of namesakes.  Names of gold that no article's graph has are told, too:
they are the extraction's misses, and stand in the second figure as names that
are joined to nothing.
"""
import itertools
import re
import sys


def read_names(path):
    names = {}
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) != 3 or not fields[0].startswith("<"):
            continue
        name = re.sub(r'^"(.*)"(@.*|\^\^.*)?$', r"\1", fields[2])
        names.setdefault((fields[0].strip("<>").rsplit("/", 1)[-1], name), fields[1])
    return names


def score(items):
    right = joined = wanted = namesakes = 0
    wrong = []
    for (a, gold_a, entity_a), (b, gold_b, entity_b) in itertools.combinations(items, 2):
        same, found = gold_a == gold_b, entity_a == entity_b
        right += same and found
        joined += found
        wanted += same
        if found and not same:
            wrong.append((a, b))
            namesakes += a[1] == b[1]
        elif same and not found:
            wrong.append((a, b))
    precision = right / joined if joined else 1.0
    recall = right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1, namesakes, wrong


def main():
    names = read_names(sys.argv[1])
    gold = []
    for path in sys.argv[2:]:
        gold += [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip()]
    here = [((a, n), who, names[(a, n)]) for a, n, who in gold if (a, n) in names]
    missing = [((a, n), who, f"missing {a} {n}") for a, n, who in gold if (a, n) not in names]
    precision, recall, f1, namesakes, wrong = score(here)
    print(f"names {len(here)} of {len(gold)}; precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}; "
          f"namesakes merged {namesakes}; with missing names F1 {score(here + missing)[2]:.3f}")
    for a, b in wrong[:200]:
        print("  wrong:", *a, "/", *b, file=sys.stderr)
    for item in missing:
        print("  missing:", *item[0], file=sys.stderr)


main()
