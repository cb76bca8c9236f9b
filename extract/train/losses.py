"""What training minimises: a weighted sum of one loss a task."""
import torch
import torch.nn.functional as F

WEIGHT = {"upos": 0.5, "feats": 0.2, "lemma": 0.3, "head": 1.0, "deprel": 1.0, "mention": 0.3, "names": 0.5}
NONE_WEIGHT = 0.35          # of the class none among relations, which is 96 pairs in a hundred
SOURCE_WEIGHT = [1.0, 1.0, 0.7, 0.4]        # of names.SOURCES: tweets are noisy


def chosen(scores, indices, weights):
    """Cross-entropy against a few weighted classes; words without weight cost nothing."""
    logs = scores.float().log_softmax(-1).gather(-1, indices)
    return -(logs * weights).sum() / weights.sum().clamp_min(1.0)


def hard(column, real):
    """Gold as (indices, weights) of one class each."""
    known = (column >= 0) & real
    return column.clamp_min(0).unsqueeze(-1), known.float().unsqueeze(-1)


def name_sets_loss(scores, sets, source, real):
    """Minus the log of the probability of the labels that would be right."""
    batch = torch.arange(len(source), device=source.device)
    logs = scores[batch, :, source].float().log_softmax(-1)
    bits = (sets.unsqueeze(-1) >> torch.arange(logs.size(-1), device=sets.device)) & 1
    log_right = torch.logsumexp(logs.masked_fill(bits == 0, -1e4), -1)
    weight = torch.tensor(SOURCE_WEIGHT, device=source.device)[source][:, None] * ((sets > 0) & real)
    return -(log_right * weight).sum() / weight.sum().clamp_min(1.0)


def name_soft_loss(scores, soft, real):
    """Cross-entropy against the teachers' mixed distribution, for each source's output alike."""
    logs = scores.float().log_softmax(-1).mean(2)
    return -((logs * soft).sum(-1) * real).sum() / real.sum().clamp_min(1)


def relation_loss(scores, first, second):
    """Cross-entropy; a pair with two relations counts half for each."""
    logs = scores.float().log_softmax(-1)
    other = torch.where(second >= 0, second, first)
    each = -0.5 * (logs.gather(1, first[:, None]) + logs.gather(1, other[:, None])).squeeze(1)
    weight = torch.where(first == 0, NONE_WEIGHT, 1.0)
    return (each * weight).sum() / weight.sum()


def soft_relation_loss(scores, indices, weights):
    """Cross-entropy against the teachers' best classes."""
    logs = scores.float().log_softmax(-1).gather(1, indices)
    none = (weights * (indices == 0)).sum(1)
    weight = NONE_WEIGHT + (1 - NONE_WEIGHT) * (1 - none)
    return (-(logs * weights).sum(1) * weight).sum() / weight.sum().clamp_min(1e-6)


def total_loss(scores, batch, data, relation_weight):
    """The weighted sum, gold and (where `data.soft` is set) teachers' targets together."""
    real = batch["real_words"]
    parts = {}
    for task in ("upos", "feats", "lemma", "head", "deprel", "mention"):
        if data.soft is None:
            target = hard(batch[task], real)
        else:
            indices, weights = data.soft[task]
            target = indices[batch["word_index"]].long(), weights[batch["word_index"]].float() * real.unsqueeze(-1)
        if task == "head":                      # a head beyond a trimmed sentence cannot be chosen
            width = scores["head"].size(-1)
            inside = target[0] < width
            target = target[0].clamp_max(width - 1), target[1] * inside
        parts[task] = chosen(scores[task], *target)
    parts["names"] = name_sets_loss(scores["names"], batch["names"], batch["source"], real)
    if data.soft is not None:
        soft_names = data.soft["names"][batch["word_index"]].float()
        parts["names"] = 0.5 * parts["names"] + name_soft_loss(scores["names"], soft_names, real)
    if "relation" in scores:
        parts["relation"] = relation_part(scores["relation"], batch, data)
    return sum(WEIGHT.get(k, relation_weight) * v for k, v in parts.items()), parts


def imitation_loss(words, goal, real):
    """Squared distance to the guide's word vectors, as a share of their variance."""
    goal = goal.float()[real]
    return (words.float()[real] - goal).square().mean() / goal.var(0).mean().clamp_min(1e-6)


def relation_part(scores, batch, data):
    if data.soft is None or "relation" not in data.soft:
        return relation_loss(scores, batch["pair_label"], batch["pair_second"])
    index = torch.from_numpy(batch["pair_index"]).to(scores.device)
    indices, weights = (column[index] for column in data.soft["relation"])
    loss = soft_relation_loss(scores, indices.long(), weights.float() / 255)
    gold = batch["pair_label"] >= 0
    if gold.any():
        loss = 0.5 * loss + 0.5 * relation_loss(scores[gold], batch["pair_label"][gold], batch["pair_second"][gold])
    return loss
