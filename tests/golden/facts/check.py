#!/usr/bin/env python3
"""Run constructions.tsv through the program and compare the facts.

usage: check.py RELATA CONSTRUCTIONS.tsv KNOWN_FAILURES [--list]

A case passes when every wanted fact is there, with its status, and no
forbidden one.  Exit 1 when a case fails that is not in the list of known
failures, or one passes that is.  --list prints the failing sentences, to make
the list anew.
"""
import json
import subprocess
import sys

SYMMETRIC = {"allied_with", "fights", "meets_with", "cooperates_with", "borders", "near"}


def read_cases(path):
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        sentence, wanted = line.rstrip("\n").split("\t")
        sentence = sentence.replace("\\n", "\n")
        yield sentence, [part.strip() for part in wanted.split(";")]


def plain(label):
    label = label.lower()
    for article in ("the ", "a ", "an "):
        label = label.removeprefix(article)
    return label.replace(" - ", "-").replace("- ", "-")


def status_of(fact):
    if fact["polarity"] == "negative":
        return "negated"
    if fact["modality"] == "possible":
        return "possible"
    return "said" if fact["speaker"] else "fact"


def ends(fact, slot):
    return {plain(fact[slot]), plain(fact[slot + "_label"])}


def is_there(wanted, facts):
    """Is one of the facts the wanted one?  Each of its parts may tell several that are right, with "/" between."""
    subject, relations, object_, *statuses = ([plain(way) for way in part.split("/")] for part in wanted.split("|"))
    for fact in facts:
        if fact["relation"] not in relations or (statuses and status_of(fact) not in statuses[0]):
            continue
        pairs = [("subject", "object")] + ([("object", "subject")] if fact["relation"] in SYMMETRIC else [])
        if any(ends(fact, a).intersection(subject) and ends(fact, b).intersection(object_) for a, b in pairs):
            return True
    return False


def extract(program, cases):
    records = "".join(json.dumps({"id": str(n), "text": sentence}) + "\n" for n, (sentence, _) in enumerate(cases))
    done = subprocess.run([program, "extract", "--input", "jsonl", "--format", "jsonl", "-"], input=records,
                          capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{program} failed with {done.returncode}: {done.stderr}")
    facts = {}
    for line in done.stdout.splitlines():
        fact = json.loads(line)
        facts.setdefault(fact["doc"], []).append(fact)
    return [facts.get(str(n), []) for n in range(len(cases))]


def failures_of(wanted, facts):
    for part in wanted:
        forbidden = part.startswith("!")
        if is_there(part.removeprefix("!"), facts) == forbidden:
            yield part


def main(argv):
    if len(argv) not in (4, 5):
        sys.exit(__doc__.strip())
    cases = list(read_cases(argv[2]))
    known = {line.rstrip("\n") for line in open(argv[3], encoding="utf-8") if line.strip() and line[0] != "#"}
    passed, bad = 0, 0
    for (sentence, wanted), facts in zip(cases, extract(argv[1], cases)):
        failed = list(failures_of(wanted, facts))
        passed += not failed
        if len(argv) == 5:
            if failed:
                print(sentence)
        elif failed and sentence not in known:
            bad += 1
            said = "; ".join(f"{f['subject_label']}|{f['relation']}|{f['object_label']}|{status_of(f)}"
                             for f in facts if f["relation"])
            print(f"{sentence}\n  missing or forbidden: {'; '.join(failed)}\n  found: {said}")
        elif not failed and sentence in known:
            bad += 1
            print(f"{sentence}\n  passes now: take it out of the list of known failures")
    if len(argv) == 4:
        print(f"{passed} of {len(cases)} pass, {len(known)} known failures, {bad} unexpected")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
