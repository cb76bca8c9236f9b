"""relata's analyser: the encoder and its heads, all trained together."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from encoder import Embedding, Encoder, Linear, Shape

HIDDEN, PAIR = 256, 256
NO_NAME_BIAS = 2.2          # added to O's score in use: the sources together see too many names (README.md)


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Relations(nn.Module):
    """Scores of every relation for ordered pairs of words (`rel.*` of ../model/README.md)."""

    def __init__(self, width, relations, drop):
        super().__init__()
        self.left, self.right, self.between = (Linear(width, PAIR) for _ in range(3))
        self.distance = nn.Embedding(16, PAIR)
        self.pair = nn.Parameter(torch.zeros(PAIR))
        self.out = Linear(PAIR, relations)
        self.drop = nn.Dropout(drop)

    def forward(self, words, real, batch, i, j):
        """`words` [sentences, words, width]; pair p is (i[p], j[p]) of sentence batch[p]."""
        count = real.sum(1)[batch]
        low = (torch.minimum(i, j) - 2).clamp_min(0)
        high = torch.minimum(torch.maximum(i, j) + 2, count - 1)
        between = self.drop(range_maximum(words, batch, low, high))
        flat = self.drop(words)
        left, right = self.left(flat)[batch, i], self.right(flat)[batch, j]
        gap = (i - j).abs().float().log2().floor().long().clamp_max(7) + 8 * (i > j).long()
        mixed = left + right + self.between(between) + self.distance(gap) + self.pair * left * right
        return self.out(self.drop(F.gelu(mixed)))


def range_maximum(words, batch, low, high):
    """The elementwise maximum of words low…high (inclusive) of each pair's sentence.

    Tables of maxima over 1, 2, 4 … words; two overlapping entries cover any range.
    """
    tables = [words]
    while 2 ** len(tables) <= words.size(1):
        half = 2 ** (len(tables) - 1)
        last = tables[-1]
        tables.append(torch.cat([torch.maximum(last[:, :-half], last[:, half:]), last[:, -half:]], 1))
    level = (high - low + 1).float().log2().floor().long()
    stack = torch.stack(tables)
    return torch.maximum(stack[level, batch, low], stack[level, batch, high + 1 - 2 ** level])


class Analyser(nn.Module):
    """Tags, features, lemmas, trees, names, mentions and relations from one encoder.

    The last layer of the name tagger has an output a source while training, since the sources
    disagree; `mix_names` merges them for use.
    """

    def __init__(self, labels, sources, shape=Shape(), drop=0.2):
        super().__init__()
        size = {name: len(values) for name, values in labels.items()}
        width, arc, label = shape.width, shape.arc, shape.label
        self.shape, self.sources = shape, sources
        self.encoder = Encoder(shape)
        self.root = nn.Parameter(torch.zeros(width))
        self.drop = nn.Dropout(drop)
        self.upos, self.feats, self.lemma = (Linear(width, size[k]) for k in ("upos", "feats", "lemma"))
        self.arc_dep, self.arc_head = Linear(width, arc), Linear(width, arc)
        self.label_dep, self.label_head = Linear(width, label), Linear(width, label)
        self.arc_weight = nn.Parameter(torch.randn(arc + 1, arc) * 0.01)
        self.label_weight = nn.Parameter(torch.randn(size["deprel"], label + 1, label + 1) * 0.01)
        self.name_in, self.name_out = Linear(width, HIDDEN), Linear(HIDDEN, sources * size["ner"])
        self.mention_in, self.mention_out = Linear(width, HIDDEN), Linear(HIDDEN, size["mention"])
        self.rel = Relations(width, size["relation"], 0.3)

    def round_weights(self, on=True):
        """Makes every layer compute as the int8 engine does."""
        for module in self.modules():
            if isinstance(module, (Linear, Embedding)):
                module.rounded = on

    def words(self, batch):
        """Each word's vector, and [CLS]'s with the root added, before them."""
        hidden = self.encoder(batch["ids"], batch["cases"], batch["real_pieces"])

        def pick(index):
            return hidden.gather(1, index.unsqueeze(-1).expand(-1, -1, hidden.size(-1)))
        words = pick(batch["first"]) + pick(batch["last"])
        return words, torch.cat([hidden[:, :1] + self.root, words], 1)

    def layer(self, linear, x):
        return self.drop(F.gelu(linear(x)))

    def forward(self, batch, heads=None):
        """Scores by task; `heads` (1-based) are those whose labels are scored, else the best ones."""
        return self.score(*self.words(batch), batch, heads)

    def score(self, words, rooted, batch, heads=None):
        real = batch["real_words"]
        dropped, rooted = self.drop(words), self.drop(rooted)
        out = {name: getattr(self, name)(dropped) for name in ("upos", "feats", "lemma")}
        arcs = with_one(self.layer(self.arc_dep, dropped)) @ self.arc_weight.to(words.dtype) \
            @ self.layer(self.arc_head, rooted).transpose(1, 2)
        can_head = torch.cat([torch.ones_like(real[:, :1]), real], 1)
        out["head"] = arcs.float().masked_fill(~can_head.unsqueeze(1), -1e4)
        out["deprel"] = self.labels_of(dropped, rooted, out["head"].argmax(-1) if heads is None else heads)
        names = self.name_out(self.layer(self.name_in, dropped))
        out["names"] = names.view(*names.shape[:2], self.sources, -1)
        out["mention"] = self.mention_out(self.layer(self.mention_in, dropped))
        if len(batch["pair_i"]):
            out["relation"] = self.rel(words, real, batch["pair_row"], batch["pair_i"], batch["pair_j"])
        return out

    def labels_of(self, words, rooted, heads):
        """Scores of every label for each word's arc to the given head."""
        return self.label_scores(self.layer(self.label_dep, words), self.layer(self.label_head, rooted), heads)

    def label_scores(self, dep, head, chosen):
        head = head.gather(1, chosen.unsqueeze(-1).expand(-1, -1, head.size(-1)))
        scores = torch.einsum("bnd,rdh->bnrh", with_one(dep), self.label_weight.to(dep.dtype))
        return torch.einsum("bnrh,bnh->bnr", scores, with_one(head))


def mix_names(scores, weights):
    """One distribution over name labels from the sources' outputs, as their merged layer would give it."""
    mixed = (scores.float() * weights[:, None]).sum(-2)
    if scores.size(-2) > 1:
        mixed[..., 0] += NO_NAME_BIAS
    return mixed.softmax(-1)


@torch.no_grad()
def merge_names(model, weights):
    """Makes the sources' output layers one, their mean by weight; the model then has one source."""
    weights = torch.as_tensor(weights, dtype=torch.float32, device=model.root.device)
    weights = weights / weights.sum()
    old = model.name_out
    labels = old.out_features // model.sources
    new = Linear(HIDDEN, labels).to(model.root.device)
    new.weight.copy_((old.weight.view(model.sources, labels, -1) * weights[:, None, None]).sum(0))
    new.bias.copy_((old.bias.view(model.sources, labels) * weights[:, None]).sum(0))
    new.bias[0] += NO_NAME_BIAS
    new.rounded = old.rounded
    model.name_out, model.sources = new, 1
    return model


def build(labels, sources, shape, pretrained=None):
    model = Analyser(labels, sources, shape)
    if pretrained:
        model.encoder.load_pretrained(pretrained)
    return model
