"""Named entities from sources that disagree about what a name is.

Every word gets a *set* of labels that would be right, as bits over LABELS: a source that has no
MISC leaves open whether its O is one; a word that a source cannot judge has no bit at all and
costs nothing. Each source keeps its own output layer while training (see model.py), so that its
habits do not spoil the others'.
"""
from treebank import Sentence, span_head

LABELS = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
BIT = {label: 1 << k for k, label in enumerate(LABELS)}
OPEN = BIT["O"] | BIT["B-MISC"] | BIT["I-MISC"]
SOURCES = ["gum", "wikigold", "crossner", "btc"]

# CrossNER's fine types; those that are missing here are no names (tasks, genres, substances …).
CROSSNER = {
    "person": "PER", "researcher": "PER", "writer": "PER", "musicalartist": "PER", "politician": "PER",
    "scientist": "PER", "organisation": "ORG", "university": "ORG", "band": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC", "book": "MISC", "poem": "MISC", "award": "MISC", "event": "MISC",
    "election": "MISC", "album": "MISC", "song": "MISC", "conference": "MISC", "magazine": "ORG",
    "academicjournal": "ORG", "misc": "MISC", "product": "MISC", "programlang": "MISC",
    "astronomicalobject": "MISC",
}
GUM = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "abstract": "MISC", "object": "MISC"}
TITLES = set("""president mr. mr mrs. mrs ms. ms dr. dr doctor professor prof. king queen pope prince princess sir
             lord lady senator sen. governor gov. minister secretary general gen. captain capt. colonel col. major
             judge justice mayor chairman bishop""".split())
INSIDE_NAMES = {"flat", "compound", "goeswith", "nummod", "amod", "nmod", "list"}


def read_columns(path):
    """Sentences of (words, tags) from a file with the word first and the tag last on each line."""
    words, tags = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.split()
            if len(cells) >= 2:
                words.append(cells[0])
                tags.append(cells[-1])
            elif words:
                yield words, tags
                words, tags = [], []
    if words:
        yield words, tags


def read_columns_of_dev(path):
    """The tags of each sentence of a Universal NER file (number, word, tag, ...)."""
    tags = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 3:
                tags.append(cells[2])
            elif not line.strip() and tags:
                yield tags
                tags = []
    if tags:
        yield tags


def begin_names(tags):
    """IOB1 or IOB2 as IOB2: a name's first word has B-."""
    out, before = [], "O"
    for tag in tags:
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tag = "B-" + tag[2:]
        out.append(tag)
        before = tag
    return out


def renamed(tags, types):
    """Fine types as ours; O where a type is no name."""
    return [t[:2] + types[t[2:]] if t != "O" and t[2:] in types else "O" for t in tags]


def read_sources(folder):
    """(Sentence, label sets, source index) of every sentence of the name corpora."""
    for words, tags in read_columns(f"{folder}/wikigold.conll"):
        if words[0] != "-DOCSTART-":
            yield Sentence("wikigold-0", words), [BIT[t] for t in begin_names(tags)], 1
    for field in ("ai", "literature", "music", "politics", "science"):
        for words, tags in read_columns(f"{folder}/crossner-{field}.conll"):
            yield Sentence(f"crossner_{field}-0", words), [BIT[t] for t in renamed(tags, CROSSNER)], 2
    for words, tags in read_columns(f"{folder}/btc.conll"):
        yield Sentence("btc-0", words), [OPEN if t == "O" else BIT[t] for t in tags], 3


def from_gum(sentence):
    """Label sets from GUM's entities: the names among them are those whose head is a proper noun.

    A proper noun outside all names has no bit: it may be part of one that the rule misses. A
    capitalised adjective may be a nationality.
    """
    sets = []
    for word, tag in zip(sentence.words, sentence.upos):
        capital = word[:1].isupper()
        sets.append(0 if tag == "PROPN" else OPEN if tag == "ADJ" and capital else BIT["O"])
    for begin, end, kind in sorted(sentence.entities, key=lambda e: e[0] - e[1]):
        head = span_head(sentence.heads, begin, end)
        if sentence.upos[head] != "PROPN":
            continue
        if kind == "time":
            for at in range(begin, end + 1):
                if not sets[at]:
                    sets[at] = BIT["O"]
        elif kind in GUM:
            type_ = GUM[kind]
            if sentence.words[head].lower() in TITLES and kind == "person":
                continue                                        # "the President" is no name
            if kind == "person" and "Number=Plur" in sentence.feats[head]:
                type_ = "MISC"                                  # Americans
            mark_name(sentence, sets, name_span(sentence, head, begin, end, type_), type_)
    return sets


def mark_name(sentence, sets, span, type_):
    begin, end = span
    taken = any(s & ~OPEN or s & BIT["B-MISC"] and not s & 1 for s in sets[begin:end + 1])
    if not taken:
        for at in range(begin, end + 1):
            sets[at] = BIT[("B-" if at == begin else "I-") + type_]


def name_span(sentence, head, begin, end, type_):
    """The words of a mention that are its name: the head with its proper parts, "of" inside."""
    inside = {head}
    grown = True
    while grown:
        grown = False
        for at in range(begin, end + 1):
            up = sentence.heads[at] - 1
            if at not in inside and up in inside and belongs(sentence, at, up, type_):
                inside.add(at)
                grown = True
    first = last = head
    while first - 1 >= begin and joins(sentence, first - 1, inside, -1):
        first -= 1
    while last + 1 <= end and joins(sentence, last + 1, inside, 1):
        last += 1
    while first not in inside:
        first += 1
    while last not in inside:
        last -= 1
    return first, last


def belongs(sentence, at, up, type_):
    relation = sentence.deprels[at].split(":")[0]
    if sentence.deprels[at] in ("nmod:desc", "nmod:poss", "nmod:unmarked") or relation not in INSIDE_NAMES:
        return False
    if relation in ("nmod", "amod", "nummod") and type_ == "PER":
        return False
    if relation == "nmod":
        cases = [sentence.words[k] for k in range(len(sentence.words))
                 if sentence.heads[k] - 1 == at and sentence.deprels[k] == "case"]
        if cases not in (["of"], ["for"]):
            return False
    word = sentence.words[at]
    return sentence.upos[at] == "PROPN" or word[:1].isupper() or word in ("-", "al") or relation == "goeswith"


def joins(sentence, at, inside, step):
    """Whether the span may run over this word: it belongs, or is a small word before one that does."""
    if at in inside:
        return True
    small = sentence.words[at].lower() in ("of", "for", "the", "and", "-", "&", "'s", "de", "al")
    ahead = [k for k in inside if (k - at) * step > 0 and abs(k - at) <= 2]
    return small and bool(ahead)
