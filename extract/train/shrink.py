"""A smaller model begun from a bigger one: some of its layers, the heads and inner neurons that count most.

usage: shrink.py MODEL.pt DATASET.npz OUT.pt --keep 0,1,3,5 --inner 768 [--heads 6] [--label 64] [--arc 128]

A neuron or head counts by the mean square of what it adds to its layer's output, on training text.
Scorers whose size changes begin anew.  What comes out must be trained (train.py --start OUT.pt
--imitate MODEL.pt).
"""
import argparse

import numpy as np
import torch

import checkpoint
from batches import Data
from groups import NAMES, TREEBANK
from model import Analyser

BATCHES, PIECES = 40, 2000  # of text to weigh by


class Squares:
    """The mean square of a layer's input columns."""

    def __init__(self, layer):
        self.total, self.hook = 0, layer.register_forward_pre_hook(self.add)

    def add(self, layer, given):
        self.total = self.total + given[0].square().flatten(0, -2).sum(0)


@torch.no_grad()
def measure(model, data):
    """[(squares of the heads' outputs, squares of the inner neurons)] of each layer."""
    model.eval()
    watched = [(Squares(layer.out), Squares(layer.ffn_out)) for layer in model.encoder.layers]
    for part in data.plan(data.rows([TREEBANK, NAMES]), PIECES, np.random.default_rng(1))[:BATCHES]:
        model.words(data.batch(part))
    for each in watched:
        for squares in each:
            squares.hook.remove()
    return [tuple(squares.total for squares in each) for each in watched]


def best(score, count):
    return score.topk(count).indices.sort().values


def pruned(layer, squares, heads, inner):
    """The state of a layer with only the best heads and inner neurons, in their old order."""
    state = layer.state_dict()
    kept = best(squares[1] * layer.ffn_out.weight.square().sum(0), inner)
    state["ffn_in.weight"], state["ffn_in.bias"] = state["ffn_in.weight"][kept], state["ffn_in.bias"][kept]
    state["ffn_out.weight"] = state["ffn_out.weight"][:, kept]
    columns = (squares[0] * layer.out.weight.square().sum(0)).view(layer.heads, -1)
    kept = best(columns.sum(1), heads)
    each = torch.arange(columns.numel()).view(layer.heads, -1)[kept].flatten()
    rows = torch.cat([each + k * columns.numel() for k in range(3)])
    state["qkv.weight"], state["qkv.bias"] = state["qkv.weight"][rows], state["qkv.bias"][rows]
    state["out.weight"] = state["out.weight"][:, each]
    return state


@torch.no_grad()
def shrink(model, saved, squares, keep, shape):
    small = Analyser(saved["labels"], saved["sources"], shape)
    old, new = model.state_dict(), small.state_dict()
    small.load_state_dict({k: old[k] if k in old and old[k].shape == v.shape else v for k, v in new.items()})
    for layer, k in zip(small.encoder.layers, keep):
        layer.load_state_dict(pruned(model.encoder.layers[k], squares[k], shape.heads, shape.inner))
    return small


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("dataset")
    parser.add_argument("out")
    parser.add_argument("--keep", required=True, help="the layers to keep, from 0, with commas")
    parser.add_argument("--inner", type=int, required=True, help="width of the inner layers")
    parser.add_argument("--heads", type=int, default=12, help="heads of each layer")
    parser.add_argument("--label", type=int, default=64, help="width of the labels' scorer")
    parser.add_argument("--arc", type=int, default=256, help="width of the arcs' scorer")
    args = parser.parse_args()
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model, saved = checkpoint.load(args.model)
    squares = measure(model.to(device), Data(args.dataset, device))
    squares = [tuple(s.cpu() for s in each) for each in squares]
    old, keep = model.to("cpu").shape, [int(k) for k in args.keep.split(",")]
    shape = old._replace(layers=len(keep), heads=args.heads, inner=args.inner, label=args.label, arc=args.arc,
                         attention=old.attended() // old.heads * args.heads)
    small = shrink(model, saved, squares, keep, shape)
    checkpoint.save(small, argparse.Namespace(**saved), saved["mix"], args.out)


if __name__ == "__main__":
    main()
