"""All training and dev text as flat arrays, so that a batch is a handful of gathers on any device.

usage: dataset.py DATA_FOLDER OUT.npz [--encoder FOLDER]

A sentence is a row; its pieces and words lie in the flat arrays from `piece_start[row]` and
`word_start[row]` on. A word's column is -1 where its source says nothing of it. `pairs` holds
every ordered pair of candidate heads of the sentences whose facts were read by hand.
"""
import argparse
import collections
import json

import numpy as np

import names
import plain
import relations
from groups import EWT_DEV, GUM_DEV, KEPT_ASIDE, NAMES, PLAIN, REPORTS, TREEBANK, kept_aside
from encoder import default_folder
from lemma import edit_script, lemma_lexicon
from pieces import WINDOW, Pieces
from treebank import read_conllu, span_head

COLUMNS = ["upos", "feats", "lemma", "head", "deprel", "mention"]
MENTIONS = ["none", "person", "place", "organization", "event", "time", "object", "substance", "abstract",
            "animal", "plant"]
RAREST_SCRIPT = 2           # an edit script seen less often is no class


class Builder:
    """Collects rows; `labels` are the vocabularies that the heads are made from."""

    def __init__(self, pieces, labels):
        self.pieces, self.labels = pieces, labels
        self.index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
        self.rows = collections.defaultdict(list)
        self.words, self.lemmas = [], []

    def add(self, sentence, group, name_sets=None, name_source=0, pairs=None):
        ids, cases, first, last = self.pieces.sentence(sentence.words)
        if len(ids) > WINDOW or not sentence.words:
            return
        count = len(sentence.words)
        put = self.rows
        put["piece"] += ids
        put["case"] += cases
        put["first"] += first
        put["last"] += last
        put["piece_count"].append(len(ids))
        put["word_count"].append(count)
        put["group"].append(group)
        put["name_source"].append(name_source)
        put["names"] += name_sets or [0] * count
        put["trim"].append(int(self.ends_in_loose_mark(sentence)))
        put["aside"].append(int(kept_aside(sentence.document)))
        for column in COLUMNS:
            put[column] += self.column(sentence, column)
        put["pairs"] += self.pair_rows(pairs or [])
        put["pair_count"].append(len(pairs or []))
        self.words.append(sentence.words)
        self.lemmas.append(sentence.lemmas or [])

    def pair_rows(self, pairs):
        """(i, j, first relation, second or -1) of each pair."""
        rows = []
        for i, j, found in pairs:
            ids = [self.index["relation"][r] for r in found][:2] or [0]
            rows.append((i, j, ids[0], ids[1] if len(ids) > 1 else -1))
        return rows

    def column(self, sentence, name):
        count = len(sentence.words)
        if name == "mention":
            return mention_column(sentence) if sentence.has_entities else [-1] * count
        if not sentence.heads:
            return [-1] * count
        if name == "head":
            return sentence.heads
        if name == "lemma":
            scripts = [edit_script(w, l) for w, l in zip(sentence.words, sentence.lemmas)]
            return [self.index["lemma"].get(s, -1) for s in scripts]
        values = {"upos": sentence.upos, "feats": sentence.feats, "deprel": sentence.deprels}[name]
        return [self.index[name].get(v, -1) for v in values]

    @staticmethod
    def ends_in_loose_mark(sentence):
        """Whether the last word is a punctuation mark that nothing hangs on."""
        return bool(sentence.heads) and len(sentence.words) > 2 and sentence.upos[-1] == "PUNCT" \
            and len(sentence.words) not in sentence.heads and sentence.heads[-1] != 0

    def arrays(self):
        kinds = {"piece": np.int32, "case": np.int8, "pairs": np.int16}
        out = {k: np.array(v, dtype=kinds.get(k, np.int16)) for k, v in self.rows.items()}
        for what in ("piece", "word", "pair"):
            counts = out[f"{what}_count"].astype(np.int64)
            out[f"{what}_start"] = np.concatenate([[0], np.cumsum(counts)])
        return out


def mention_column(sentence):
    """A mention's type on its head; the longest wins where two share one."""
    column = [0] * len(sentence.words)
    for begin, end, kind in sorted(sentence.entities, key=lambda e: e[1] - e[0]):
        if kind in MENTIONS:
            column[span_head(sentence.heads, begin, end)] = MENTIONS.index(kind)
    return column


def vocabulary(train, facts):
    scripts = collections.Counter(edit_script(w, l) for s in train for w, l in zip(s.words, s.lemmas))
    found = {r for _, items in facts.values() for _, r, _ in items}
    return {
        "upos": sorted({t for s in train for t in s.upos}),
        "feats": sorted({f for s in train for f in s.feats}),
        "lemma": [s for s, n in scripts.most_common() if n >= RAREST_SCRIPT],
        "deprel": sorted({r for s in train for r in s.deprels}),
        "ner": names.LABELS,
        "mention": MENTIONS,
        "relation": ["none"] + sorted(found - {"other"}) + ["other"],
    }


def build(data, pieces):
    train = [s for name in ("ewt", "gum") for s in read_conllu(f"{data}/ud/en_{name}-train.conllu")
             if s.document not in KEPT_ASIDE]
    facts = relations.read_facts(f"{data}/facts")
    usual = relations.usual_tags(train)
    builder = Builder(pieces, vocabulary(train, facts))
    builder.lexicon = lemma_lexicon(train)
    lost = total = 0
    for sentence in train:
        pairs = None
        if sentence.id in facts:
            pairs, missing = relations.all_pairs(sentence, facts[sentence.id][1], usual)
            lost, total = lost + missing, total + len(facts[sentence.id][1])
        sets = names.from_gum(sentence) if sentence.has_entities else None
        builder.add(sentence, TREEBANK, sets, 0, pairs)
    for sentence, sets, source in names.read_sources(f"{data}/ner"):
        builder.add(sentence, NAMES, sets, source)
    for name, (text, items) in facts.items():
        if ".txt-" in name:
            sentence = relations.plain_sentence(name, text)
            pairs, missing = relations.all_pairs(sentence, items, usual)
            lost, total = lost + missing, total + len(items)
            builder.add(sentence, REPORTS, None, 0, pairs)
    for sentence in plain.read_reports(f"{data}/re3d", KEPT_ASIDE):
        builder.add(sentence, PLAIN)
    for sentence in plain.read_litbank(f"{data}/coref/litbank.jsonl"):
        builder.add(sentence, PLAIN)
    add_dev(builder, data)
    print(f"facts {total}, of them not found in their words {lost}")
    return builder


def add_dev(builder, data):
    gold = list(names.read_columns_of_dev(f"{data}/ner/en_ewt-dev.iob2"))
    for sentence, tags in zip(read_conllu(f"{data}/ud/en_ewt-dev.conllu"), gold, strict=True):
        assert len(tags) == len(sentence.words)
        builder.add(sentence, EWT_DEV, [names.BIT[t] for t in tags])
    for sentence in read_conllu(f"{data}/ud/en_gum-dev.conllu"):
        builder.add(sentence, GUM_DEV, names.from_gum(sentence))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--encoder", default=default_folder())
    args = parser.parse_args()
    builder = build(args.data, Pieces(args.encoder))
    arrays = builder.arrays()
    with open(f"{args.encoder}/vocab.txt", encoding="utf-8") as lines:
        vocabulary_ = [line.rstrip("\n") for line in lines]
    text = json.dumps({"labels": builder.labels, "vocab": vocabulary_, "lexicon": builder.lexicon, "words": builder.words,
                       "lemmas": builder.lemmas}, ensure_ascii=False)
    np.savez(args.out, text=np.frombuffer(text.encode(), dtype=np.uint8), **arrays)
    groups = collections.Counter()
    for group, count in zip(arrays["group"], arrays["word_count"]):
        groups[int(group)] += int(count)
    print("words a group", dict(groups), "labels", {k: len(v) for k, v in builder.labels.items()})
    print("pairs", len(arrays["pairs"]), "related", int((arrays["pairs"][:, 2] > 0).sum()))


if __name__ == "__main__":
    main()
