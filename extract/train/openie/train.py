#!/usr/bin/env python3
"""Train the confidence of open extractions: a logistic regression, in plain Python.

usage: train.py GOLD.tsv FEATURES.tsv WEIGHTS.tsv [--cross CROSS.tsv]

GOLD.tsv      one tuple a line: sentence, predicate, subject, further arguments (tabs)
FEATURES.tsv  what `openie_features MODEL LINES.txt` prints for the same sentences
WEIGHTS.tsv   is written: FEATURE <TAB> weight, for extract/facts/openie_weights.tsv
CROSS.tsv     is written: extractions with confidences from ten-fold cross-validation
              (no sentence is ranked by weights that saw it), to measure honestly

What is learned is how much of an extraction the gold has: the share of its words
found in the gold tuple it is paired with (each tuple with one extraction, the
best pairs first), 0 where it gets none.
"""
import argparse
import math
import string

FOLDS = 10
RIDGE = 5.0       # pull of every weight but the bias towards 0
STEPS = 400
PLAIN = str.maketrans("", "", string.punctuation + " ")


def key(sentence):
    """A sentence as letters only: gold and analyser differ in spaces and brackets."""
    for escaped in ("-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"):
        sentence = sentence.replace(escaped, "")
    return sentence.translate(PLAIN)


def read_gold(path):
    gold = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 3:
                slots = [cells[1].split(), cells[2].split(), " ".join(cells[3:]).split()]
                gold.setdefault(key(cells[0]), []).append(slots)
    return gold


def read_features(path):
    with open(path, encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split("\t")[3:]
        rows = []
        for line in lines:
            sentence, predicate, arguments, *values = line.rstrip("\n").split("\t")
            rows.append((sentence, predicate, arguments.split(" ||| "), [float(v) for v in values]))
    return names, rows


def share(said, gold):
    """How much of an extraction a gold tuple has, slot by slot."""
    total = hits = 0
    for said_words, gold_words in zip(said, gold):
        left = list(gold_words)
        for word in said_words:
            if word in left:
                left.remove(word)
                hits += 1
        total += len(said_words)
        if said_words is said[0] and hits == 0:
            return 0.0
    return hits / total if total else 0.0


def targets(rows, gold):
    """The share of each row by greedy pairing within its sentence."""
    by_sentence = {}
    for number, (sentence, *_) in enumerate(rows):
        by_sentence.setdefault(key(sentence), []).append(number)
    found = [0.0] * len(rows)
    for sentence, numbers in by_sentence.items():
        pairs = []
        for number in numbers:
            _, predicate, arguments, _ = rows[number]
            said = [predicate.split(), arguments[0].split(), " ".join(arguments[1:]).split()]
            for place, slots in enumerate(gold.get(sentence, [])):
                pairs.append((share(said, slots), -number, -place))
        used = set()
        for value, number, place in sorted(pairs, reverse=True):
            if ("row", number) not in used and ("gold", place) not in used:
                used |= {("row", number), ("gold", place)}
                found[-number] = value
    return found


def fit(rows, values):
    """Weights by gradient descent with momentum on the cross-entropy."""
    width = len(rows[0])
    weights, speed = [0.0] * width, [0.0] * width
    for _ in range(STEPS):
        slope = [RIDGE * w for w in weights]
        slope[0] = 0.0
        for row, value in zip(rows, values):
            wrong = predict(weights, row) - value
            for place, x in row:
                slope[place] += wrong * x
        for k in range(width):
            speed[k] = 0.9 * speed[k] - 0.5 * slope[k] / len(rows)
            weights[k] += speed[k]
    return weights


def predict(weights, row):
    return 1.0 / (1.0 + math.exp(-sum(weights[place] * x for place, x in row)))


class Sparse(list):
    """(place, value) of a row's values that are not 0; len() is the row's width."""

    def __init__(self, values):
        super().__init__((place, x) for place, x in enumerate(values) if x)
        self.width = len(values)

    def __len__(self):
        return self.width


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("features")
    parser.add_argument("weights")
    parser.add_argument("--cross")
    options = parser.parse_args()
    names, rows = read_features(options.features)
    values = targets(rows, read_gold(options.gold))
    vectors = [Sparse(row[3]) for row in rows]
    sentences = sorted({key(row[0]) for row in rows})
    fold_of = {sentence: number % FOLDS for number, sentence in enumerate(sentences)}
    if options.cross:
        weights = []
        for fold in range(FOLDS):
            chosen = [k for k, row in enumerate(rows) if fold_of[key(row[0])] != fold]
            weights.append(fit([vectors[k] for k in chosen], [values[k] for k in chosen]))
        with open(options.cross, "w", encoding="utf-8") as out:
            for row, vector in zip(rows, vectors):
                confidence = predict(weights[fold_of[key(row[0])]], vector)
                print(row[0], f"{confidence:.4f}", row[1], *row[2], sep="\t", file=out)
    weights = fit(vectors, values)
    with open(options.weights, "w", encoding="utf-8") as out:
        print("# Weights of openie_rank.h, made by extract/train/openie/train.py.", file=out)
        for name, weight in zip(names, weights):
            print(name, f"{weight:.4f}", sep="\t", file=out)
    print(f"{len(rows)} extractions, mean share {sum(values) / len(rows):.3f}")


if __name__ == "__main__":
    main()
