"""Writes a trained model in the engine's format (../model/README.md).

usage: export.py MODEL.pt OUT.model
"""
import argparse
import struct

import numpy as np
import torch
import xxhash

import checkpoint
import wordnet
from encoder import ROW_TOP, channel_scale
from model import merge_names

F32, I8, STRINGS = 0, 1, 3
ENTRY_BYTES, HEAD_BYTES, ALIGN = 96, 32, 64


class Writer:
    """Collects entries, then writes head, table and bytes."""

    def __init__(self):
        self.entries = []

    def add(self, name, kind, dims, data):
        self.entries.append((name, kind, dims, data))

    def floats(self, name, tensor):
        array = np.ascontiguousarray(tensor.detach().float().cpu().numpy(), dtype="<f4")
        self.add(name, F32, array.shape, array.tobytes())

    def rounded(self, name, weight, top, scale_name):
        scale = channel_scale(weight.detach().float(), top)
        self.add(name, I8, tuple(weight.shape), torch.round(weight.detach().float() / scale).to(torch.int8).cpu().numpy().tobytes())
        self.floats(scale_name, scale.squeeze(-1))

    def linear(self, name, weight, bias):
        self.rounded(f"{name}.weight", weight, 63, f"{name}.scale")
        self.floats(f"{name}.bias", bias)

    def strings(self, name, values):
        encoded = [v.encode() for v in values]
        offsets = np.concatenate([[0], np.cumsum([len(e) for e in encoded])]).astype("<u4")
        self.add(name, STRINGS, (len(values),), offsets.tobytes() + b"".join(encoded))

    def bytes(self):
        at = HEAD_BYTES + ENTRY_BYTES * len(self.entries)
        table, body = b"", b""
        for name, kind, dims, data in self.entries:
            body += bytes(-at % ALIGN)
            at += -at % ALIGN
            table += struct.pack("<56sII4IQQ", name.encode(), kind, len(dims), *(list(dims) + [1] * 4)[:4], at, len(data))
            body += data
            at += len(data)
        rest = table + body
        return struct.pack("<8sIIQQ", b"RELATAM1", 1, len(self.entries), at, xxhash.xxh64_intdigest(rest)) + rest


def export(model, labels, vocab, lexicon, path):
    """Writes a model whose name sources are merged already."""
    assert model.sources == 1
    out = Writer()
    encoder, width = model.encoder, model.shape.attended()
    out.rounded("embed.word.weight", encoder.word.weight, ROW_TOP, "embed.word.scale")
    out.floats("embed.position", encoder.position.weight)
    out.floats("embed.type", encoder.segment)
    out.floats("embed.case", encoder.case.weight)
    norm(out, "embed.norm", encoder.norm)
    for k, layer in enumerate(encoder.layers):
        at = f"layer.{k}"
        for n, part in enumerate(("q", "k", "v")):
            rows = slice(n * width, (n + 1) * width)
            out.linear(f"{at}.attn.{part}", layer.qkv.weight[rows], layer.qkv.bias[rows])
        out.linear(f"{at}.attn.out", layer.out.weight, layer.out.bias)
        norm(out, f"{at}.attn.norm", layer.attn_norm)
        out.linear(f"{at}.ffn.in", layer.ffn_in.weight, layer.ffn_in.bias)
        out.linear(f"{at}.ffn.out", layer.ffn_out.weight, layer.ffn_out.bias)
        norm(out, f"{at}.ffn.norm", layer.ffn_norm)
    heads(out, model)
    for name, values in labels.items():
        out.strings(f"labels.{name}", values)
    out.strings("vocab", vocab)
    out.strings("lexicon.lemma", lexicon)
    with open(path, "wb") as file:
        file.write(out.bytes())


def heads(out, model):
    out.floats("root", model.root)
    for name in ("upos", "feats", "lemma"):
        layer = getattr(model, name)
        out.linear(f"head.{name}.0", layer.weight, layer.bias)
    for name, first, last in (("ner", model.name_in, model.name_out), ("mention", model.mention_in, model.mention_out)):
        out.linear(f"head.{name}.0", first.weight, first.bias)
        out.linear(f"head.{name}.1", last.weight, last.bias)
    for name in ("arc", "label"):
        for side in ("dep", "head"):
            layer = getattr(model, f"{name}_{side}")
            out.linear(f"{name}.{side}", layer.weight, layer.bias)
        out.floats(f"{name}.weight", getattr(model, f"{name}_weight"))
    for name in ("left", "right", "between", "out"):
        layer = getattr(model.rel, name)
        out.linear(f"rel.{name}", layer.weight, layer.bias)
    out.floats("rel.distance", model.rel.distance.weight)
    out.floats("rel.pair", model.rel.pair)


def norm(out, name, layer):
    out.floats(f"{name}.gain", layer.weight)
    out.floats(f"{name}.bias", layer.bias)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--wordnet", default="/usr/share/wordnet", help="WordNet's folder (Debian's wordnet-base)")
    args = parser.parse_args()
    model, saved = checkpoint.load(args.model)
    lexicon = wordnet.join(saved["lexicon"], args.wordnet)
    export(merge_names(model, saved["mix"]), saved["labels"], saved["vocab"], lexicon, args.out)


if __name__ == "__main__":
    main()
