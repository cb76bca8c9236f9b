"""The best tree of a sentence: maximum spanning arborescence with one root (Chu-Liu/Edmonds)."""
import numpy as np


def best_tree(scores):
    """`scores` [words, words + 1], column 0 the root's; returns each word's head, 1-based, 0 = root."""
    n = len(scores)
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:] = scores.astype(np.float64) - scores.max(1, keepdims=True)
    np.fill_diagonal(square, -np.inf)
    heads = square[1:].argmax(1)
    if is_tree(heads):
        return heads
    roots = range(1, n + 1)
    best, value = None, -np.inf
    for root in sorted(roots, key=lambda r: -square[r, 0])[:10]:
        only = square.copy()
        only[1:, 0] = -np.inf
        only[root, 0] = square[root, 0]
        heads = arborescence(only)
        total = only[np.arange(1, n + 1), heads[1:]].sum()
        if total > value:
            best, value = heads[1:], total
    return best


def is_tree(heads):
    if (heads == 0).sum() != 1:
        return False
    for at in range(1, len(heads) + 1):
        seen = 0
        while at and seen <= len(heads):
            at, seen = heads[at - 1], seen + 1
        if at:
            return False
    return True


def find_cycle(heads):
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, at = [], start
        while at > 0 and not state[at]:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if at > 0 and state[at] == 1:
            return path[path.index(at):]
        for node in path:
            state[node] = 2
    return None


def arborescence(scores):
    """Heads of the best arborescence rooted at node 0; `scores[child, head]`."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    kept = scores[members, heads[members]]
    entering = scores[np.ix_(members, outside)] - kept[:, None]     # into the cycle, breaking one arc
    leaving = scores[np.ix_(outside, members)]
    size = len(outside)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[np.ix_(outside, outside)]
    small[size, :size] = entering.max(0)
    small[:size, size] = leaving.max(1)
    small_heads = arborescence(small)
    out = heads.copy()
    for k, node in enumerate(outside):
        if node:
            h = small_heads[k]
            out[node] = members[leaving[k].argmax()] if h == size else outside[h]
    entry = small_heads[size]
    broken = members[entering[:, entry].argmax()]
    out[broken] = outside[entry]
    return out
