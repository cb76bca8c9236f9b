#!/usr/bin/env python3
"""What the engine's rounding costs: dev figures of one model in f32 and rounded.

usage: rounding.py CHECKPOINT.pt DATASET.npz

DATASET is what dataset.py made; its vocabularies must be the model's.
"""
import sys

import torch

import checkpoint
from batches import Data
from evaluate import analyse, tree_figures


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__.strip())
    model, saved = checkpoint.load(argv[1])
    data = Data(argv[2], torch.device("cpu"))
    if any(data.labels[k] != saved["labels"][k] for k in ("upos", "deprel", "feats")):
        sys.exit("%s: other labels than the model's" % argv[2])
    mix = torch.tensor(saved["mix"])
    for rounded in (False, True):
        if rounded:
            model.round_weights()
        for name, rows in data.dev_rows().items():
            figures = tree_figures(data, rows, analyse(model, data, rows, mix, pairs=False))
            print("%s %s  UPOS %.2f  UAS %.2f  LAS %.2f" % ("int8" if rounded else "f32 ", name, figures["upos"],
                                                           figures["uas"], figures["las"]), flush=True)


if __name__ == "__main__":
    main(sys.argv)
