"""Adds every fact read by hand to a dataset: new pairs for its sentences, new rows for written ones.

usage: grow.py DATASET.npz MODEL.pt DATA_FOLDER OUT.npz [--more FOLDER] [--plain TEXT]

MODEL.pt tags and parses the sentences that no treebank has, so that mentions' heads are found.
Running text, a paragraph a line, is added for the teachers alone to label.  Rows are added at the
end: labels of silver.py for the old words stay where they are.
"""
import argparse
import copy
import json

import numpy as np

import checkpoint
import plain
import relations
from dataset import Builder
from encoder import default_folder
from groups import PLAIN, REPORTS
from model import merge_names
from pieces import Pieces
from readings import collect, encode, load_kept
from treebank import Sentence


def parsed(args, items):
    """Fills in tags and trees of the sentences that have none."""
    kept = load_kept(args.cache, items)
    new = [s for s, _ in items if s.heads is None and s.id not in kept]
    model, saved = checkpoint.load(args.model)
    analyser = merge_names(copy.deepcopy(model), saved["mix"]).eval()
    analyser.round_weights()
    encode(analyser, saved["labels"], Pieces(args.encoder), new)
    for sentence, _ in items:
        if sentence.heads is None and sentence.id in kept:
            sentence.upos, sentence.heads = kept[sentence.id][1:3]
    return saved


def row_of_words(arrays, words):
    """Where a sentence of the dataset is, by its words; the first of equal ones."""
    rows = {}
    for row, each in enumerate(words):
        if arrays["group"][row] <= REPORTS:
            rows.setdefault(tuple(each), row)
    return rows


def grow(arrays, text, saved, items, pieces, running):
    """(arrays, words, lemmas) with the pairs of `items`."""
    builder = Builder(pieces, saved["labels"])
    rows = row_of_words(arrays, text["words"])
    pairs = {}
    lost = total = 0
    index = builder.index["relation"]
    for sentence, facts in items:
        known = [f for f in facts if f[1] in index]
        if sentence.heads is None:
            continue
        found, missing = relations.all_pairs(sentence, known, {})
        lost, total = lost + missing, total + len(known)
        row = rows.get(tuple(sentence.words))
        if row is None:
            builder.add(Sentence(sentence.id, sentence.words), REPORTS, None, 0, found)
        else:
            pairs[row] = builder.pair_rows(found)
    print(f"facts {total}, of them not found in their words {lost}")
    for sentence in plain.read_paragraphs(running):
        builder.add(sentence, PLAIN)
    return joined(arrays, pairs, builder.arrays()), text["words"] + builder.words, text["lemmas"] + builder.lemmas


def joined(old, pairs, new):
    """The old arrays with other pairs for some rows, then the new ones."""
    flat, counts = [], old["pair_count"].copy()
    for row, count in enumerate(old["pair_count"]):
        begin = int(old["pair_start"][row])
        own = pairs.get(row, old["pairs"][begin:begin + int(count)])
        counts[row] = len(own)
        flat.append(np.asarray(own, np.int16).reshape(-1, 4))
    out = {k: np.concatenate([v, new[k]]) for k, v in old.items() if not k.endswith("_start")}
    out["pairs"] = np.concatenate(flat + [new["pairs"]])
    out["pair_count"] = np.concatenate([counts, new["pair_count"]])
    for what in ("piece", "word", "pair"):
        out[f"{what}_start"] = np.concatenate([[0], np.cumsum(out[f"{what}_count"].astype(np.int64))])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("model")
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--more", action="append", default=[], help="a further folder of facts")
    parser.add_argument("--plain", action="append", default=[], help="a file of running text, a paragraph a line")
    parser.add_argument("--encoder", default=default_folder())
    parser.add_argument("--cache", help="word vectors kept by relate.py: their tags and trees serve")
    args = parser.parse_args()
    arrays = dict(np.load(args.dataset))
    text = json.loads(arrays.pop("text").tobytes())
    items = collect(args.data, [f"{args.data}/facts"] + args.more)
    saved = parsed(args, items)
    arrays, text["words"], text["lemmas"] = grow(arrays, text, saved, items, Pieces(args.encoder), args.plain)
    dump = json.dumps(text, ensure_ascii=False).encode()
    np.savez(args.out, text=np.frombuffer(dump, dtype=np.uint8), **arrays)
    print("rows", len(arrays["word_count"]), "pairs", len(arrays["pairs"]),
          "related", int((arrays["pairs"][:, 2] > 0).sum()), "sentences with facts", int((arrays["pair_count"] > 0).sum()))


if __name__ == "__main__":
    main()
