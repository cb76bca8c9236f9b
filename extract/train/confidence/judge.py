#!/usr/bin/env python3
"""Facts of whole articles, read beside them and judged: the sheet to read, its entry, and how they stand.

usage: judge.py sheet RELATA JUDGED ARTICLE.txt … [--least P]      what is not judged yet, numbered
       judge.py enter RELATA JUDGED VERDICTS ARTICLE.txt … [--least P]   takes the verdicts over
       judge.py score RELATA JUDGED ARTICLE.txt …                  how many that are told are right

A verdict is `number <TAB> right|wrong [<TAB> why]`, of the sheet made with the same program, articles
and P (0.1, the least confidence). JUDGED has a line a fact: article, first byte of subject and object,
subject, relation, object, status, verdict, why. A fact that a later program cuts or means
differently is another fact, and unjudged.
"""
import argparse
import collections
import json
import subprocess
import sys
from pathlib import Path

HEAD = "# article\tsubject at\tobject at\tsubject\trelation\tobject\tstatus\tverdict\twhy\n"


def status_of(fact):
    negated = fact["polarity"] != "positive"
    return ("not " if negated else "") + fact["modality"]


def key_of(fact):
    return (Path(fact["doc"]).stem, fact["subject_begin"], fact["object_begin"], fact["subject_label"], fact["relation"],
            fact["object_label"], status_of(fact))


def read_judged(path):
    """{key: (verdict, why)}"""
    judged = {}
    if Path(path).exists():
        for line in open(path, encoding="utf-8"):
            if not line.startswith("#"):
                doc, subject_at, object_at, *rest = line.rstrip("\n").split("\t")
                judged[(doc, int(subject_at), int(object_at), *rest[:4])] = tuple(rest[4:])
    return judged


def write_judged(path, judged):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD)
        for key in sorted(judged):
            file.write("\t".join(map(str, (*key, *judged[key]))) + "\n")


def mapped_facts(program, articles, least=None):
    asked = [] if least is None else ["--min-confidence", str(least)]
    done = subprocess.run([program, "extract", "-q", *asked, *articles], check=True, capture_output=True, text=True)
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    return [fact for fact in facts if fact["relation"]]


def unjudged(arguments):
    judged, found = read_judged(arguments.judged), {}
    for fact in mapped_facts(arguments.program, arguments.articles, arguments.least):
        if key_of(fact) not in judged:
            found.setdefault(key_of(fact), fact)
    return judged, found


def named(text, label):
    return text if text == label else f"{text} (= {label})"


def print_sheet(arguments):
    _, found = unjudged(arguments)
    texts = {Path(path).name: Path(path).read_bytes() for path in arguments.articles}
    last = None
    for number, fact in enumerate(found.values(), 1):
        text = texts[fact["doc"]]
        begin = max(text.rfind(b"\n\n", 0, fact["begin"]), 0)
        if last != (fact["doc"], begin):
            last = (fact["doc"], begin)
            end = text.find(b"\n\n", fact["end"])
            print(f"\n## {Path(fact['doc']).stem}: {text[begin:end if end >= 0 else None].decode().strip()}")
        speaker = f"   [{fact['speaker']} says]" if fact["speaker"] else ""
        status = "" if status_of(fact) == "fact" else f"   ({status_of(fact)})"
        print(f"{number}\t{named(fact['subject'], fact['subject_label'])} | {fact['relation']} | "
              f"{named(fact['object'], fact['object_label'])}{status}{speaker}")


def enter(arguments):
    judged, found = unjudged(arguments)
    verdicts = {}
    for line in open(arguments.verdicts, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].isdigit():
            verdicts[int(cells[0])] = (cells[1], cells[2] if len(cells) > 2 else "")
    for number, key in enumerate(found, 1):
        verdict = verdicts.get(number)
        if verdict and verdict[0] in ("right", "wrong"):
            judged[key] = verdict
    write_judged(arguments.judged, judged)
    print(f"{len(found)} in the sheet, {len(verdicts)} verdicts, {len(judged)} judged in all", file=sys.stderr)


def score(arguments):
    judged = read_judged(arguments.judged)
    facts = {key_of(fact): fact for fact in mapped_facts(arguments.program, arguments.articles)}
    verdicts = collections.Counter(judged[key][0] if key in judged else "unjudged" for key in facts)
    why = collections.Counter(judged[key][1].split(":")[0] for key in facts if judged.get(key, " ")[0] == "wrong")
    known = verdicts["right"] + verdicts["wrong"]
    docs = {key[0] for key in facts}
    right = sum(verdict[0] == "right" and key[0] in docs for key, verdict in judged.items())
    print(f"{len(facts)} facts, {verdicts['unjudged']} unjudged, right {verdicts['right']}/{known} = "
          f"{verdicts['right'] / max(known, 1):.3f}; {verdicts['right']} of {right} known right ones told")
    print("  wrong: " + ", ".join(f"{name or 'no reason'} {count}" for name, count in why.most_common()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("sheet", "enter", "score"))
    parser.add_argument("program")
    parser.add_argument("judged")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--least", type=float, default=0.1)
    arguments = parser.parse_args()
    if arguments.step == "enter":
        arguments.verdicts = arguments.articles.pop(0)
    {"sheet": print_sheet, "enter": enter, "score": score}[arguments.step](arguments)


if __name__ == "__main__":
    main()
