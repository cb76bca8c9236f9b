#!/usr/bin/env python3
"""Score sentence and word boundaries on raw text against treebanks.

usage: split_score.py PROGRAM TREEBANK.conllu... [--errors]

PROGRAM is `relata` (which also reads, cleans and analyses the text: slower) or
the build's relata_split_tool (which only splits).  The treebank's text is put
together from its words (a document a text, paragraphs parted by an empty line)
and split anew; F1 over the spans of sentences and of words.  --errors prints the words and the
sentences' ends that differ.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../extract/train/split"))
import gold  # noqa: E402


def conllu_spans(text):
    """Sentences of each document that relata wrote."""
    documents, sentence = [], []
    for line in text.split("\n"):
        if line.startswith("# newdoc"):
            documents.append([])
        elif not line and sentence:
            documents[-1].append(sentence)
            sentence = []
        elif line.split("\t")[0].isdigit():
            misc = dict(item.split("=", 1) for item in line.split("\t")[9].split("|"))
            sentence.append((int(misc["Begin"]), int(misc["End"])))
    return documents


def tool_spans(text):
    documents = [[]]
    for line in text.splitlines():
        if line:
            documents[-1].append([tuple(map(int, span.split("-"))) for span in line.split()])
        else:
            documents.append([])
    return documents[:-1]


def split(program, texts):
    """Sentences, as spans of words, of each text."""
    with tempfile.TemporaryDirectory() as folder:
        files = [os.path.join(folder, "%05d.txt" % i) for i in range(len(texts))]
        for path, text in zip(files, texts):
            with open(path, "wb") as file:
                file.write(text.bytes())
        relata = os.path.basename(program) == "relata"
        options = ["extract", "-q", "--raw", "--input", "text", "-f", "conllu"] if relata else ["spans"]
        said = subprocess.run([program] + options + files, check=True, capture_output=True, text=True).stdout
    documents = conllu_spans(said) if relata else tool_spans(said)
    if len(documents) != len(texts):
        sys.exit("%d documents became %d" % (len(texts), len(documents)))
    return documents


def f1(gold_spans, said):
    gold_set, said_set = set(gold_spans), set(said)
    right = len(gold_set & said_set)
    precision, recall = right / max(1, len(said_set)), right / max(1, len(gold_set))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def show_ends(text, said):
    """Print what stands around the boundaries that only one side has."""
    raw, gold_ends, said_ends = text.bytes(), {s[-1][1] for s in text.sentences}, {s[-1][1] for s in said}
    for end in sorted(gold_ends ^ said_ends):
        before = raw[max(0, end - 60):end].decode(errors="replace").replace("\n", "¶")
        behind = raw[end:end + 40].decode(errors="replace").replace("\n", "¶")
        print("%s %s ⏐ %s" % ("missed " if end in gold_ends else "too much", before, behind))


def show_words(text, said):
    """Print the words that are cut differently."""
    raw, gold_words = text.bytes(), [w for s in text.sentences for w in s]
    gold_set = set(gold_words)
    for span in [w for s in said for w in s if w not in gold_set]:
        cut = [w for w in gold_words if w[0] < span[1] and w[1] > span[0]]
        print("said [%s]  gold %s" % (raw[span[0]:span[1]].decode(errors="replace"),
                                      " ".join(raw[a:b].decode(errors="replace") for a, b in cut)))


def main(argv):
    errors = "--errors" in argv
    argv = [a for a in argv if a != "--errors"]
    if len(argv) < 3:
        sys.exit(__doc__.strip())
    for path in argv[2:]:
        texts = gold.read_texts([path])
        documents = split(argv[1], texts)
        pairs = list(enumerate(zip(texts, documents)))
        words = f1([(n, w) for n, (t, _) in pairs for s in t.sentences for w in s],
                   [(n, w) for n, (_, d) in pairs for s in d for w in s])
        sentences = f1([(n, s[0][0], s[-1][1]) for n, (t, _) in pairs for s in t.sentences],
                       [(n, s[0][0], s[-1][1]) for n, (_, d) in pairs for s in d])
        print("%s: sentences P %.4f R %.4f F1 %.4f  words P %.4f R %.4f F1 %.4f"
              % (os.path.basename(path), *sentences, *words))
        for text, said in zip(texts, documents) if errors else ():
            show_words(text, said)
            show_ends(text, said)


if __name__ == "__main__":
    main(sys.argv)
