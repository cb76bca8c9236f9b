"""A sentence's tree and facts as SVG, facts and rows as HTML: what a notebook shows."""
from __future__ import annotations

from html import escape

_STYLE = ("text{font-family:'DejaVu Sans',Helvetica,Arial,sans-serif;fill:#222}"
          ".word{font-size:15px;text-anchor:middle}.tag{font-size:10px;text-anchor:middle;fill:#767676}"
          ".dep{font-size:10px;text-anchor:middle;fill:#555}.arc{fill:none;stroke:#8a8a8a;stroke-width:1.2}"
          ".tip{fill:#8a8a8a}.fact{font-size:12px}.subject{stroke:#1f5fa8}.object{stroke:#a8481f}"
          ".mark{stroke-width:3}")
_GAP, _LEVEL, _MARGIN = 22, 26, 16


def tree_svg(sentence, facts: bool = True) -> str:
    """The words in a row, their arcs above, their tags and the sentence's facts below."""
    tokens = list(sentence.tokens)
    places, width = _places(tokens)
    number = {token.i: k for k, token in enumerate(tokens)}
    arcs = [(number[token.head.i], k, token.dep) for k, token in enumerate(tokens)
            if token.head is not None and token.head.i in number]
    heights = _heights(arcs)
    base = _MARGIN + _LEVEL * (max(heights, default=0) + 1)
    parts = [_arc(places[a], places[b], label, base, height) for (a, b, label), height in zip(arcs, heights)]
    for place, token in zip(places, tokens):
        parts.append(f'<text class="word" x="{place:.0f}" y="{base + 18}">{escape(token.text)}</text>'
                     f'<text class="tag" x="{place:.0f}" y="{base + 33}">{escape(token.upos)}</text>')
    bottom = base + 44
    if facts:
        for fact in sentence.facts:
            parts.append(_fact_line(fact, tokens, places, bottom))
            bottom += 24
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{bottom + 8}" '
            f'viewBox="0 0 {width:.0f} {bottom + 8}" role="img"><title>{escape(sentence.text)}</title>'
            f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>')


def _places(tokens) -> tuple[list[float], float]:
    """The middle of each word, and the width of all."""
    places, x = [], float(_MARGIN)
    for token in tokens:
        wide = max(9.0 * len(token.text), 7.0 * max(len(token.upos), len(token.dep)))
        places.append(x + wide / 2)
        x += wide + _GAP
    return places, x - _GAP + _MARGIN


def _heights(arcs) -> list[int]:
    """Levels of arcs such that none crosses another's label: short ones lie below those that span them."""
    heights: list[int] = [0] * len(arcs)
    order = sorted(range(len(arcs)), key=lambda k: (abs(arcs[k][0] - arcs[k][1]), min(arcs[k][:2])))
    for rank, k in enumerate(order):
        low, high = sorted(arcs[k][:2])
        below = [heights[j] for j in order[:rank] if min(arcs[j][:2]) < high and max(arcs[j][:2]) > low]
        heights[k] = max(below, default=0) + 1
    return heights


def _arc(begin: float, end: float, label: str, base: float, height: int) -> str:
    top = base - _LEVEL * height + 6
    shift = 4 if end > begin else -4
    return (f'<path class="arc" d="M{begin + shift:.0f},{base} C{begin + shift:.0f},{top} {end:.0f},{top} {end:.0f},{base - 4}"/>'
            f'<path class="tip" d="M{end:.0f},{base} l-3,-6 h6 z"/>'
            f'<text class="dep" x="{(begin + end) / 2:.0f}" y="{(base + 3 * top) / 4 - 3:.0f}">{escape(label)}</text>')


def _fact_line(fact, tokens, places, y: float) -> str:
    """Subject and object underlined, and the triple in words."""
    parts = []
    for kind, (start, end) in (("subject", fact.subject_span), ("object", fact.object_span)):
        inside = [place for place, token in zip(places, tokens) if token.start < end and token.end > start]
        if inside and end > start:
            parts.append(f'<path class="mark {kind}" d="M{inside[0] - 14:.0f},{y} H{inside[-1] + 14:.0f}"/>')
    marks = [word for word, on in (("not", fact.negated), ("possibly", fact.possible)) if on]
    words = f"{fact.subject} – {' '.join(marks + [fact.relation])} – {fact.object}"
    if fact.speaker:
        words += f" (says {fact.speaker})"
    return "".join(parts) + f'<text class="fact" x="{_MARGIN}" y="{y + 16}">{escape(words)}</text>'


def facts_html(document) -> str:
    """The facts of a document, each beside its words."""
    rows = [{"subject": fact.subject, "relation": ("not " if fact.negated else "") + fact.relation, "object": fact.object,
             "status": "possible" if fact.possible else "said" if fact.speaker else "fact", "words": fact.text}
            for fact in document.facts]
    return table_html(["subject", "relation", "object", "status", "words"], rows)


def table_html(columns, rows) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape('' if row[c] is None else str(row[c]))}</td>" for c in columns) + "</tr>"
                   for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
