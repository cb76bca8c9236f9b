#!/usr/bin/env python3
"""Figures for docs/scale.md: what an article costs, how things and blocks grow, what a hundred million would need.

usage: scale.py PROGRAM PATH… [--words-per-second N]

PATHs are articles as `relata build` takes them. Measured on them: words, facts, bytes of each step, distinct things
against articles (Heaps' law V = K n^b, least squares of the logarithms), and how often the r-th commonest blocking key
is used (Zipf's law share = c r^-s). The table extrapolates by these two laws; the block's memory is measured with
copies of real lines.
"""
import argparse
import collections
import json
import math
import random
import subprocess
import tempfile
from pathlib import Path


def filter_lines(program, arguments, data):
    return subprocess.run([program, *arguments], input=data, stdout=subprocess.PIPE, check=True).stdout


def peak_of(program, arguments, data):
    """Seconds and peak kB of a filter."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        script = f"exec {program} {' '.join(arguments)} < {file.name} > /dev/null"
        done = subprocess.run(["/usr/bin/time", "-f", "%U %M", "sh", "-c", script], stderr=subprocess.PIPE, text=True,
                              check=True)
    seconds, kilobytes = done.stderr.split()[-2:]
    return float(seconds), int(kilobytes)


def fitted(points):
    """(factor, exponent) of y = factor x^exponent by least squares of the logarithms."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)
    return math.exp(my - slope * mx), slope


def growth(keyed):
    """[(articles, distinct things)] in a shuffled order of articles, mean of ten."""
    articles = list(keyed)
    counts = collections.Counter()
    marks = sorted({max(1, round(len(articles) * 2 ** -k)) for k in range(6)})
    for seed in range(10):
        random.Random(seed).shuffle(articles)
        seen = set()
        for n, article in enumerate(articles, 1):
            seen |= keyed[article]
            if n in marks:
                counts[n] += len(seen) / 10
    return sorted(counts.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--words-per-second", type=float, default=5000, help="of one core, text to facts")
    args = parser.parse_args()
    program = str(Path(args.program).resolve())
    articles = subprocess.run([program, "extract", "-q", "-f", "articles", *args.paths], stdout=subprocess.PIPE).stdout
    records = [json.loads(line) for line in articles.splitlines()]
    words = sum(len(record["text"].split()) for record in records)
    facts = sum(len(record["facts"]) for record in records)
    keys = filter_lines(program, ["entities", "--keys"], articles)
    lines = sorted(keys.splitlines())
    senses = filter_lines(program, ["entities", "--stdin"], b"\n".join(lines) + b"\n")
    table = filter_lines(program, ["entities", "--join"], senses)
    with tempfile.NamedTemporaryFile("wb", suffix=".table") as file:
        file.write(table)
        file.flush()
        resolved = filter_lines(program, ["resolve", "--table", file.name], articles)
        quads = filter_lines(program, ["export", "-f", "nquads", "--stdin"], resolved)
    count = len(records)
    print(f"{count} articles, {words} words, {facts} facts: {facts / words:.3f} facts a word")
    for name, data in (("an article's line", articles), ("keys (the shuffle)", keys), ("senses (to join)", senses),
                       ("table", table), ("N-Quads", quads)):
        print(f"{name}: {len(data) / count:.0f} bytes an article, {len(data) / facts:.0f} a fact")

    used, by_article = collections.Counter(), collections.defaultdict(set)
    for line in lines:
        cells = line.split(b"\t")
        used[cells[0]] += 1
        by_article[cells[1]].add(cells[0])
    points = growth(by_article)
    factor, exponent = fitted(points)
    print("distinct keys by articles:", ", ".join(f"{n}: {v:.0f}" for n, v in points))
    print(f"Heaps: {factor:.1f} n^{exponent:.2f}")
    ranked = [n / count for _, n in used.most_common(50)]
    zipf, slope = fitted([(r, share) for r, share in enumerate(ranked, 1)])
    print(f"Zipf of the 50 commonest keys: share {zipf:.2f} r^{slope:.2f}; the commonest is in {ranked[0]:.0%} of the articles")

    commonest = used.most_common(1)[0][0]
    mine = [line for line in lines if line.split(b"\t")[0] == commonest]
    size = sum(map(len, mine)) / len(mine)
    costs = []
    for wanted in (10000, 100000):
        block = []
        for k in range(wanted):
            cells = mine[k % len(mine)].split(b"\t")
            cells[1] += b"-%d" % k
            block.append(b"\t".join(cells))
        costs.append((wanted, *peak_of(program, ["entities", "--stdin"], b"\n".join(block) + b"\n")))
        print(f"a block of {wanted} lines: {costs[-1][1]:.1f} s, {costs[-1][2] / 1024:.0f} MB")
    memory = (costs[1][2] - costs[0][2]) * 1024 / (costs[1][0] - costs[0][0])

    per_article, heard = words / count, len(lines) / count
    print("\n| articles | core-hours | things | shuffle | largest block: lines | memory of its task | N-Quads |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for n in (10 ** 4, 10 ** 6, 10 ** 8):
        largest = n * ranked[0]
        print(f"| {n:,} | {n * per_article / args.words_per_second / 3600:,.1f} | {factor * n ** exponent:,.0f} "
              f"| {n * heard * size / 1e9:,.1f} GB | {largest:,.0f} | {largest * memory / 1e9:,.2f} GB "
              f"| {n * len(quads) / count / 1e9:,.1f} GB |")


if __name__ == "__main__":
    main()
