"""Dev figures: tags, trees, lemmas, names and relations, with gold words."""
import collections

import numpy as np
import torch

from lemma import lemma_of, read_lexicon
from model import mix_names
from tree import best_tree


@torch.no_grad()
def analyse(model, data, rows, mix, case=0, pieces=8000, pairs=True):
    """Row → dict of numpy arrays: the model's answers, its tree already single-rooted."""
    model.eval()
    out = {}
    for part in data.plan(rows, pieces):
        batch = data.batch(part, pairs=pairs)
        if case:
            batch["cases"] = data.case_map[case][batch["cases"]]
        words, rooted = model.words(batch)
        scores = model.score(words, rooted, batch)
        arcs = scores["head"].cpu().numpy()
        counts = batch["real_words"].sum(1).tolist()
        heads = scores["head"].argmax(-1)
        for b, n in enumerate(counts):
            tree = best_tree(arcs[b, :n, :n + 1])
            heads[b, :n] = torch.from_numpy(tree).to(heads.device)
        labels = model.labels_of(words, rooted, heads)
        answers = {k: scores[k].argmax(-1) for k in ("upos", "feats", "lemma", "mention")}
        answers |= {"head": heads, "deprel": labels.argmax(-1), "names": mix_names(scores["names"], mix)}
        answers["each_names"] = scores["names"].float().softmax(-1)
        host = {k: v.cpu().numpy() for k, v in answers.items()}
        for b, row in enumerate(part):
            out[int(row)] = {k: v[b, :counts[b]] for k, v in host.items()}
        if "relation" in scores:
            best = scores["relation"].float().softmax(-1).cpu().numpy()
            which = batch["pair_row"].cpu().numpy()
            for b, row in enumerate(part):
                out[int(row)]["relation"] = best[which == b]
    return out


def name_path(scores, labels):
    """The best legal path through log-probabilities [words, labels]: I-X only after B-X or I-X."""
    legal = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in labels] for a in labels])
    start = np.array([not label.startswith("I-") for label in labels])
    best, back = np.where(start, scores[0], -1e9), []
    for row in scores[1:]:
        step = np.where(legal, best[:, None], -1e9)
        back.append(step.argmax(0))
        best = step.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def name_spans(distribution, labels):
    path = name_path(np.log(np.maximum(distribution, 1e-9)), labels)
    return spans_of([labels[k] for k in path])


def spans_of(tags):
    spans, begin = set(), None
    for at, tag in enumerate(list(tags) + ["O"]):
        if begin is not None and not tag.startswith("I-"):
            spans.add((begin, at - 1, tags[begin][2:]))
            begin = None
        if tag.startswith("B-"):
            begin = at
    return spans


def f1(right, guessed, gold):
    return 200 * right / max(1, guessed + gold)


def tree_figures(data, rows, found):
    """Percent of words right: UPOS, features, lemma, UAS, LAS, mention head types."""
    right = collections.Counter()
    total = mentions = 0
    scripts, lexicon = data.labels["lemma"], read_lexicon(data.lexicon)
    for row in rows:
        begin, n = int(data.host["word_start"][row]), int(data.host["word_count"][row])
        gold = {k: data.host[k][begin:begin + n] for k in ("upos", "feats", "head", "deprel", "mention")}
        got = found[int(row)]
        same_head = got["head"] == gold["head"]
        right["upos"] += int((got["upos"] == gold["upos"]).sum())
        right["feats"] += int((got["feats"] == gold["feats"]).sum())
        right["uas"] += int(same_head.sum())
        right["las"] += int((same_head & (got["deprel"] == gold["deprel"])).sum())
        lemmas = [lemma_of(lexicon, scripts[k], w, data.labels["upos"][t])
                  for k, t, w in zip(got["lemma"], got["upos"], data.all_words[row])]
        right["lemma"] += sum(a == b for a, b in zip(lemmas, data.all_lemmas[row]))
        if gold["mention"][0] >= 0:
            mentions += n
            right["mention"] += int((got["mention"] == gold["mention"]).sum())
        total += n
    out = {k: 100 * right[k] / total for k in ("upos", "feats", "lemma", "uas", "las")}
    if mentions:
        out["mention"] = 100 * right["mention"] / mentions
    return out


def name_figures(data, rows, found, key="names", source=None):
    """F1 over PER, ORG and LOC together."""
    right = guessed = gold = 0
    labels = data.labels["ner"]
    for row in rows:
        begin, n = int(data.host["word_start"][row]), int(data.host["word_count"][row])
        bits = data.host["names"][begin:begin + n].astype(int)
        true = spans_of([labels[max(0, int(b).bit_length() - 1)] if b & (b - 1) == 0 and b else "O" for b in bits])
        distribution = found[int(row)][key]
        got = name_spans(distribution if source is None else distribution[:, source], labels)
        true, got = ({s for s in spans if s[2] != "MISC"} for spans in (true, got))
        right, guessed, gold = right + len(true & got), guessed + len(got), gold + len(true)
    return f1(right, guessed, gold)


def relation_figures(data, rows, found, threshold=0.0):
    """Precision, recall, F1 over listed relations (neither none nor other), best class a pair."""
    right = guessed = gold = 0
    other = len(data.labels["relation"]) - 1
    for row in rows:
        begin, n = int(data.host["pair_start"][row]), int(data.host["pair_count"][row])
        if not n:
            continue
        pairs = data.host["pairs"][begin:begin + n]
        assert (pairs[:, 2] >= 0).all(), "only sentences read by hand are measured"
        scores = found[int(row)]["relation"]
        best, sure = scores.argmax(1), scores.max(1) >= threshold
        listed = (best > 0) & (best < other) & sure
        true = (pairs[:, 2] > 0) & (pairs[:, 2] < other)
        right += int((listed & ((best == pairs[:, 2]) | (best == pairs[:, 3]))).sum())
        guessed, gold = guessed + int(listed.sum()), gold + int(true.sum())
    return 100 * right / max(1, guessed), 100 * right / max(1, gold), f1(right, guessed, gold)


def report(model, data, mix, title, cases=False):
    """Prints one line a dev set; returns the mean of both LAS, UPOS and names' F1 as one score."""
    dev = data.dev_rows()
    score = 0.0
    for name, rows in dev.items():
        found = analyse(model, data, rows, mix, pairs=False)
        figures = tree_figures(data, rows, found)
        figures["names"] = name_figures(data, rows, found)
        print(f"{title} {name} " + " ".join(f"{k} {v:.2f}" for k, v in figures.items()), flush=True)
        score += figures["las"] + 0.3 * figures["upos"] + (0.1 * figures["names"] if name == "ewt" else 0)
        if name == "ewt":
            each = [name_figures(data, rows, found, "each_names", k) for k in range(model.sources)]
            print(f"{title} names by source " + " ".join(f"{v:.1f}" for v in each), flush=True)
    aside = np.flatnonzero((data.host["aside"] == 1) & (data.host["gold_pairs"] > 0))
    if len(aside):
        found = analyse(model, data, aside, mix)
        for threshold in (0.0, 0.5):
            print(f"{title} relations at {threshold} P R F1 " +
                  " ".join(f"{v:.1f}" for v in relation_figures(data, aside, found, threshold)), flush=True)
    if cases:
        for case, what in ((1, "lower"), (2, "upper"), (3, "headline")):
            found = analyse(model, data, dev["ewt"], mix, case, pairs=False)
            print(f"{title} ewt {what} las {tree_figures(data, dev['ewt'], found)['las']:.2f}", flush=True)
    return score
