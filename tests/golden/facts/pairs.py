#!/usr/bin/env python3
"""Run pairs.tsv through the program: one fact, said in several ways.

usage: pairs.py RELATA PAIRS.tsv KNOWN_FAILURES [--list]

A line of the file is a sentence; groups are apart by empty lines and begin with
their fact, `subject|relation|object`.  Every sentence of a group must give the
fact, and none may give it reversed.  Exit 1 when a sentence lacks the fact that
is not in the list of known failures, when one of that list has it, or when any
has it reversed.
"""
import sys

import check


def read_groups(path):
    fact = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            continue
        if not line:
            fact = None
        elif fact is None:
            fact = line
        else:
            yield line, fact


def reverse(fact):
    subject, relation, object_ = fact.split("|")
    return f"{object_}|{relation}|{subject}"


def main(argv):
    if len(argv) not in (4, 5):
        sys.exit(__doc__.strip())
    cases = list(read_groups(argv[2]))
    known = {line.rstrip("\n") for line in open(argv[3], encoding="utf-8") if line.strip() and line[0] != "#"}
    there, reversed_, bad = 0, 0, 0
    for (sentence, fact), facts in zip(cases, check.extract(argv[1], cases)):
        symmetric = fact.split("|")[1] in check.SYMMETRIC
        if not symmetric and check.is_there(reverse(fact), facts):
            reversed_ += 1
            print(f"{sentence}\n  reversed: {reverse(fact)}")
        found = check.is_there(fact, facts)
        there += found
        if len(argv) == 5:
            if not found:
                print(sentence)
        elif found == (sentence in known):
            bad += 1
            said = "; ".join(f"{f['subject_label']}|{f['relation']}|{f['object_label']}" for f in facts if f["relation"])
            print(f"{sentence}\n  " + (f"missing: {fact}\n  found: {said}" if not found
                                       else "passes now: take it out of the list of known failures"))
    if len(argv) == 4:
        print(f"{there} of {len(cases)} sentences of {len({fact for _, fact in cases})} facts have theirs, "
              f"{len(known)} known failures, {bad} unexpected, {reversed_} reversed")
    return 1 if bad or reversed_ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
