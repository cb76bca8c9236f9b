"""Facts read by hand as pairs of words: which relation holds from one mention's head to another's."""
import collections
import re

from treebank import Sentence, span_head

NOMINAL = ("NOUN", "PROPN", "PRON")
SYMMETRIC = {"allied_with", "fights", "meets_with", "cooperates_with", "borders", "near"}
CUT = re.compile(r"^(of|in|for|from|to|by|with|on|at|against|,|who|that|which|and|-LRB-|\()$")


def read_facts(folder):
    """Sentence id → (text, [(subject, relation, object)]); relations outside the list are `other`."""
    sentences = {}
    with open(f"{folder}/sentences.tsv", encoding="utf-8") as lines:
        for line in lines:
            name, text = line.rstrip("\n").split("\t", 1)
            sentences[name] = (text, [])
    with open(f"{folder}/facts.tsv", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[0] in sentences and cells[1] != "-":
                relation = "other" if cells[2].startswith("other:") else cells[2]
                sentences[cells[0]][1].append((cells[1], relation, cells[3]))
    return sentences


def squeeze(text):
    return text.replace(" ", "").lower()


def occurrences(words, mention):
    """Spans of words that spell the mention, spaces and case aside."""
    wanted, found = squeeze(mention), []
    for begin in range(len(words)):
        spelt = ""
        for end in range(begin, len(words)):
            spelt += squeeze(words[end])
            if spelt == wanted:
                found.append((begin, end))
            if len(spelt) >= len(wanted):
                break
    return found


def head_of(sentence, begin, end):
    """The head by the tree; without one, the last word before a preposition or comma."""
    if sentence.heads:
        return span_head(sentence.heads, begin, end)
    for at in range(begin + 1, end + 1):
        if CUT.match(sentence.words[at]):
            return at - 1
    return end


def nearest_pair(subjects, objects):
    pairs = [(abs(a[0] - b[0]), a, b) for a in subjects for b in objects if a != b]
    return min(pairs)[1:] if pairs else None


def related_pairs(sentence, facts):
    """{(subject's head, object's head): [relations]} and how many facts were not found in the words."""
    pairs, lost = collections.defaultdict(list), 0
    for subject, relation, object_ in facts:
        pair = nearest_pair(occurrences(sentence.words, subject), occurrences(sentence.words, object_))
        if not pair:
            lost += 1
            continue
        i, j = head_of(sentence, *pair[0]), head_of(sentence, *pair[1])
        if i == j:
            lost += 1
            continue
        for key in ((i, j), (j, i)) if relation in SYMMETRIC else ((i, j),):
            if relation not in pairs[key]:
                pairs[key].append(relation)
    return pairs, lost


def candidate_heads(sentence, usual_tag):
    """Words that could head a mention; without tags, by the tag that the word mostly has."""
    if sentence.upos:
        return [k for k, tag in enumerate(sentence.upos) if tag in NOMINAL]
    tags = [guess_tag(w, usual_tag) for w in sentence.words]
    return [k for k, tag in enumerate(tags) if tag in NOMINAL]


def guess_tag(word, usual_tag):
    if word.lower() in usual_tag:
        return usual_tag[word.lower()]
    return "NOUN" if word[:1].isalpha() else "PUNCT"


def usual_tags(sentences):
    """Each word's most frequent tag in the treebanks."""
    counts = collections.defaultdict(collections.Counter)
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.upos):
            counts[word.lower()][tag] += 1
    return {word: tags.most_common(1)[0][0] for word, tags in counts.items()}


def all_pairs(sentence, facts, usual_tag):
    """Every ordered pair of candidates as (i, j, [relations]); [] is the class none."""
    related, lost = related_pairs(sentence, facts)
    heads = sorted(set(candidate_heads(sentence, usual_tag)) | {k for pair in related for k in pair})
    return [(i, j, related.get((i, j), [])) for i in heads for j in heads if i != j], lost


def plain_sentence(name, text):
    return Sentence(name, text.split())
