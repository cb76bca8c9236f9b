"""All facts read by hand, each with its sentence, tagged and parsed where the treebanks do not say."""
import os
from pathlib import Path

import numpy as np
import torch

import plain
from groups import KEPT_ASIDE
from pieces import WINDOW
from tree import best_tree
from treebank import Sentence, read_conllu

FIELDS = {"ids": 0, "cases": 1, "first": 2, "last": 3}


def read_folder(folder):
    """[(id, text or None, facts)] of every facts file of a folder."""
    for path in sorted(Path(folder).glob("*facts.tsv")):
        texts, facts = {}, {}
        beside = path.with_name(path.name.replace("facts.tsv", "sentences.tsv"))
        for line in beside.read_text(encoding="utf-8").splitlines() if beside.exists() else []:
            name, text = line.split("\t")[:2]
            texts[name] = text
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 4 and not line.startswith("#"):
                found = facts.setdefault(cells[0], [])
                if cells[1] != "-":
                    found.append((cells[1], "other" if cells[2].startswith("other:") else cells[2], cells[3]))
        yield from ((name, texts.get(name), found) for name, found in facts.items())


def collect(data, folders):
    """(Sentence, facts) of all that was read by hand; a sentence read twice has both readings' facts."""
    treebank = {s.id: s for part in ("ewt", "gum") for s in read_conllu(f"{data}/ud/en_{part}-train.conllu")}
    sentences = {}
    for folder in folders:
        for name, text, facts in read_folder(folder):
            if name.rsplit("-", 1)[0].removesuffix(".txt") in KEPT_ASIDE:
                continue
            if name not in sentences:
                words = None if text is None else text.split() if ".txt-" in name else plain.words_of(text)
                sentence = treebank.get(name) or (Sentence(name, words) if words else None)
                if sentence is None:
                    continue
                sentences[name] = (sentence, [])
            sentences[name][1].extend(f for f in facts if f not in sentences[name][1])
    return list(sentences.values())


def load_kept(path, items):
    """{id: (vectors, tags, heads)} kept in a file, but of sentences that were mended since."""
    kept = torch.load(path) if path and os.path.exists(path) else {}
    length = {sentence.id: len(sentence.words) for sentence, _ in items}
    return {name: value for name, value in kept.items() if len(value[1]) == length.get(name, len(value[1]))}


def pad(rows, fill):
    width = max(map(len, rows))
    return torch.tensor([list(row) + [fill] * (width - len(row)) for row in rows])


@torch.no_grad()
def encode(model, labels, pieces, sentences, at_once=32):
    """Each sentence's word vectors (half precision); tags and trees where it has none."""
    cut = [pieces.sentence(s.words) for s in sentences]
    vectors = [None] * len(sentences)
    order = [k for k in np.argsort([len(c[0]) for c in cut], kind="stable") if len(cut[k][0]) <= WINDOW]
    none = torch.zeros(0, dtype=torch.long)
    for begin in range(0, len(order), at_once):
        part = order[begin:begin + at_once]
        batch = {name: pad([cut[k][field] for k in part], 0) for name, field in FIELDS.items()}
        batch |= {"real_pieces": pad([[True] * len(cut[k][0]) for k in part], False),
                  "real_words": pad([[True] * len(cut[k][2]) for k in part], False),
                  "pair_i": none, "pair_j": none, "pair_row": none}
        words, rooted = model.words(batch)
        for row, k in enumerate(part):
            vectors[k] = words[row, :len(cut[k][2])].half()
        if any(sentences[k].heads is None for k in part):
            scores = model.score(words, rooted, batch)
            tags, arcs = scores["upos"].argmax(-1), scores["head"].numpy()
            for row, k in enumerate(part):
                count = len(cut[k][2])
                if sentences[k].heads is None:
                    sentences[k].upos = [labels["upos"][t] for t in tags[row, :count]]
                    sentences[k].heads = [int(h) for h in best_tree(arcs[row, :count, :count + 1])]
    return vectors
