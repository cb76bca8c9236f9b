"""The mean of several trained models' weights, each with a weight of its own, as one model.

usage: mean.py OUT.pt WEIGHT:MODEL.pt …

The models must come from one another by further training: weights of models that were begun
apart do not mix. M. Wortsman and others, "Model soups", 2022.
"""
import argparse
import sys

import checkpoint


def mean(parts):
    """(model, what the last one had saved) of [(weight, path)]."""
    total = sum(weight for weight, _ in parts)
    mixed = {}
    for weight, path in parts:
        model, saved = checkpoint.load(path)
        for name, value in model.state_dict().items():
            mixed[name] = mixed.get(name, 0) + weight / total * value
    model.load_state_dict(mixed)
    return model, saved


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    parts = [(float(word.split(":", 1)[0]), word.split(":", 1)[1]) for word in sys.argv[2:]]
    model, saved = mean(parts)
    checkpoint.save(model, argparse.Namespace(**saved), saved["mix"], sys.argv[1])


if __name__ == "__main__":
    main()
