"""A few sentences with all that the rounded model says of them, for the engine's golden test.

usage: golden.py MODEL.pt OUT.tsv --encoder FOLDER

A line a word: number, word, its WordPiece ids, UPOS, features, head, label, lemma, name label,
mention type; a blank line after each sentence. Where the two best answers are closer than
CLOSE the word's line ends with `~`: another order of floating-point steps may choose otherwise.
"""
import argparse

import numpy as np
import torch

import checkpoint
import wordnet
from encoder import default_folder
from evaluate import name_path
from lemma import lemma_of, read_lexicon
from model import merge_names
from pieces import Pieces
from tree import best_tree

CLOSE = 0.05                # difference of scores
SENTENCES = [
    "Neighboring Turkey , which has long backed Syrian rebels , sent troops across the border on Tuesday .",
    "The minister denied that the U.S. had struck a deal with Moscow .",
    "Dr. Ana García 's company , Norsk Kabel AS , did n't buy 12,500 km of fibre-optic cable in 2019 .",
    "UN OFFICIALS CONDEMN ATTACK ON HOSPITAL IN ALEPPO",
    "she said they were n't sure who 'd won",
    "Kuznetsov told reporters at the Hotel Metropol in Geneva : “ We will neither confirm nor deny the report . ”",
]


def encode(pieces, words):
    ids, cases, first, last = pieces.sentence(words)
    row = lambda x: torch.tensor([x])
    none = torch.zeros(0, dtype=torch.long)
    return {"ids": row(ids), "cases": row(cases), "first": row(first), "last": row(last),
            "real_pieces": row([True] * len(ids)), "real_words": row([True] * len(words)),
            "pair_i": none, "pair_j": none, "pair_row": none}


def margins(scores):
    """How far the best answer of each word is ahead of the second."""
    two = scores.float().topk(2, -1).values
    return (two[..., 0] - two[..., 1])[0]


@torch.no_grad()
def analysis(model, labels, lexicon, pieces, words):
    """The lines of one sentence."""
    batch = encode(pieces, words)
    vectors = model.words(batch)
    scores = model.score(*vectors, batch)
    heads = best_tree(scores["head"][0].numpy())
    deprel = model.labels_of(*vectors, torch.from_numpy(np.asarray(heads))[None])
    ner = name_path(scores["names"][0, :, 0].log_softmax(-1).numpy(), labels["ner"])
    close = sum((margins(scores[k]) < CLOSE) for k in ("upos", "feats", "lemma", "head", "mention"))
    close = close + (margins(deprel) < CLOSE) + (margins(scores["names"][:, :, 0]) < CLOSE)
    best = {k: scores[k].argmax(-1)[0].tolist() for k in ("upos", "feats", "lemma", "mention")}
    for k, word in enumerate(words):
        cells = [str(k + 1), word, ",".join(map(str, pieces.cut(word))), labels["upos"][best["upos"][k]],
                 labels["feats"][best["feats"][k]], str(heads[k]), labels["deprel"][int(deprel[0, k].argmax())],
                 lemma_of(lexicon, labels["lemma"][best["lemma"][k]], word, labels["upos"][best["upos"][k]]),
                 labels["ner"][ner[k]],
                 labels["mention"][best["mention"][k]]]
        yield "\t".join(cells + (["~"] if close[k] else []))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--encoder", default=default_folder())
    parser.add_argument("--wordnet", default="/usr/share/wordnet", help="WordNet's folder (Debian's wordnet-base)")
    args = parser.parse_args()
    model, saved = checkpoint.load(args.model)
    merge_names(model, saved["mix"]).eval()
    model.round_weights()
    pieces = Pieces(args.encoder)
    lexicon = read_lexicon(wordnet.join(saved["lexicon"], args.wordnet))
    with open(args.out, "w", encoding="utf-8") as out:
        for text in SENTENCES:
            for line in analysis(model, saved["labels"], lexicon, pieces, text.split()):
                print(line, file=out)
            print(file=out)


if __name__ == "__main__":
    main()
