"""Reading CoNLL-U: words, trees, features, and GUM's entities."""
import re
from dataclasses import dataclass, field

FEATURES = ("Mood", "Number", "Person", "Polarity", "Tense", "VerbForm", "Voice")
ENTITY = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass
class Sentence:
    """One sentence; lists run over its words, `heads` are 1-based with 0 for the root."""
    id: str
    words: list
    upos: list = None
    feats: list = None
    lemmas: list = None
    heads: list = None
    deprels: list = None
    entities: list = field(default_factory=list)    # (first word, last word, type), 0-based, inclusive
    has_entities: bool = False

    @property
    def document(self):
        return self.id.rsplit("-", 1)[0]


def feature_bundle(feats):
    """The features that facts need, as CoNLL-U writes them; `_` for none."""
    kept = [f for f in feats.split("|") if f.split("=")[0] in FEATURES]
    return "|".join(kept) or "_"


def read_conllu(path):
    """All sentences of a file; multiword and empty tokens are left out."""
    sentences, rows, name = [], [], ""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                name = line[12:]
            elif not line and rows:
                sentences.append(sentence_of(name, rows))
                rows = []
            elif line and line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
    if rows:
        sentences.append(sentence_of(name, rows))
    return sentences


def sentence_of(name, rows):
    entities = read_entities([row[9] for row in rows])
    return Sentence(name, [row[1] for row in rows], [row[3] for row in rows],
                    [feature_bundle(row[5]) for row in rows], [row[2] for row in rows],
                    [int(row[6]) for row in rows], [row[7] for row in rows],
                    entities, name.startswith("GUM_"))


def read_entities(miscs):
    """GUM's `Entity=` brackets as spans; the fields are GRP-etype-infstat-…"""
    spans, open_ = [], []
    for at, misc in enumerate(miscs):
        value = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for bracket in ENTITY.findall(value):
            group = bracket.strip("()").split("-")[0]
            if bracket.startswith("("):
                open_.append((group, at, bracket.strip("()").split("-")[1]))
            if bracket.endswith(")"):
                match = next((o for o in reversed(open_) if o[0] == group), None)
                if match:
                    open_.remove(match)
                    spans.append((match[1], at, match[2]))
    return spans


def span_head(heads, begin, end):
    """The word of begin…end (inclusive) whose own head lies outside: the span's syntactic head."""
    for at in range(begin, end + 1):
        if not begin <= heads[at] - 1 <= end:
            return at
    return end
