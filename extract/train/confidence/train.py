#!/usr/bin/env python3
"""Learn how sure mapped facts are, and below what a fact is left out.

usage: train.py UD_FOLDER FEATURES_PROGRAM MODEL LEXICON FACTS_FOLDER … --articles FOLDER > confidence_weights.tsv

A FACTS_FOLDER holds read and written sentences with all their facts, as relate.py reads them; sentences
of the treebanks are looked up in UD_FOLDER. FOLDER holds whole articles and judged.tsv (judge.py).

The scorer of MODEL looks surer than it is on what it was trained on, so the weights are fitted on the
articles and on the tenth of the documents that it was not trained on. A logistic regression with a
quadratic penalty, fitted by Newton's method. Sentences are marked as strictly as their readers cut names,
articles as a user would judge; the figure that is told is the articles'. A fact of an article counts
ARTICLE_SHARE of a sentence's: with more the news gold loses what the scorer alone finds. The thresholds, below which what the scorer alone says and what a rule says is left out,
are chosen on the news gold (--thresholds).
"""
import argparse
import collections
import glob
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from groups import kept_aside  # noqa: E402

from judge import read_judged  # noqa: E402

SYMMETRIC = {"allied_with", "fights", "meets_with", "cooperates_with", "borders", "near", "sibling_of", "spouse_of"}
PENALTY, FOLDS, LEAST, ARTICLE_SHARE = 10.0, 5, 5, 0.15
PROCESSES = os.cpu_count() or 1


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
    """{id: [(subject, relation, object)]} and {id: text}."""
    facts, found = collections.defaultdict(list), {}
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
            if cells[1] != "-" and not cells[2].startswith("other:"):
                facts[cells[0]].append((cells[1], cells[2], cells[3]))
    return facts, found


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


def candidate_of(line):
    name, at, subject, label, relation, object_at, object_, object_label, status, *cells = line.rstrip("\n").split("\t")
    name = name.removesuffix(".txt")
    values = dict(cell.rsplit(" ", 1) for cell in cells)
    return (name, (subject, label, relation, object_, object_label),
            (name, int(at), int(object_at), label, relation, object_label, status),
            {key: float(value) for key, value in values.items()})


def candidates(arguments, files):
    """(id, fact, key as judge.py has it, {name: value}) of every mapped fact of .tsv files and articles."""
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for k in range(min(PROCESSES, len(files))):
            with open(f"{folder}/{k}", "wb") as told:
                running.append(subprocess.Popen([arguments.program, arguments.model, arguments.lexicon,
                                                 *files[k::PROCESSES]], stdout=told))
        if any([process.wait() for process in running]):
            sys.exit(f"{arguments.program} failed")
        for k in range(len(running)):
            with open(f"{folder}/{k}", encoding="utf-8") as told:
                yield from map(candidate_of, told)


def sentence_candidates(arguments, texts):
    with tempfile.TemporaryDirectory() as folder:
        files, names = [], sorted(texts)
        for k in range(PROCESSES):
            files.append(f"{folder}/{k}.tsv")
            with open(files[-1], "w", encoding="utf-8") as file:
                for name in names[k::PROCESSES]:
                    file.write(f"{name}\t{texts[name]}\n")
        yield from candidates(arguments, files)


def fit(x, y, share):
    """Weights of the columns; `share` is what each row counts."""
    weights = numpy.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-x @ weights))
        gradient = x.T @ (share * (y - p)) - PENALTY * weights
        hessian = (x * (share * p * (1 - p))[:, None]).T @ x + PENALTY * numpy.eye(x.shape[1])
        step = numpy.linalg.solve(hessian, gradient)
        weights += step
        if abs(step).max() < 1e-6:
            break
    return weights


def area(p, y):
    """Area under the curve of right facts found against wrong ones."""
    order = numpy.argsort(p, kind="stable")
    rank = numpy.empty(len(p))
    rank[order] = numpy.arange(1, len(p) + 1)
    right = y.sum()
    return (rank[y > 0].sum() - right * (right + 1) / 2) / (right * (len(y) - right))


def print_reliability(p, y):
    """How often facts of like confidence are right, fold by fold unseen: a calibrated figure stands near its share."""
    print("| confidence | facts | mean | right |\n| --- | --- | --- | --- |", file=sys.stderr)
    for low in range(0, 10):
        inside = (p >= low / 10) & (p < (low + 1) / 10)
        if inside.any():
            print(f"| {low / 10:.1f}–{(low + 1) / 10:.1f} | {inside.sum()} | {p[inside].mean():.2f} | {y[inside].mean():.2f} |",
                  file=sys.stderr)


def judged_rows(arguments):
    """[(article, values, right)] of the articles' facts that were judged."""
    if not arguments.articles:
        return []
    judged = read_judged(f"{arguments.articles}/judged.tsv")
    found = candidates(arguments, sorted(glob.glob(f"{arguments.articles}/*.txt")))
    rows = [(name, values, judged[key][0] == "right") for name, _, key, values in found if key in judged]
    print(f"{len(judged)} judged, {len(rows)} of them still told", file=sys.stderr)
    return rows


def sentence_rows(arguments):
    """[(document, values, right)] of the sentences kept aside."""
    gold, texts = read_facts(arguments.facts, treebank_texts(arguments.ud))
    # Readers had a list of relations: of others they say nothing, right or wrong.
    listed = {relation for facts in gold.values() for _, relation, _ in facts}
    aside = {name: text for name, text in texts.items() if kept_aside(name.rsplit("-", 1)[0])}
    return [(name, values, is_right(fact, gold[name]))
            for name, fact, _, values in sentence_candidates(arguments, aside) if fact[2] in listed]


def matrix_of(rows):
    """Rows of values, the names of the columns, and what is right."""
    counts = collections.Counter()
    for _, values, _ in rows:
        counts.update(values.keys())
    names = sorted(name for name in counts if counts[name] >= LEAST)
    column = {name: k for k, name in enumerate(names)}
    x = numpy.zeros((len(rows), len(names)))
    for i, (_, values, _) in enumerate(rows):
        for name, value in values.items():
            if name in column:
                x[i, column[name]] = value
    return x, names, numpy.array([float(right) for _, _, right in rows])


def print_weights(names, fitted, thresholds):
    weights = dict(zip(names, fitted))
    weights["bias"] += weights.pop("judged", 0)
    weights["threshold:scorer"], weights["threshold:rule"] = thresholds
    print("# How sure a mapped fact is: made by extract/train/confidence/train.py.")
    for name in sorted(weights, key=str.encode):
        print(f"{name}\t{weights[name]:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("ud", "program", "model", "lexicon"):
        parser.add_argument(name)
    parser.add_argument("facts", nargs="+")
    parser.add_argument("--articles", help="folder of articles and judged.tsv")
    parser.add_argument("--thresholds", type=float, nargs=2, default=(0.75, 0.66), metavar=("SCORER", "RULE"))
    arguments = parser.parse_args()
    judged = judged_rows(arguments)
    for _, values, _ in judged:
        values["judged"] = 1
    rows = judged + sentence_rows(arguments)
    x, names, y = matrix_of(rows)
    fold_of = {name: k % FOLDS for k, name in enumerate(sorted({name for name, _, _ in rows}))}
    fold = numpy.array([fold_of[name] for name, _, _ in rows])
    share = numpy.where(numpy.arange(len(rows)) < len(judged), ARTICLE_SHARE, 1.0)
    p = numpy.zeros(len(rows))
    for k in range(FOLDS):
        others = fold != k
        p[~others] = 1 / (1 + numpy.exp(-x[~others] @ fit(x[others], y[others], share[others])))
    for title, part in (("articles", slice(0, len(judged))), ("sentences", slice(len(judged), None))):
        if len(y[part]):
            print(f"{title}: {len(y[part])} facts told, {int(y[part].sum())} right; area {area(p[part], y[part]):.3f}",
                  file=sys.stderr)
            print_reliability(p[part], y[part])
    print_weights(names, fit(x, y, share), arguments.thresholds)


if __name__ == "__main__":
    main()
