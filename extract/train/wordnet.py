"""A lexicon of inflected forms from WordNet's lists of words and of irregular forms.

WordNet 3.0, Copyright 2006 by Princeton University (Debian's package wordnet-base).

usage: wordnet.py WORDNET_FOLDER CONLLU…     measures the forms on treebanks
"""
import collections
import re
import sys

VOWELS = "aeiou"


def words_of(folder, kind):
    """The single lower-case words of index.noun or index.verb."""
    with open(f"{folder}/index.{kind}", encoding="utf-8") as lines:
        return {w for w in (line.split(" ", 1)[0] for line in lines if line[0] != " ") if re.fullmatch(r"[a-z]+", w)}


def irregular(folder, kind):
    """[(form, lemma)] of verb.exc or noun.exc."""
    with open(f"{folder}/{kind}.exc", encoding="utf-8") as lines:
        return [(form, lemma) for form, *lemmas in map(str.split, lines) for lemma in lemmas]


def doubles(verb):
    """Whether the last consonant is doubled before -ed and -ing: yes, no, or None where the stress decides."""
    if not re.search(r"[^aeiou][aeiou][bdgklmnprtvz]$", verb) and not re.search(r"qu[aeiou][bdgklmnprtvz]$", verb):
        return False
    return True if len(re.findall(r"[aeiouy]+", verb)) == 1 else None


def verb_forms(verb):
    """The regular forms in -s, -ed and -ing; both spellings where the stress decides on doubling."""
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        yield verb + "es"
    elif re.search(r"[^aeiou]y$", verb):
        yield verb[:-1] + "ies"
    else:
        yield verb + "s"
    if re.search(r"[^aeiou]y$", verb):
        stems, ing = [verb[:-1] + "i"], [verb]
    elif verb.endswith("ie"):
        stems, ing = [verb[:-1]], [verb[:-2] + "y"]
    elif verb.endswith(("ee", "oe", "ye")):
        stems, ing = [verb[:-1]], [verb]
    elif verb.endswith("e"):
        stems, ing = [verb[:-1]], [verb[:-1]]
    elif re.search(r"[aeiou]c$", verb):
        stems, ing = [verb + "k"], [verb + "k"]
    else:
        doubled = doubles(verb)
        both = [verb, verb + verb[-1]]
        stems = ing = both if doubled is None else both[1:] if doubled else both[:1]
    for stem in stems:
        yield stem + "ed"
    for stem in ing:
        yield stem + "ing"


def form_lexicon(folder):
    """{(form, tag): lemma} of all forms that belong to one lemma only and are no lemma themselves."""
    verbs, nouns = words_of(folder, "verb"), words_of(folder, "noun")
    found = collections.defaultdict(set)
    odd = irregular(folder, "verb")
    strong = {lemma for form, lemma in odd if not form.endswith(("ing", "s"))}
    for form, lemma in odd:
        if lemma in verbs:
            found[form, "VERB"].add(lemma)
    for verb in verbs:
        for form in verb_forms(verb):
            if not (form.endswith("ed") and verb in strong):
                found[form, "VERB"].add(verb)
    for form, lemma in irregular(folder, "noun"):
        if lemma in nouns:
            found[form, "NOUN"].add(lemma)
    known = {"VERB": verbs, "NOUN": nouns}
    return {key: min(lemmas) for key, lemmas in found.items()
            if len(lemmas) == 1 and key[0] not in known[key[1]] and min(lemmas) != key[0]}


def join(lines, folder):
    """The treebanks' lexicon with WordNet's forms.

    The treebanks know better, but for verbs that no dictionary has: slips such as «fled» from «flead».
    """
    forms, verbs = form_lexicon(folder), words_of(folder, "verb")
    joined = dict(forms)
    for line in lines:
        word, tag, lemma = line.split("\t")
        slip = tag == "VERB" and re.fullmatch(r"[A-Za-z]+", lemma) and lemma not in verbs and (word, tag) in forms
        if not slip:
            joined[word, tag] = lemma
    return sorted(("\t".join((*key, lemma)) for key, lemma in joined.items()), key=lambda line: line.encode())


def main(folder, *banks):
    forms = form_lexicon(folder)
    right, wrong, total = 0, collections.Counter(), 0
    for bank in banks:
        with open(bank, encoding="utf-8") as lines:
            for cells in (line.split("\t") for line in lines):
                if len(cells) == 10 and cells[0].isdigit() and cells[3] in ("VERB", "NOUN"):
                    total += 1
                    said = forms.get((cells[1].lower(), cells[3]))
                    if said == cells[2].lower():
                        right += 1
                    elif said:
                        wrong[cells[1].lower(), said, cells[2]] += 1
    print(f"{len(forms)} forms; {total} verbs and nouns, {right} found rightly, {sum(wrong.values())} otherwise")
    print(wrong.most_common(40))


if __name__ == "__main__":
    main(*sys.argv[1:])
