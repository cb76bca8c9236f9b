#!/usr/bin/env python3
"""How often is each frame of the lexicon right on sentences whose facts are known?

    make/evidence.py PROGRAM FOLDER… [--examples N] [--relation NAME] [--minimum N]

PROGRAM  the built `relata`; it runs with --lexicon-alone, a sentence a document.
FOLDER   holds pairs [X.]sentences.tsv (id, text) and [X.]facts.tsv (sentence,
         subject, relation, object, status), every fact of a sentence listed.

A mapped fact is right if a listed fact has its relation and its two ends (one
end's words contain the other's, or both have the same head word), pair if only
the relation differs, wrong otherwise; relations that a reader takes for one
another (ALIKE) count as right.  Printed are the frames that fired often enough, worst
first: fired, right, pair, wrong, the frame, and which relations the pairs have.
The last lines give precision, recall and F1 of all facts whose relation the
sentences' readers use.
"""
import argparse
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

SYMMETRIC = {"allied_with", "fights", "meets_with", "cooperates_with", "borders", "near", "negotiates_with", "connects"}
# a fact with the first relation is right where readers wrote one of the second
ALIKE = {"buys": {"acquires", "owns", "captures"}, "acquires": {"buys", "owns"}, "employs": {"works_for"},
         "happens_in": {"located_in"}, "has_part": {"includes"}, "contains": {"includes"}, "author_of": {"creates", "writes"},
         "operates_in": {"acts_in", "located_in"}, "resident_of": {"located_in", "based_in"},
         "native_of": {"comes_from", "citizen_of"}, "educated_at": {"studies_at"}, "shareholder_of": {"owns"},
         "partner_of": {"cooperates_with", "allied_with"}, "damages": {"affects", "destroys"}, "holds_office": {"official_of"},
         "parent_company_of": {"owns"}, "subsidiary_of": {"part_of"}}
CLAIM = re.compile(r"a rel:Claim ;(.*?)\.\n\n", re.S)
NUMBER = re.compile(r"rel:(\w+) (\d+)")
LEAVE = {"the", "a", "an", "s", "'s", "’s"}
PREPOSITION = {"of", "in", "on", "at", "from", "for", "with", "to", "by", "who", "that", "which", "near", "and", ","}


def words_of(text):
    return [w for w in re.findall(r"[\w.]*\w|,", text.lower()) if w not in LEAVE]


def head_of(words):
    for at, word in enumerate(words):
        if word in PREPOSITION and at:
            return words[at - 1]
    return words[-1] if words else ""


def same(said, wanted):
    a, b = words_of(said), words_of(wanted)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    held = any(long[i:i + len(short)] == short for i in range(len(long) - len(short) + 1))
    return held or head_of(a) == head_of(b)


def read_sentences(folder):
    """[(text, [(subject, relation, object, status)])]"""
    read = []
    for path in sorted(glob.glob(os.path.join(folder, "*sentences.tsv"))):
        facts = collections.defaultdict(list)
        with open(path.replace("sentences.tsv", "facts.tsv"), encoding="utf-8") as lines:
            for line in lines:
                fields = line.rstrip("\n").split("\t")
                if len(fields) == 5:
                    facts[fields[0]].append(tuple(f.replace("other:", "") for f in fields[1:]))
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                name, _, text = line.rstrip("\n").partition("\t")
                if name in facts and text:
                    read.append((text, [f for f in facts[name] if f[1] != "-"]))
    return read


def run_program(program, sentences):
    """[(number of the sentence, subject, relation, object, rule)]"""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as records:
        for number, (text, _) in enumerate(sentences):
            records.write(json.dumps({"id": f"e{number}", "text": text}) + "\n")
        records.flush()
        written = subprocess.run([program, "extract", "-q", "--raw", "--lexicon-alone", "-f", "trig", records.name],
                                 check=True, capture_output=True, text=True).stdout
    found = []
    for claim in CLAIM.findall(written + "\n"):
        relation = re.search(r"rdf:predicate (?:rel|(open)):([\w%.-]+)", claim)
        rule = re.search(r'rel:rule "([^"]*)"', claim)
        number = re.search(r"prov:wasDerivedFrom doc:e(\d+)", claim)
        if not (relation and rule and number):
            continue
        at = {name: int(value) for name, value in NUMBER.findall(claim)}
        text = sentences[int(number.group(1))][0]  # places are counted in its characters
        ends = [text[at.get(side + "_begin", 0):at.get(side + "_end", 0)] for side in ("subject", "object")]
        found.append((int(number.group(1)), ends[0], relation.group(2), ends[1],
                      "open" if relation.group(1) else rule.group(1)))
    return found


def judge(fact, listed):
    """("right" | "pair" | "wrong", the relations that the pair has)"""
    _, subject, relation, thing, _ = fact
    accepted = {relation} | ALIKE.get(relation, set())
    along = {f[1] for f in listed if same(subject, f[0]) and same(thing, f[2])}
    back = {f[1] for f in listed if same(subject, f[2]) and same(thing, f[0])}
    if accepted & along or (relation in SYMMETRIC and relation in back):
        return "right", along
    if along or back:
        return "pair", along or {"^" + r for r in back}
    return "wrong", set()


def found_in(gold, facts):
    subject, relation, thing, _ = gold
    for _, s, r, o, _ in facts:
        if r == relation and (same(s, subject) and same(o, thing) or
                              r in SYMMETRIC and same(s, thing) and same(o, subject)):
            return True
    return False


def print_open(sentences, facts, named, minimum):
    """Verbs without a frame that fits, and the relations that readers saw there."""
    seen = collections.defaultdict(collections.Counter)
    for fact in facts:
        verdict, relations = judge(fact, sentences[fact[0]][1])
        pair = (fact[0], fact[1], fact[3])
        if verdict == "pair" and pair not in named:
            seen[fact[2]].update(relations)
    for phrase, relations in sorted(seen.items(), key=lambda s: (-sum(s[1].values()), s[0])):
        if sum(relations.values()) >= minimum:
            print(f"{sum(relations.values()):4}  open {phrase}   " + " ".join(f"{r}:{n}" for r, n in relations.most_common(5)))


def print_total(sentences, facts, known):
    counted = [f for f in facts if f[2] in known]
    right = sum(judge(f, sentences[f[0]][1])[0] == "right" for f in counted)
    by_sentence = collections.defaultdict(list)
    for fact in facts:
        by_sentence[fact[0]].append(fact)
    wanted = [(n, g) for n, (_, gold) in enumerate(sentences) for g in gold if g[1] in known]
    found = sum(found_in(g, by_sentence[n]) for n, g in wanted)
    precision, recall = right / max(1, len(counted)), found / max(1, len(wanted))
    print(f"{len(counted)} facts, {len(wanted)} wanted: precision {precision:.3f}  recall {recall:.3f}  "
          f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


def main():
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("program")
    reader.add_argument("folders", nargs="+")
    reader.add_argument("--examples", type=int, default=0, help="wrong facts to show of each frame")
    reader.add_argument("--relation", help="only frames of this relation")
    reader.add_argument("--open", action="store_true", help="also what stays open though readers name it")
    reader.add_argument("--minimum", type=int, default=3, help="least firings")
    options = reader.parse_args()
    sentences = [s for folder in options.folders for s in read_sentences(folder)]
    if not sentences:
        sys.exit("evidence.py: no *sentences.tsv in " + " ".join(options.folders))
    told = run_program(options.program, sentences)
    facts = [f for f in told if f[4] != "open"]
    uses = collections.Counter(f[1] for _, listed in sentences for f in listed)
    known = {relation for relation, count in uses.items() if count >= 20}
    counts, others, examples = collections.defaultdict(collections.Counter), {}, collections.defaultdict(list)
    for fact in facts:
        frame = (fact[4], fact[2])
        verdict, relations = judge(fact, sentences[fact[0]][1])
        counts[frame][verdict] += 1
        others.setdefault(frame, collections.Counter()).update(relations if verdict == "pair" else ())
        if verdict != "right":
            examples[frame].append(f"{fact[1]} | {fact[3]}  « {sentences[fact[0]][0]} »")
    for frame, count in sorted(counts.items(), key=lambda c: (c[1]["right"] / sum(c[1].values()), -sum(c[1].values()), c[0])):
        fired = sum(count.values())
        if fired < options.minimum or (options.relation and frame[1] != options.relation):
            continue
        print(f"{fired:4} {count['right']:4} {count['pair']:4} {count['wrong']:4}  {frame[0]} → {frame[1]}   "
              + " ".join(f"{r}:{n}" for r, n in others[frame].most_common(4)))
        for example in examples[frame][:options.examples]:
            print("        " + example)
    if options.open:
        print_open(sentences, [f for f in told if f[4] == "open"], {(f[0], f[1], f[3]) for f in facts}, options.minimum)
    print_total(sentences, facts, known)


if __name__ == "__main__":
    main()
