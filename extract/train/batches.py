"""Batches as gathers from the flat arrays of dataset.py, on the device they are kept on."""
import json

import numpy as np
import torch

from groups import EWT_DEV, GUM_DEV
from pieces import MASK, SEP

CASES = ("as written", "lower", "upper", "headline")


class Data:
    """The arrays of a dataset file on a device."""

    def __init__(self, path, device):
        arrays = dict(np.load(path))
        text = json.loads(arrays.pop("text").tobytes())
        self.labels, self.vocab, self.lexicon = text["labels"], text["vocab"], text["lexicon"]
        self.all_words, self.all_lemmas = text["words"], text["lemmas"]
        self.host = arrays
        self.device = device
        check_pairs(arrays, path)
        self.t = {k: torch.from_numpy(v.astype(np.int64) if v.ndim == 1 and k.endswith(("_start", "_count"))
                                      else v).to(device) for k, v in arrays.items()}
        columns = ["first", "last", "upos", "feats", "lemma", "head", "deprel", "mention", "names"]
        self.columns = columns
        self.word_columns = torch.stack([self.t[c] for c in columns], 1)
        self.soft = None                    # set by silver.py: task → (indices [words, K], weights [words, K])
        self.case_map = case_map(device)

    def rows(self, groups):
        return np.flatnonzero(np.isin(self.host["group"], groups))

    def plan(self, rows, pieces, rng=None):
        """Rows of like length together, at most `pieces` with padding; shuffled where rng is given."""
        length = self.host["piece_count"][rows].astype(float)
        if rng is not None:
            length = length + rng.random(len(rows)) * 4
        order = rows[np.argsort(length, kind="stable")]
        out, begin = [], 0
        sizes = self.host["piece_count"][order]
        widest = 0
        for k, size in enumerate(sizes):
            widest = max(widest, int(size))
            if (k + 1 - begin) * widest > pieces and k > begin:
                out.append(order[begin:k])
                begin, widest = k, int(size)
        out.append(order[begin:])
        if rng is not None:
            rng.shuffle(out)
        return out

    def batch(self, rows, noise=None, pairs=True):
        """The tensors of some rows. `noise` is (random generator, shares of: case noise, trimmed, masked pieces)."""
        t, device = self.t, self.device
        host_rows = rows
        n_pieces = int(self.host["piece_count"][rows].max())
        n_words = int(self.host["word_count"][rows].max())
        rows = torch.from_numpy(rows).to(device, non_blocking=True)
        words_at = torch.arange(n_words, device=device)
        pieces_at = torch.arange(n_pieces, device=device)
        word_count, piece_count = t["word_count"][rows], t["piece_count"][rows]
        real_pieces = pieces_at < piece_count[:, None]
        if noise is not None:
            generator, share, trimmed, masked = noise
            cut = (torch.rand(len(rows), generator=generator, device=device) < trimmed) & (t["trim"][rows] > 0)
            word_count = word_count - cut.long()
        real_words = words_at < word_count[:, None]
        at = (t["word_start"][rows][:, None] + words_at).clamp_max(len(self.word_columns) - 1)
        gathered = self.word_columns[at].long()
        out = dict(zip(self.columns, gathered.unbind(-1)))
        for name in self.columns:
            out[name] = out[name].masked_fill(~real_words, 0 if name in ("first", "last", "names") else -1)
        if noise is not None:                 # the trimmed mark's piece stands before [SEP]
            real_pieces &= ~(cut[:, None] & (pieces_at == (piece_count - 2)[:, None]))
        piece_index = (t["piece_start"][rows][:, None] + pieces_at).clamp_max(len(t["piece"]) - 1)
        out["ids"] = t["piece"][piece_index].masked_fill(~real_pieces, 0).long()
        if noise is not None and masked:
            hide = torch.rand(out["ids"].shape, generator=generator, device=device) < masked
            out["ids"] = torch.where(hide & (out["ids"] > SEP), MASK, out["ids"])
        cases = t["case"][piece_index].long()
        if noise is not None:
            kind = torch.rand(len(rows), generator=generator, device=device)
            kind = torch.where(kind < share, (kind / share * 3).long().clamp_max(2) + 1, 0)
            cases = self.case_map[kind[:, None], cases]
        out["cases"] = cases.masked_fill(~real_pieces, 0)
        out["real_pieces"], out["real_words"], out["word_index"] = real_pieces, real_words, at
        out["source"] = t["name_source"][rows].long()
        out["rows"] = rows
        self.add_pairs(out, host_rows if pairs else host_rows[:0], "train_pair_count" if noise else "pair_count")
        return out

    def best_heads(self, batch):
        """Gold heads, or the teachers' where there are none."""
        if self.soft is None:
            return batch["head"].clamp_min(0)
        heads = self.soft["heads"][batch["word_index"]]
        return torch.minimum(heads, batch["real_words"].sum(1, keepdim=True))

    def add_pairs(self, out, rows, count):
        starts, counts = self.host["pair_start"][rows], self.host[count][rows]
        index = np.concatenate([np.arange(s, s + c) for s, c in zip(starts, counts)] or [np.zeros(0)]).astype(np.int64)
        which = np.repeat(np.arange(len(rows)), counts)
        chosen = self.t["pairs"][torch.from_numpy(index).to(self.device)].long().view(-1, 4)
        out["pair_row"] = torch.from_numpy(which).to(self.device)
        out["pair_i"], out["pair_j"], out["pair_label"], out["pair_second"] = chosen.unbind(-1)
        out["pair_index"] = index

    def dev_rows(self):
        return {"ewt": self.rows([EWT_DEV]), "gum": self.rows([GUM_DEV])}


def check_pairs(arrays, path):
    """Stops at a pair beyond its sentence: on a GPU it would end a run minutes later, with no word of where."""
    row = np.repeat(np.arange(len(arrays["pair_count"])), arrays["pair_count"])
    beyond = arrays["pairs"][:, :2].max(1) >= arrays["word_count"][row]
    if beyond.any():
        raise SystemExit(f"{path}: row {row[beyond][0]} has a pair beyond its last word")


def case_map(device):
    """Case classes after lower-casing, upper-casing and headline-casing (each word capitalised)."""
    same = [0, 1, 2, 3, 4, 5, 6]
    lower = [0, 1, 1, 1, 1, 5, 1]
    upper = [0, 2, 2, 3, 2, 5, 2]
    headline = [0, 4, 2, 3, 4, 5, 6]
    return torch.tensor([same, lower, upper, headline], device=device)
