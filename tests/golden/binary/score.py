#!/usr/bin/env python3
"""Minimal binary triples against sets of facts.

usage: score.py RELATA SENTENCES.txt [--errors] [--floors PRECISION RECALL]

A triple is right when it is, word for word, one of the wordings of a fact of
its sentence; a fact is found when a triple is one of its wordings, and counts
for recall unless its line begins with "?".  Prints
precision (right triples of all), recall (found facts of all) and F1.  Exit 1
when a floor is not reached.
"""
import re
import subprocess
import sys


def spellings(pattern):
    """Every text of a pattern: [words] may be left out, {one/other} is one of these."""
    match = re.search(r"\[([^][{}]*)\]|\{([^][{}]*)\}", pattern)
    if not match:
        return {" ".join(pattern.lower().split())}
    ways = [match.group(1), ""] if match.group(1) is not None else match.group(2).split("/")
    return set().union(*(spellings(pattern[:match.start()] + way + pattern[match.end():]) for way in ways))


class Wording:
    def __init__(self, text):
        parts = [part.strip() for part in text.split("|")]
        if len(parts) != 3:
            sys.exit(f"not subject | predicate | object: {text}")
        self.parts = [spellings(part) for part in parts]

    def says(self, triple):
        return all(part in accepted for part, accepted in zip(triple, self.parts))


def read(path):
    """[(sentence, [fact]), …]; a fact is a list of wordings."""
    cases = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("  "):
            text = line.strip()
            cases[-1][1].append([Wording(way) for way in text.removeprefix("? ").split(" ;; ")])
            cases[-1][2].append(text)
        else:
            cases.append((line.strip(), [], []))
    return cases


def extract(program, sentences):
    done = subprocess.run([program, "extract", "-q", "--lines", "--format", "openie", "--binary", "-"],
                          input="\n".join(sentences) + "\n", capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program} failed with {done.returncode}: {done.stderr}")
    triples = {sentence: [] for sentence in sentences}
    for line in done.stdout.splitlines():
        sentence, _, predicate, subject, *objects = line.split("\t")
        triples[sentence].append([" ".join(part.lower().split()) for part in
                                  (subject, predicate, objects[0] if objects else "")])
    return [triples[sentence] for sentence in sentences]


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__.strip())
    cases = read(argv[2])
    told = right = found = facts = 0
    for (sentence, wanted, lines), triples in zip(cases, extract(argv[1], [case[0] for case in cases])):
        good = [triple for triple in triples if any(way.says(triple) for fact in wanted for way in fact)]
        core = [(fact, line) for fact, line in zip(wanted, lines) if line[0] != "?"]
        missed = [line for fact, line in core
                  if not any(way.says(triple) for way in fact for triple in triples)]
        told, right = told + len(triples), right + len(good)
        found, facts = found + len(core) - len(missed), facts + len(core)
        if "--errors" in argv:
            print(sentence)
            for triple in triples:
                print(" ok " if triple in good else " BAD", " | ".join(triple))
            for line in missed:
                print("    missed:", line)
    precision, recall = right / (told or 1), found / (facts or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    print(f"{len(cases)} sentences  triples {told}  facts {facts}  precision {precision:.3f}  recall {recall:.3f}  "
          f"F1 {f1:.3f}")
    if "--floors" in argv:
        floors = [float(number) for number in argv[argv.index("--floors") + 1:][:2]]
        return int(precision < floors[0] or recall < floors[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
