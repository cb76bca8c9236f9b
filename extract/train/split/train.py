#!/usr/bin/env python3
"""Train the sentence-boundary classifier and write its weights.

usage: train.py TOOL TREEBANK.conllu... > extract/analyse/split/data/boundary.tsv

TOOL is the built relata_split_tool, which prints the features of every gap.
Logistic regression by AdaGrad over shuffled gaps (a fixed seed), with L1 so
that few features remain; weights are written as thousandths.  Pure Python, a
few minutes.  Runs the same everywhere.
"""
import math
import os
import random
import subprocess
import sys
import tempfile

import gold

EPOCHS = 12
RATE = 0.3
SLOW = 4.0  # how much rare features are held back
SHRINK = 0.03  # L1, a share of each step
LEAST = 4  # a feature seen less often is not learned
SMALLEST = 60  # thousandths; a smaller weight is left out


def gaps(tool, paths):
    """[(is a boundary, [features])] of the treebanks' text."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for i, text in enumerate(gold.read_texts(paths)):
            files += [os.path.join(folder, "%d.txt" % i), os.path.join(folder, "%d.ends" % i)]
            with open(files[-2], "wb") as raw, open(files[-1], "w") as ends:
                raw.write(text.bytes())
                ends.write("\n".join(str(s[-1][1]) for s in text.sentences))
        lines = subprocess.run([tool, "features"] + files, check=True, capture_output=True).stdout
    found = []
    for line in lines.decode().split("\n"):
        if line:
            is_end, features = line.split("\t")
            found.append((int(is_end), features.split()))
    return found


def number_features(examples):
    """Replace names by numbers, rare ones left out; return the names."""
    counts = {}
    for _, features in examples:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    number = {name: i for i, name in enumerate(names)}
    for i, (is_end, features) in enumerate(examples):
        examples[i] = (is_end, [number[name] for name in features if name in number])
    return names


def train(examples, size):
    weights, squares = [0.0] * size, [SLOW] * size
    shuffler = random.Random(1)
    for epoch in range(EPOCHS):
        shuffler.shuffle(examples)
        loss = 0.0
        for is_end, features in examples:
            score = sum(weights[i] for i in features)
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            loss -= math.log(chance if is_end else 1 - chance)
            slope = chance - is_end
            if abs(slope) < 1e-3:
                continue
            for i in features:
                squares[i] += slope * slope
                step = RATE / math.sqrt(squares[i])
                weight = weights[i] - step * slope
                shrink = step * SHRINK
                weights[i] = math.copysign(max(abs(weight) - shrink, 0.0), weight)
        print("epoch %d  loss %.4f" % (epoch + 1, loss / len(examples)), file=sys.stderr)
    return weights


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__.strip())
    examples = gaps(argv[1], argv[2:])
    names = number_features(examples)
    print("%d gaps, %d boundaries, %d features" % (len(examples), sum(e for e, _ in examples), len(names)),
          file=sys.stderr)
    weights = train(examples, len(names))
    print("# Feature, weight; made by extract/train/split/train.py from Universal Dependencies English EWT and GUM,")
    print("# CC BY-SA 4.0.")
    for name, weight in zip(names, weights):
        if abs(round(weight * 1000)) > SMALLEST:
            print("%s\t%d" % (name, round(weight * 1000)))


if __name__ == "__main__":
    main(sys.argv)
