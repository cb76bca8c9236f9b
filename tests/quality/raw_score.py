#!/usr/bin/env python3
"""Score tags and trees from raw text, with the program's own splitting.

usage: raw_score.py RELATA TREEBANK.conllu...

The treebank's text is put together from its words, as split_score.py does, and
analysed anew.  A word of the program is the gold's word where both are the same
letters; the k-th of several gold words on one span is the k-th of the program's.
F1 over all words: UPOS, UAS (the head is the gold head's word, or both are
roots) and LAS (the relation before any ':' too), as the CoNLL 2018 shared task
evaluates.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../extract/train/split"))
import gold  # noqa: E402


def gold_sentences(path):
    """[(upos, head, relation)] of each sentence, heads counted from 1."""
    words = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                words.append((cells[3], int(cells[6]), cells[7].split(":")[0]))
            elif len(cells) == 1 and not cells[0] and words:
                yield words
                words = []


def analyse(program, texts):
    """Sentences of each document: [(span, upos, head, relation)]."""
    with tempfile.TemporaryDirectory() as folder:
        files = [os.path.join(folder, "%05d.txt" % i) for i in range(len(texts))]
        for path, text in zip(files, texts):
            with open(path, "wb") as file:
                file.write(text.bytes())
        command = [program, "extract", "-q", "--raw", "--input", "text", "-f", "conllu"] + files
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    documents, sentence = [], []
    for line in said.split("\n"):
        cells = line.split("\t")
        if line.startswith("# newdoc"):
            documents.append([])
        elif not line and sentence:
            documents[-1].append(sentence)
            sentence = []
        elif cells[0].isdigit():
            misc = dict(item.split("=", 1) for item in cells[9].split("|"))
            sentence.append(((int(misc["Begin"]), int(misc["End"])), cells[3], int(cells[6]), cells[7].split(":")[0]))
    if len(documents) != len(texts):
        sys.exit("%d documents became %d" % (len(texts), len(documents)))
    return documents


def words_of(sentences):
    """{(span, k): (upos, (span, k) of the head or None, relation)}; k numbers words of one span."""
    words, seen = {}, {}
    for sentence in sentences:
        names = []
        for span, *_ in sentence:
            names.append((span, seen.get(span, 0)))
            seen[span] = seen.get(span, 0) + 1
        for name, (_, upos, head, relation) in zip(names, sentence):
            words[name] = (upos, names[head - 1] if head else None, relation)
    return words


def score(path, program):
    texts, trees = gold.read_texts([path]), gold_sentences(path)
    documents = analyse(program, texts)
    total = upos = uas = las = 0
    for text, document in zip(texts, documents):
        known = [[(span, *word) for span, word in zip(spans, next(trees))] for spans in text.sentences]
        right, said = words_of(known), words_of(document)
        total += len(right) + len(said)
        for name in right.keys() & said.keys():
            upos += right[name][0] == said[name][0]
            head = right[name][1] == said[name][1]
            uas += head
            las += head and right[name][2] == said[name][2]
    print("F1 over words: UPOS %.2f  UAS %.2f  LAS %.2f" % tuple(200 * n / max(1, total) for n in (upos, uas, las)))


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__.strip())
    for path in argv[2:]:
        score(path, argv[1])


if __name__ == "__main__":
    main(sys.argv)
