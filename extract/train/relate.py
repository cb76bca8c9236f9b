"""Trains the relation scorer alone, on the word vectors of a finished model: minutes on one core.

usage: relate.py MODEL.pt OUT.pt DATA_FOLDER [--more FOLDER] [--measure]

The encoder stays as it is, so trees and names do too. Facts come from DATA_FOLDER/facts and from
the pairs NAME.facts.tsv, NAME.sentences.tsv of further folders; a sentence of the treebanks needs
no text of its own. Sentences outside the treebanks are tokenised, tagged and parsed by the model.
With --measure the tenth of the documents that is kept aside is not trained on, and is scored.
"""
import argparse
import copy

import numpy as np
import torch

import checkpoint
import relations
from encoder import default_folder
from evaluate import f1
from groups import kept_aside
from losses import relation_loss
from model import merge_names
from pieces import Pieces
from readings import collect, encode, load_kept


def examples(items, vectors, index):
    """[(vectors, pairs [n, 4], aside)] of the sentences that have at least two candidates."""
    out, lost, total = [], 0, 0
    for (sentence, facts), words in zip(items, vectors):
        if words is None:
            continue
        known = [f for f in facts if f[1] in index]
        pairs, missing = relations.all_pairs(sentence, known, {})
        lost, total = lost + missing, total + len(known)
        rows = [(i, j, index[r[0]] if r else 0, index[r[1]] if len(r) > 1 else -1) for i, j, r in pairs]
        if rows:
            out.append((words, torch.tensor(rows), kept_aside(sentence.document)))
    print(f"{len(out)} sentences, {total} facts, of them not found in their words {lost}", flush=True)
    return out


def together(part):
    """One padded batch: word vectors, which words are real, and the pairs with their sentence."""
    width = max(len(words) for words, _, _ in part)
    words = torch.zeros(len(part), width, part[0][0].size(1))
    real = torch.zeros(len(part), width, dtype=torch.bool)
    for k, (vectors, _, _) in enumerate(part):
        words[k, :len(vectors)], real[k, :len(vectors)] = vectors.float(), True
    row = torch.repeat_interleave(torch.arange(len(part)), torch.tensor([len(p) for _, p, _ in part]))
    return words, real, row, torch.cat([p for _, p, _ in part])


def batches(items, size, rng=None):
    order = np.argsort([len(w) + (rng.random() * 6 if rng else 0) for w, _, _ in items], kind="stable")
    parts = [[items[k] for k in order[b:b + size]] for b in range(0, len(order), size)]
    if rng:
        rng.shuffle(parts)
    return parts


def rounded(scorer, on):
    for layer in (scorer.left, scorer.right, scorer.between, scorer.out):
        layer.rounded = on


@torch.no_grad()
def measure(scorer, items, other):
    """Precision, recall and F1 over listed relations, the best class of each pair."""
    scorer.eval()
    rounded(scorer, True)
    right = guessed = gold = 0
    for part in batches(items, 64):
        words, real, row, pairs = together(part)
        best = scorer(words, real, row, pairs[:, 0], pairs[:, 1]).argmax(-1)
        listed = (best > 0) & (best < other)
        right += int((listed & ((best == pairs[:, 2]) | (best == pairs[:, 3]))).sum())
        guessed += int(listed.sum())
        gold += int(((pairs[:, 2] > 0) & (pairs[:, 2] < other)).sum())
    return 100 * right / max(1, guessed), 100 * right / max(1, gold), f1(right, guessed, gold)


def train(scorer, items, aside, other, args):
    """AdamW with a linear fall of the rate; the layers round in the last third, as the engine does."""
    rng = np.random.default_rng(args.seed)
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=args.lr, weight_decay=0.05, betas=(0.9, 0.98))
    steps, step = args.epochs * len(batches(items, args.batch)), 0
    for epoch in range(args.epochs):
        scorer.train()
        rounded(scorer, epoch >= args.epochs * 2 // 3)
        total = 0.0
        for part in batches(items, args.batch, rng):
            for group in optimizer.param_groups:
                group["lr"] = args.lr * min(1.0, step / 50) * (1 - step / steps)
            words, real, row, pairs = together(part)
            loss = relation_loss(scorer(words, real, row, pairs[:, 0], pairs[:, 1]), pairs[:, 2], pairs[:, 3])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(scorer.parameters(), 2.0)
            optimizer.step()
            step, total = step + 1, total + loss.item()
        note = " ".join(f"{v:.1f}" for v in measure(scorer, aside, other)) if aside else ""
        print(f"epoch {epoch + 1} loss {total / len(batches(items, args.batch)):.3f} aside P R F1 {note}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("data")
    parser.add_argument("--more", action="append", default=[], help="a further folder of facts")
    parser.add_argument("--encoder", default=default_folder())
    parser.add_argument("--cache", help="a file that keeps the word vectors from one run to the next")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--fresh", action="store_true", help="begin with a new scorer, not the model's")
    parser.add_argument("--share", type=float, default=1.0, help="of the sentences, to see what more of them bring")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=32, help="sentences")
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    model, saved = checkpoint.load(args.model)
    analyser = merge_names(copy.deepcopy(model), saved["mix"]).eval()
    analyser.round_weights()
    items = collect(args.data, [f"{args.data}/facts"] + args.more)
    kept = load_kept(args.cache, items)
    new = [s for s, _ in items if s.id not in kept]
    for sentence, words in zip(new, encode(analyser, saved["labels"], Pieces(args.encoder), new)):
        kept[sentence.id] = (words, sentence.upos, sentence.heads)
    for sentence, _ in items:
        _, sentence.upos, sentence.heads = kept[sentence.id]
    if args.cache and new:
        torch.save(kept, args.cache)
    index = {r: k for k, r in enumerate(saved["labels"]["relation"])}
    found = examples(items, [kept[s.id][0] for s, _ in items], index)
    aside = [e for e in found if e[2]] if args.measure else []
    found = [e for e in found if not (args.measure and e[2])]
    found = found[::max(1, round(1 / args.share))]
    scorer = type(model.rel)(model.shape.width, len(index), 0.3) if args.fresh else model.rel
    if args.measure:
        print("before", " ".join(f"{v:.1f}" for v in measure(scorer, aside, len(index) - 1)), flush=True)
    train(scorer, found, aside, len(index) - 1, args)
    rounded(scorer, False)
    model.rel = scorer
    checkpoint.save(model, argparse.Namespace(**saved), saved["mix"], args.out)


if __name__ == "__main__":
    main()
