"""Lemmas as edit scripts: what must be done to a word to get its lemma.

A script is `CASE;PREFIX;SUFFIX` (see ../model/README.md): CASE is `l` (lower-case the word
first) or `k` (keep it), PREFIX and SUFFIX are `N+STRING`: drop N characters at that end and
add STRING. A lemma that shares nothing with its word is spelt out: `=LEMMA`.
"""
import collections


def common_part(word, lemma):
    """The longest common substring as (start in word, start in lemma, length); the leftmost of equals."""
    best = (0, 0, 0)
    above = [0] * (len(lemma) + 1)
    for i, a in enumerate(word):
        row = [0] * (len(lemma) + 1)
        for j, b in enumerate(lemma):
            if a == b:
                row[j + 1] = above[j] + 1
                if row[j + 1] > best[2]:
                    best = (i + 1 - row[j + 1], j + 1 - row[j + 1], row[j + 1])
        above = row
    return best


def edit_script(word, lemma):
    """The shortest script from word to lemma, lower-casing where that costs nothing."""
    scripts = []
    for case, form in (("l", word.lower()), ("k", word)):
        i, j, length = common_part(form, lemma)
        if length:
            head, tail = lemma[:j], lemma[j + length:]
            cost = i + len(head) + len(form) - i - length + len(tail)
            scripts.append((cost, f"{case};{i}+{head};{len(form) - i - length}+{tail}"))
    return min(scripts, key=lambda s: s[0])[1] if scripts else "=" + lemma


def lemma_lexicon(sentences, agreed=0.6):
    """Known words whose lemma is not the word itself, as sorted lines of word (lower case), tag, lemma.

    Proper nouns are left out; a word counts where that share of its occurrences has one lemma.
    """
    seen = collections.defaultdict(collections.Counter)
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.upos, sentence.lemmas):
            if tag != "PROPN":
                seen[word.lower(), tag][lemma] += 1
    lines = []
    for (word, tag), lemmas in seen.items():
        lemma, count = lemmas.most_common(1)[0]
        if lemma != word and count >= agreed * sum(lemmas.values()):
            lines.append(f"{word}\t{tag}\t{lemma}")
    return sorted(lines, key=lambda line: line.encode())


def read_lexicon(lines):
    """{(word in lower case, tag): lemma}"""
    return {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in lines}


def lemma_of(lexicon, script, word, tag):
    """A word's lemma: the lexicon's, else the script's."""
    return lexicon.get((word.lower(), tag)) or apply_script(script, word)


def apply_script(script, word):
    """The lemma; the word itself where the script does not fit it."""
    if script.startswith("="):
        return script[1:]
    case, prefix, suffix = script.split(";", 2)
    form = word.lower() if case == "l" else word
    drop_front, head = prefix.split("+", 1)
    drop_back, tail = suffix.split("+", 1)
    drop_front, drop_back = int(drop_front), int(drop_back)
    if drop_front + drop_back > len(form):
        return form
    return head + form[drop_front:len(form) - drop_back] + tail
