#!/usr/bin/env python3
"""A treebank with other letter case, to measure how much case the analyser needs.

usage: recase.py lower|upper|headline TREEBANK.conllu > OTHER.conllu

Only the forms change.  "headline" begins every word with a capital but short
ones inside (articles, prepositions, conjunctions of up to three letters).
"""
import sys

SMALL = {"ADP", "CCONJ", "DET", "PART", "SCONJ"}


def headline(cells):
    form = cells[1]
    if cells[0] != "1" and cells[3] in SMALL and len(form) <= 3:
        return form
    return form[:1].upper() + form[1:]


CASES = {"lower": lambda cells: cells[1].lower(), "upper": lambda cells: cells[1].upper(), "headline": headline}


def main(argv):
    if len(argv) != 3 or argv[1] not in CASES:
        sys.exit(__doc__.strip())
    with open(argv[2], encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                cells[1] = CASES[argv[1]](cells)
            print("\t".join(cells))


if __name__ == "__main__":
    main(sys.argv)
