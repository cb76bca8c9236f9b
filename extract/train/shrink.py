"""A smaller model begun from a bigger one: some of its layers, the inner neurons that count most.

usage: shrink.py MODEL.pt OUT.pt --keep 0,1,3,5 --inner 768 [--label 64]

A neuron counts by the product of its weights' norms, in and out.  Heads whose size changes begin
anew.  What comes out must be trained (train.py --start OUT.pt --imitate MODEL.pt).
"""
import argparse

import torch

import checkpoint
from model import Analyser


def pruned(layer, inner):
    """The state of a layer with only the `inner` most important neurons, in their old order."""
    state = layer.state_dict()
    weight = layer.ffn_in.weight.norm(dim=1) * layer.ffn_out.weight.norm(dim=0)
    kept = weight.topk(inner).indices.sort().values
    state["ffn_in.weight"], state["ffn_in.bias"] = state["ffn_in.weight"][kept], state["ffn_in.bias"][kept]
    state["ffn_out.weight"] = state["ffn_out.weight"][:, kept]
    return state


@torch.no_grad()
def shrink(model, saved, keep, inner, label):
    shape = model.shape._replace(layers=len(keep), inner=inner, label=label)
    small = Analyser(saved["labels"], saved["sources"], shape)
    old, new = model.state_dict(), small.state_dict()
    small.load_state_dict({k: old[k] if k in old and old[k].shape == v.shape else v for k, v in new.items()})
    for layer, k in zip(small.encoder.layers, keep):
        layer.load_state_dict(pruned(model.encoder.layers[k], inner))
    return small


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--keep", required=True, help="the layers to keep, from 0, with commas")
    parser.add_argument("--inner", type=int, required=True, help="width of the inner layers")
    parser.add_argument("--label", type=int, default=64, help="width of the labels' scorer")
    args = parser.parse_args()
    torch.manual_seed(1)
    model, saved = checkpoint.load(args.model)
    small = shrink(model, saved, [int(k) for k in args.keep.split(",")], args.inner, args.label)
    checkpoint.save(small, argparse.Namespace(**saved), saved["mix"], args.out)


if __name__ == "__main__":
    main()
