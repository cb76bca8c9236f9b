#!/usr/bin/env python3
"""Which verbs and event nouns of a treebank have a frame?

    make/coverage.py lexicon.ttl[,more.ttl] words.tsv TREEBANK.conllu … [--list N]

A word counts as covered if it has a frame of its kind, or if it is listed as
one that states no relation by itself (sets whose words rules read: verbs of
speech, light verbs, modals …, and open_verb, open_noun: deliberately open).
"""
import collections
import re
import sys

import rdflib

LEX = rdflib.Namespace("https://w3id.org/relata/lexicon#")
RULE_SETS = {"speech_verb", "belief_verb", "neutral_verb", "negative_verb", "light_verb", "copula_verb", "naming_verb",
             "open_verb", "open_noun", "unreal_noun", "speech_noun", "quantity_noun", "time_noun", "modal"}
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


def read_sets(path):
    words = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, _, rest = line.rstrip("\n").partition("\t")
            if name in RULE_SETS:
                words.update(rest.split())
    return words


def read_words(paths):
    counts = collections.Counter()
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                fields = line.split("\t")
                if len(fields) == 10 and fields[3] in ("VERB", "NOUN"):
                    counts[fields[3], fields[2].lower()] += 1
    return counts


def main():
    arguments = sys.argv[1:]
    shown = int(arguments[arguments.index("--list") + 1]) if "--list" in arguments else 0
    paths = [a for a in arguments[2:] if a.endswith(".conllu")]
    heads, listed = read_frames(arguments[0]), read_sets(arguments[1])
    counts = read_words(paths)
    for upos, kinds in (("VERB", ("verb", "head")), ("NOUN", ("event", "role"))):
        words = {w: n for (u, w), n in counts.items() if u == upos and (upos == "VERB" or EVENT.match(w))}
        framed = {w for w in words if any(w in heads[k] for k in kinds)}
        covered = framed | {w for w in words if w in listed}
        total = sum(words.values()) or 1
        print(f"{upos}: {sum(words[w] for w in framed) / total:.3f} of {total} have a frame, "
              f"{sum(words[w] for w in covered) / total:.3f} a frame or a rule")
        missing = sorted((w for w in words if w not in covered), key=lambda w: (-words[w], w))[:shown]
        if missing:
            print(" ".join(f"{w}:{words[w]}" for w in missing))


if __name__ == "__main__":
    main()
