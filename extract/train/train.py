"""Trains one analyser: a teacher on gold alone, or the student on gold and the teachers' labels.

usage: train.py DATASET.npz OUT.pt [--soft SILVER.pt] [--seed N] [--epochs E] [--seconds S] …

The learning rate falls to zero at the end of the epochs or of the seconds, whichever comes
first, so that a run cut short by the clock still ends well; the number of steps is printed.
"""
import argparse
import time

import numpy as np
import torch

import checkpoint
import names
import silver
from batches import Data
from encoder import Shape
from evaluate import report
from groups import NAMES, PLAIN, REPORTS, TREEBANK
from losses import imitation_loss, total_loss
from model import build

IMITATED = 0.5              # share of a run with --imitate in which word vectors count, less and less


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("out")
    parser.add_argument("--encoder", help="BERT's weights: model.safetensors or a .pt")
    parser.add_argument("--start", help="a trained model to go on from, in place of --encoder")
    parser.add_argument("--shape", help="sizes, with commas: width,layers,heads,inner,arc,label[,attention]")
    parser.add_argument("--imitate", help="a finished model of the same width, whose word vectors are an aim at first")
    parser.add_argument("--soft", help="the teachers' labels (silver.py)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--pieces", type=int, default=4000, help="of a batch, padding included")
    parser.add_argument("--encoder-lr", type=float, default=3e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--case-noise", type=float, default=0.12)
    parser.add_argument("--trim", type=float, default=0.05, help="share of sentences that lose their final mark")
    parser.add_argument("--round-from", type=float, default=2.0, help="share of the run after which layers round")
    parser.add_argument("--average", type=float, default=0.0, help="decay of the running mean of the weights, which is what is kept")
    parser.add_argument("--relation-weight", type=float, default=0.4, help="of the relation scorer's loss")
    parser.add_argument("--all-facts", action="store_true", help="train on the kept-aside tenth too")
    parser.add_argument("--cases", action="store_true", help="report other letter cases too")
    parser.add_argument("--mask", type=float, default=0.0, help="share of the pieces that are hidden")
    parser.add_argument("--others", type=float, default=1.0, help="share of the sentences without facts in an epoch")
    parser.add_argument("--treebanks", action="store_true", help="train on the treebanks' sentences alone")
    parser.add_argument("--limit", type=int, default=0, help="use only so many sentences (to try things out)")
    parser.add_argument("--name", default="model")
    parser.add_argument("--mix", default="0.4,0.25,0.2,0.15", help="weights of the name sources in use")
    return parser.parse_args()


class Average:
    """A running mean of the weights."""

    def __init__(self, model, decay):
        self.model, self.decay, self.count = model, decay, 0
        self.mean = [p.detach().clone() for p in model.parameters()]

    def update(self):
        self.count += 1
        decay = min(self.decay, (1 + self.count) / (10 + self.count))
        torch._foreach_lerp_(self.mean, [p.detach() for p in self.model.parameters()], 1 - decay)

    @torch.no_grad()
    def take(self):
        """Makes the mean the model's weights."""
        for p, m in zip(self.model.parameters(), self.mean):
            p.copy_(m)


def optimiser(model, encoder_lr, head_lr):
    """AdamW; no decay on biases, norms and embeddings' case."""
    groups = {}
    for name, p in model.named_parameters():
        rate = encoder_lr if name.startswith("encoder.") and "case" not in name else head_lr
        decay = 0.01 if p.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(p)
    return torch.optim.AdamW([{"params": ps, "lr": rate, "weight_decay": decay, "peak": rate}
                              for (rate, decay), ps in groups.items()],
                             betas=(0.9, 0.98), fused=True)


@torch.no_grad()
def guided(guide, batch, share):
    """The word vectors to imitate, in the first part of a run."""
    return guide.words(batch)[0] if guide and share < IMITATED else None


def training_rows(data, args):
    groups = [TREEBANK] if args.treebanks else [TREEBANK, NAMES, REPORTS] + ([PLAIN] if args.soft else [])
    rows = data.rows(groups)
    if args.limit:
        rows = np.random.default_rng(args.seed).choice(rows, min(args.limit, len(rows)), replace=False)
    return rows


def epoch_rows(data, rows, others, rng):
    """All rows with facts, and a share of the others."""
    if others >= 1:
        return rows
    with_facts = data.host["train_pair_count"][rows] > 0
    return rows[with_facts | (rng.random(len(rows)) < others)]


def train(args):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    began = time.time()
    torch.manual_seed(args.seed)
    torch.backends.cuda.matmul.allow_tf32 = False
    rng = np.random.default_rng(args.seed)
    data = Data(args.dataset, device)
    silver.prepare(data, args.all_facts)
    mix = torch.tensor([float(w) for w in args.mix.split(",")], device=device)
    mix /= mix.sum()
    if args.soft:
        silver.load(data, args.soft, mix.tolist())
    shape = Shape(*map(int, args.shape.split(","))) if args.shape else Shape()
    model = checkpoint.load(args.start, device)[0] if args.start \
        else build(data.labels, len(names.SOURCES), shape, args.encoder).to(device)
    guide = checkpoint.load(args.imitate, device)[0].eval() if args.imitate else None
    optimizer = optimiser(model, args.encoder_lr, args.head_lr)
    average = Average(model, args.average) if args.average else None
    generator = torch.Generator(device=device)
    generator.manual_seed(args.seed)
    rows = training_rows(data, args)
    once = epoch_rows(data, rows, args.others, np.random.default_rng(0))
    steps = max(1, round(len(data.plan(once, args.pieces, np.random.default_rng(0))) * args.epochs))
    step, losses, start, share = 0, [], time.time(), 0.0
    print(f"{args.name} {len(rows)} sentences {steps} steps, set up in {start - began:.0f} s", flush=True)
    while share < 1:
        model.train()
        for part in data.plan(epoch_rows(data, rows, args.others, rng), args.pieces, rng):
            share = max(step / steps, (time.time() - start) / args.seconds)
            if share >= 1:
                break
            if share >= args.round_from:
                model.round_weights()
            factor = min(1.0, step / (0.05 * steps + 1)) * (1 - share)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            batch = data.batch(part, (generator, args.case_noise, args.trim, args.mask))
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                words, rooted = model.words(batch)
                scores = model.score(words, rooted, batch, data.best_heads(batch))
                goal = guided(guide, batch, share)
            loss, parts = total_loss(scores, batch, data, args.relation_weight)
            if goal is not None:
                parts["imitation"] = imitation_loss(words, goal, batch["real_words"])
                loss = loss + (1 - share / IMITATED) * parts["imitation"]
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0, foreach=True)
            optimizer.step()
            step += 1
            if average:
                average.update()
            if step % 100 == 0:
                print(f"{args.name} step {step} {step / (time.time() - start):.1f}/s share {share:.2f} loss {loss.item():.3f} " +
                      " ".join(f"{k} {v.item():.2f}" for k, v in parts.items()), flush=True)
    print(f"{args.name} {step} steps in {time.time() - start:.0f} s", flush=True)
    return model, data, mix, average


def main():
    args = arguments()
    model, data, mix, average = train(args)
    if average:
        average.take()
    checkpoint.save(model, data, mix.tolist(), args.out)
    if args.round_from <= 1:
        model.round_weights()
    report(model, data, mix, args.name, cases=args.cases)
    print(f"{args.name} done", flush=True)


if __name__ == "__main__":
    main()
