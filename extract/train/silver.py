"""What an ensemble of teachers says of all training text: the student's second set of targets.

usage: silver.py DATASET.npz OUT.npz TEACHER.pt … [--treebanks]

A word's target in a task is up to four (class, weight) pairs: gold with half the weight where
gold is known, and the teachers' three best classes by their mean probability. Names get the
whole mixed distribution. Pairs of words that the teachers believe related, and a share of the
others, are added to those that were read by hand.
"""
import argparse
import time

import numpy as np
import torch

import checkpoint
from batches import Data
from groups import NAMES, PLAIN, REPORTS, TREEBANK

SOFT_TASKS = ["upos", "feats", "lemma", "head", "deprel", "mention"]
BEST = 3
GOLD_SHARE = 0.5
SURELY_NONE = 0.95          # pairs above this are kept with the probability below
KEPT_NONE = 0.15
NEVER_IN_NAMES = ("VERB", "AUX", "PRON", "ADV", "SCONJ", "INTJ", "PART")
NOMINAL = ("NOUN", "PROPN", "PRON")
MOST_PAIRS = 240            # of one sentence


def prepare(data, all_facts):
    """Which pairs are trained on: not those of the documents kept aside, unless all are wanted."""
    host = data.host
    host["gold_pairs"] = host["pair_count"].copy()
    host["train_pair_count"] = host["pair_count"] * (1 if all_facts else (host["aside"] == 0))


@torch.no_grad()
def label(data, teachers, groups):
    """The teachers' mean answers as numpy arrays by word, and new pairs with theirs."""
    pieces = 32000 if data.device.type == "cuda" else 4000      # at once
    words = len(data.word_columns)
    out = {t: (np.zeros((words, BEST), np.uint16), np.zeros((words, BEST), np.uint8)) for t in SOFT_TASKS}
    out["names"] = np.zeros((words, teachers[0].sources, len(data.labels["ner"])), np.uint8)
    parts, gold = [], np.zeros((len(data.host["pairs"]), BEST, 2), np.uint16)
    rows = data.rows(groups)
    rng = np.random.default_rng(1)
    tags = data.labels["upos"]
    nominal = torch.tensor([t in NOMINAL for t in tags], device=data.device)
    for part in data.plan(rows, pieces):
        batch = data.batch(part)
        real = batch["real_words"]
        with torch.autocast(data.device.type, torch.bfloat16, enabled=data.device.type == "cuda"):
            vectors = [teacher.words(batch) for teacher in teachers]
            scores = [t.score(*v, batch) for t, v in zip(teachers, vectors)]
            mean = {k: mean_probability([s[k] for s in scores]) for k in SOFT_TASKS if k != "deprel"}
            heads = torch.where(batch["head"] >= 0, batch["head"], mean["head"].argmax(-1))
            mean["deprel"] = mean_probability([t.labels_of(*v, heads) for t, v in zip(teachers, vectors)])
        mean["names"] = mean_probability([s["names"] for s in scores])
        at = batch["word_index"][real].cpu().numpy()
        for task in SOFT_TASKS:
            best, index = mean[task].topk(min(BEST, mean[task].size(-1)), -1)
            best = best / best.sum(-1, keepdim=True)
            out[task][0][at] = index[real].cpu().numpy()
            out[task][1][at] = (best[real] * 255).round().cpu().numpy()
        out["names"][at] = (mean["names"][real] * 255).round().cpu().numpy()
        if len(batch["pair_i"]):
            gold[batch["pair_index"]] = packed(mean_probability([s["relation"] for s in scores]))
        parts.append(new_pairs(data, part, batch, mean["upos"].argmax(-1), nominal, teachers, vectors, rng))
    out["gold_pairs"] = gold
    out["pairs"], out["pair_best"] = (np.concatenate(each) for each in zip(*filter(None, parts)))
    return out


def mean_probability(scores):
    return torch.stack([s.float().softmax(-1) for s in scores]).mean(0)


def packed(probability):
    """The best classes and their weights, as [pairs, BEST, 2] of 16 bits."""
    best, index = probability.topk(BEST, -1)
    best = best / best.sum(-1, keepdim=True)
    return torch.stack([index, (best * 255).round().long()], -1).cpu().numpy().astype(np.uint16)


def new_pairs(data, part, batch, tags, nominal, teachers, vectors, rng):
    """(rows of row, i, j; their best classes) for sentences without facts of their own, or None."""
    can = (nominal[tags] & batch["real_words"]).cpu().numpy()
    which, left, right = [], [], []
    for b, row in enumerate(part):
        if data.host["pair_count"][row] or data.host["aside"][row]:
            continue
        at = np.flatnonzero(can[b])
        i, j = (x.ravel() for x in np.meshgrid(at, at, indexing="ij"))
        keep = np.flatnonzero(i != j)
        if len(keep) > MOST_PAIRS:
            keep = rng.choice(keep, MOST_PAIRS, replace=False)
        which.append(np.full(len(keep), b)), left.append(i[keep]), right.append(j[keep])
    if not which or not sum(map(len, which)):
        return None
    b, i, j = (torch.from_numpy(np.concatenate(x)).to(data.device) for x in (which, left, right))
    probability = mean_probability([t.rel(v[0].float(), batch["real_words"], b, i, j)
                                    for t, v in zip(teachers, vectors)])
    kept = (probability[:, 0] < SURELY_NONE).cpu().numpy() | (rng.random(len(b)) < KEPT_NONE)
    best = packed(probability)[kept]
    at = np.stack([part[b.cpu().numpy()], i.cpu().numpy(), j.cpu().numpy()], 1)
    return at[kept].astype(np.int32), best


def load(data, path, mix):
    """Merges a silver file with gold into `data.soft` and adds its pairs; `mix` weighs the name sources.

    Words that the dataset got later (grow.py) have no silver labels; nor then have pairs.
    """
    silver = dict(np.load(path))
    for key, column in silver.items():
        if "pair" not in key:
            silver[key] = np.pad(column, [(0, len(data.word_columns) - len(column))] + [(0, 0)] * (column.ndim - 1))
    device, soft = data.device, {}
    for task in SOFT_TASKS:
        gold = data.t[task].long()
        known = (gold >= 0).float()
        index = torch.from_numpy(silver[f"{task}_index"].astype(np.int16)).to(device).long()
        weight = torch.from_numpy(silver[f"{task}_weight"]).to(device).float() / 255
        share = GOLD_SHARE * known
        soft[task] = (torch.cat([gold.clamp_min(0)[:, None], index], 1).to(torch.int16),
                      torch.cat([share[:, None], weight * (1 - share)[:, None]], 1).half())
    soft["names"] = soft_names(data, torch.from_numpy(silver["names"]).to(device), mix)
    heads = torch.where(data.t["head"].long() >= 0, data.t["head"].long(), soft["head"][0][:, 1].long())
    soft["heads"] = heads
    if len(silver["gold_pairs"]) == len(data.host["pairs"]):
        soft["relation"] = merge_pairs(data, silver)
    data.soft = soft


def soft_names(data, by_source, mix):
    """The sources' mean by weight; words that gold tags as verb, pronoun and so on are in no name."""
    mixed = torch.zeros(by_source.size(0), by_source.size(2), device=data.device)
    for k, weight in enumerate(mix):
        mixed += by_source[:, k].float() / 255 * weight
    never = torch.tensor([t in NEVER_IN_NAMES for t in data.labels["upos"]], device=data.device)
    tags = data.t["upos"].long()
    mixed[(tags >= 0) & never[tags.clamp_min(0)]] = torch.eye(mixed.size(1), device=data.device)[0]
    return mixed.half()


def merge_pairs(data, silver):
    host = data.host
    rows = np.repeat(np.arange(len(host["pair_count"])), host["pair_count"])
    added = silver["pairs"]
    unknown = np.full((len(added), 2), -1)
    pairs = np.concatenate([host["pairs"], np.concatenate([added[:, 1:], unknown], 1).astype(np.int16)])
    best = np.concatenate([silver["gold_pairs"], silver["pair_best"]])
    row = np.concatenate([rows, added[:, 0]])
    order = np.argsort(row, kind="stable")
    trained = host["train_pair_count"] == host["pair_count"]
    host["pairs"] = pairs[order]
    host["pair_count"] = np.bincount(row, minlength=len(host["pair_count"])).astype(np.int64)
    host["pair_start"] = np.concatenate([[0], np.cumsum(host["pair_count"])])
    host["train_pair_count"] = host["pair_count"] * trained
    data.t["pairs"] = torch.from_numpy(host["pairs"]).to(data.device)
    best = torch.from_numpy(best[order].astype(np.int16)).to(data.device)
    return best[..., 0], best[..., 1].to(torch.uint8)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("out")
    parser.add_argument("teachers", nargs="+")
    parser.add_argument("--treebanks", action="store_true", help="label the treebanks' sentences alone")
    args = parser.parse_args()
    start = time.time()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = Data(args.dataset, device)
    prepare(data, False)
    teachers = [checkpoint.load(path, device)[0].eval() for path in args.teachers]
    out = label(data, teachers, [TREEBANK] if args.treebanks else [TREEBANK, NAMES, REPORTS, PLAIN])
    flat = {k: v for k, v in out.items() if k not in SOFT_TASKS}
    for task in SOFT_TASKS:
        flat[f"{task}_index"], flat[f"{task}_weight"] = out[task]
    np.savez(args.out, **flat)
    print(f"silver: {len(teachers)} teachers, {len(out['pairs'])} new pairs, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
