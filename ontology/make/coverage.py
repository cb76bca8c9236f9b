#!/usr/bin/env python3
"""Which verbs and event nouns of a treebank have a frame?

    make/coverage.py lexicon.ttl[,more.ttl] make/open_words.tsv TREEBANK.conllu … [--only PREFIX] [--list N]

A word counts as covered if it has a frame of its kind, or if open_words.tsv
lists it: as one that rules read, or as one that was left open on purpose.
--only counts the documents whose names begin with PREFIX (GUM_news).
"""
import collections
import re
import sys

import rdflib

LEX = rdflib.Namespace("https://w3id.org/relata/lexicon#")
# suffixes of nouns that name what a verb says
EVENT = re.compile(r".*(tion|sion|ment|ance|ence|ing|al|ure|age|ery)$")


def read_frames(paths):
    heads = collections.defaultdict(set)
    for path in paths.split(","):
        graph = rdflib.Graph().parse(path, format="turtle")
        for kind in ("verb", "event", "idiom", "role"):
            for block in graph.objects(None, LEX[kind]):
                for word in str(graph.value(block, LEX.words)).split():
                    heads[kind].add(word)
                    if kind in ("verb", "idiom"):
                        heads["head"].add(word.split("_")[0])
    return heads


def read_open(path):
    """(words that rules read, words left open)"""
    words = {"rule": set(), "open": set()}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                name, _, rest = line.rstrip("\n").partition("\t")
                words[name.split("_")[0]].update(rest.split())
    return words["rule"], words["open"]


def read_words(paths, prefix):
    counts = collections.Counter()
    for path in paths:
        wanted = not prefix
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# newdoc id = "):
                    wanted = line.removeprefix("# newdoc id = ").startswith(prefix)
                fields = line.split("\t")
                if wanted and len(fields) == 10 and fields[3] in ("VERB", "NOUN"):
                    counts[fields[3], fields[2].lower()] += 1
    return counts


def main():
    arguments = sys.argv[1:]
    shown = int(arguments[arguments.index("--list") + 1]) if "--list" in arguments else 0
    prefix = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    paths = [a for a in arguments[2:] if a.endswith(".conllu")]
    heads, (ruled, left_open) = read_frames(arguments[0]), read_open(arguments[1])
    counts = read_words(paths, prefix)
    for upos, kinds in (("VERB", ("verb", "head")), ("NOUN", ("event", "role"))):
        words = {w: n for (u, w), n in counts.items() if u == upos and (upos == "VERB" or EVENT.match(w))}
        framed = {w for w in words if any(w in heads[k] for k in kinds)}
        read = framed | (words.keys() & ruled)
        covered = read | (words.keys() & left_open)
        total = sum(words.values()) or 1
        shares = [sum(words[w] for w in group) / total for group in (framed, read, covered)]
        print(f"{upos}: {total} words, {shares[0]:.3f} have a frame, {shares[1]:.3f} a frame or a rule, "
              f"{shares[2]:.3f} one of these or left open on purpose")
        missing = sorted((w for w in words if w not in covered), key=lambda w: (-words[w], w))[:shown]
        if missing:
            print(" ".join(f"{w}:{words[w]}" for w in missing))


if __name__ == "__main__":
    main()
