#!/usr/bin/env python3
"""Learn how sure mapped facts are, and below what a fact is left out.

usage: train.py UD_FOLDER FEATURES_PROGRAM MODEL LEXICON FACTS_FOLDER … [--aside] > confidence_weights.tsv

A FACTS_FOLDER holds read and written sentences with all their facts, as
relate.py reads them; sentences of the treebanks are looked up in UD_FOLDER.
The scorer of MODEL looks surer than it is on what it was trained on: with
--aside only the tenth of the documents that it was not trained on is used.  A logistic regression with a quadratic penalty, fitted
by Newton's method; the threshold has the best F0.5 over five folds that were
each kept aside, on the read sentences: a wrong edge costs a reader more than
a missing one, and the written sentences are harder than news.  --threshold
sets it; 0.36 is shipped, near the best F0.5
(0.38), with an eye on the news gold.
"""
import argparse
import collections
import glob
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from groups import kept_aside  # noqa: E402

SYMMETRIC = {"allied_with", "fights", "meets_with", "cooperates_with", "borders", "near", "sibling_of", "spouse_of"}
PENALTY, FOLDS = 3.0, 5


def treebank_texts(folder):
    texts, name = {}, None
    for path in sorted(glob.glob(f"{folder}/*.conllu")):
        for line in open(path, encoding="utf-8"):
            if line.startswith("# sent_id = "):
                name = line[12:].strip()
            elif line.startswith("# text = "):
                texts[name] = line[9:].rstrip("\n")
    return texts


def read_facts(folders, texts):
    """{id: [(subject, relation, object)]}, {id: text}, and the ids of written sentences."""
    facts, found, written = collections.defaultdict(list), {}, set()
    for path in sorted(path for folder in folders for path in glob.glob(f"{folder}/*sentences.tsv")):
        for line in open(path, encoding="utf-8"):
            if "\t" in line and not line.startswith("#"):
                name, text = line.rstrip("\n").split("\t")[:2]
                texts[name] = text
    for path in sorted(path for folder in folders for path in glob.glob(f"{folder}/*facts.tsv")):
        for line in open(path, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 4 or cells[0] not in texts:
                continue
            found[cells[0]] = texts[cells[0]]
            if "written_" in path:
                written.add(cells[0])
            if cells[1] != "-" and not cells[2].startswith("other:"):
                facts[cells[0]].append((cells[1], cells[2], cells[3]))
    return facts, found, written


def words(mention):
    found = mention.lower().replace("’", "'").replace("'s", " 's").replace("-", " ").split()
    while found and found[0] in ("the", "a", "an"):
        found = found[1:]
    return found


def same(said, label, wanted):
    """The same mention: equal, or the one within the other and not much longer."""
    wanted = words(wanted)
    for mention in (words(said), words(label)):
        if mention == wanted:
            return True
        short, long_ = sorted((mention, wanted), key=len)
        at = [i for i in range(len(long_) - len(short) + 1) if long_[i:i + len(short)] == short]
        if short and at and 2 * len(short) >= len(long_):
            return True
    return False


def is_right(fact, gold):
    subject, subject_label, relation, object_, object_label = fact
    for a, wanted, b in gold:
        if wanted != relation:
            continue
        if same(subject, subject_label, a) and same(object_, object_label, b):
            return True
        if relation in SYMMETRIC and same(subject, subject_label, b) and same(object_, object_label, a):
            return True
    return False


def candidates(arguments, texts):
    """(id, fact, {name: value}) of every mapped fact."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        for name in sorted(texts):
            file.write(f"{name}\t{texts[name]}\n")
        file.flush()
        done = subprocess.run([arguments.program, arguments.model, arguments.lexicon, file.name], check=True,
                              stdout=subprocess.PIPE, text=True)
    for line in done.stdout.splitlines():
        cells = line.split("\t")
        values = dict(cell.rsplit(" ", 1) for cell in cells[6:])
        yield cells[0], tuple(cells[1:6]), {key: float(value) for key, value in values.items()}


def fit(x, y):
    weights = numpy.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-x @ weights))
        gradient = x.T @ (y - p) - PENALTY * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * numpy.eye(x.shape[1])
        step = numpy.linalg.solve(hessian, gradient)
        weights += step
        if abs(step).max() < 1e-6:
            break
    return weights


def best_threshold(p, y, wanted):
    order = numpy.argsort(-p, kind="stable")
    right = numpy.cumsum(y[order])
    said = numpy.arange(1, len(y) + 1)
    f1 = 2 * right / (said + wanted)
    best = int((1.25 * right / (said + 0.25 * wanted)).argmax())
    return p[order][best], f1[best], right[best] / said[best], right[best] / wanted


def print_reliability(p, y):
    """How often facts of like confidence are right, fold by fold unseen: a calibrated figure stands near its share."""
    print("| confidence | facts | mean | right |\n| --- | --- | --- | --- |", file=sys.stderr)
    for low in range(0, 10):
        inside = (p >= low / 10) & (p < (low + 1) / 10)
        if inside.any():
            print(f"| {low / 10:.1f}–{(low + 1) / 10:.1f} | {inside.sum()} | {p[inside].mean():.2f} | {y[inside].mean():.2f} |",
                  file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("ud", "program", "model", "lexicon"):
        parser.add_argument(name)
    parser.add_argument("facts", nargs="+")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--aside", action="store_true", help="only documents that the scorer was not trained on")
    arguments = parser.parse_args()
    gold, texts, written = read_facts(arguments.facts, treebank_texts(arguments.ud))
    if arguments.aside:
        texts = {name: text for name, text in texts.items() if kept_aside(name.rsplit("-", 1)[0])}
        gold = collections.defaultdict(list, {name: facts for name, facts in gold.items() if name in texts})
    # Readers had a list of relations: of others they say nothing, right or wrong.
    listed = {relation for facts in gold.values() for _, relation, _ in facts}
    rows = [row for row in candidates(arguments, texts) if row[1][2] in listed]
    y = numpy.array([float(is_right(fact, gold[name])) for name, fact, _ in rows])
    names = sorted({name for _, _, values in rows for name in values})
    counts = collections.Counter(name for _, _, values in rows for name in values)
    names = [name for name in names if counts[name] >= 5]
    column = {name: k for k, name in enumerate(names)}
    x = numpy.zeros((len(rows), len(names)))
    for i, (_, _, values) in enumerate(rows):
        for name, value in values.items():
            if name in column:
                x[i, column[name]] = value
    fold_of = {name: k % FOLDS for k, name in enumerate(sorted(texts))}
    fold = numpy.array([fold_of[name] for name, _, _ in rows])
    p = numpy.zeros(len(rows))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + numpy.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    read = numpy.array([name not in written for name, _, _ in rows])
    wanted = sum(len(set(facts)) for name, facts in gold.items() if name not in written)
    threshold, f1, precision, recall = best_threshold(p[read], y[read], wanted)
    every = 2 * y[read].sum() / (read.sum() + wanted)
    print(f"{len(texts)} sentences, {len(rows)} facts told, {int(y.sum())} right; of the read sentences F1 {every:.3f}"
          f" with all, {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}) from {threshold:.3f} on",
          file=sys.stderr)
    print_reliability(p, y)
    weights = dict(zip(names, fit(x, y)))
    weights["threshold"] = arguments.threshold or threshold
    print("# How sure a mapped fact is: made by extract/train/confidence/train.py.")
    for name in sorted(weights):
        print(f"{name}\t{weights[name]:.4f}")


if __name__ == "__main__":
    main()
