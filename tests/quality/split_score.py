#!/usr/bin/env python3
"""Score sentence and word boundaries on raw text against treebanks.

usage: split_score.py PROGRAM TREEBANK.conllu... [--errors N]

PROGRAM is `relata` (which also reads, cleans and analyses the text: slower) or
the build's relata_split_tool (which only splits).  The treebank's text is put
together from its words (paragraphs parted by an empty line) and split anew; F1
over the spans of sentences and of words.  --errors prints the first N words
that differ and N places where sentences do.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../extract/train/split"))
import gold  # noqa: E402


def run(command, raw):
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(raw)
        file.flush()
        return subprocess.run(command + [file.name], check=True, capture_output=True, text=True).stdout


def conllu_spans(text):
    sentences = [[]]
    for line in text.split("\n"):
        if not line:
            sentences.append([])
        elif line.split("\t")[0].isdigit():
            misc = dict(item.split("=", 1) for item in line.split("\t")[9].split("|"))
            sentences[-1].append((int(misc["Begin"]), int(misc["End"])))
    return [s for s in sentences if s]


def split(program, raw):
    if os.path.basename(program) == "relata":
        return conllu_spans(run([program, "extract", "-q", "--raw", "--input", "text", "-f", "conllu"], raw))
    lines = run([program, "spans"], raw).splitlines()
    return [[tuple(map(int, span.split("-"))) for span in line.split()] for line in lines]


def f1(gold_spans, said):
    gold_set, said_set = set(gold_spans), set(said)
    right = len(gold_set & said_set)
    precision, recall = right / max(1, len(said_set)), right / max(1, len(gold_set))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def show(raw, gold_ends, said_ends, count):
    """Print what stands around the boundaries that only one side has."""
    for end in sorted(gold_ends ^ said_ends)[:count]:
        before = raw[max(0, end - 60):end].decode(errors="replace").replace("\n", "¶")
        behind = raw[end:end + 40].decode(errors="replace").replace("\n", "¶")
        print("%s %s ⏐ %s" % ("missed " if end in gold_ends else "too much", before, behind))


def show_words(raw, gold_words, said_words, count):
    """Print the runs of words that are cut differently."""
    gold_set, said_set = set(gold_words), set(said_words)
    for span in [s for s in said_words if s not in gold_set][:count]:
        cut = [w for w in gold_words if w[0] < span[1] and w[1] > span[0]]
        print("said [%s]  gold %s" % (raw[span[0]:span[1]].decode(errors="replace"),
                                      " ".join(raw[a:b].decode(errors="replace") for a, b in cut)))


def main(argv):
    count = 0
    if "--errors" in argv:
        at = argv.index("--errors")
        count = int(argv[at + 1])
        del argv[at:at + 2]
    if len(argv) < 3:
        sys.exit(__doc__.strip())
    for path in argv[2:]:
        text = gold.read_text([path])
        raw, said = text.bytes(), split(argv[1], text.bytes())
        gold_words, said_words = [w for s in text.sentences for w in s], [w for s in said for w in s]
        sentences = f1([(s[0][0], s[-1][1]) for s in text.sentences], [(s[0][0], s[-1][1]) for s in said])
        words = f1(gold_words, said_words)
        print("%s: sentences P %.4f R %.4f F1 %.4f  words P %.4f R %.4f F1 %.4f"
              % (os.path.basename(path), *sentences, *words))
        show_words(raw, gold_words, said_words, count)
        show(raw, {s[-1][1] for s in text.sentences}, {s[-1][1] for s in said}, count)


if __name__ == "__main__":
    main(sys.argv)
