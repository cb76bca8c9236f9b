#!/usr/bin/env python3
"""Makes nouns.tsv: the sort of every common noun that WordNet knows.

    make/nouns.py /usr/share/wordnet > nouns.tsv

WordNet files every sense of a noun under one of 26 topics (its lexicographer
files) and under broader senses (hypernyms).  Both give the sense its sort; a
noun gets the sort that its senses have most often in WordNet's tagged texts
(cntlist.rev), the first sense's where the counts say nothing.  What this gets
wrong for a frequent noun is put right by hand in nouns_reviewed.tsv.
"""
import collections
import os
import sys

# topic of WordNet (number of its lexicographer file) -> sort
TOPICS = {
    4: "event", 5: "concrete", 6: "artifact", 7: "abstract", 8: "concrete", 9: "abstract", 10: "abstract",
    11: "event", 12: "abstract", 13: "concrete", 14: "group", 15: "place", 16: "abstract", 17: "concrete",
    18: "person", 19: "event", 20: "concrete", 21: "abstract", 22: "abstract", 23: "number", 24: "abstract",
    25: "abstract", 26: "abstract", 27: "concrete", 28: "time",
}
# A sense under one of these (word and which of its senses) has that sort; the nearest counts.
ROOTS = {
    "weapon": [("weapon", 1), ("weaponry", 1), ("explosive", 1), ("bomb", 1), ("missile", 1), ("rocket", 1),
               ("ammunition", 1), ("gun", 1), ("warship", 1), ("warplane", 1), ("fighter", 2), ("armored_vehicle", 1),
               ("projectile", 1)],
    "place": [("structure", 1), ("facility", 1), ("way", 6), ("area", 5), ("room", 1), ("dwelling", 1),
              ("geological_formation", 1), ("body_of_water", 1), ("land", 4), ("place_of_business", 1),
              ("housing", 1), ("building", 1), ("region", 3)],
    "organization": [("organization", 1), ("military_unit", 1), ("military_service", 1), ("company", 1)],
    "group": [("social_group", 1), ("people", 1), ("ethnic_group", 1), ("kin", 2), ("gathering", 1)],
    "state": [("country", 2), ("state", 4)],
    "deal": [("agreement", 1), ("treaty", 1), ("contract", 1)],
    "artifact": [("vehicle", 1), ("instrumentality", 3), ("commodity", 1), ("clothing", 1), ("document", 1),
                 ("publication", 1), ("creation", 2)],
    "abstract": [("collection", 1), ("biological_group", 1), ("system", 2), ("arrangement", 2), ("line", 1)],
    "event": [("war", 1), ("crisis", 1), ("emergency", 1), ("meeting", 1), ("social_gathering", 1),
              ("conflict", 1), ("hostility", 4)],
    "number": [("definite_quantity", 1)],
    "time": [("time_period", 1), ("point", 6)],
}


def read_senses(folder):
    """offset -> (topic, words, hypernyms); word -> [offset …] by frequency; common words only."""
    synsets, senses = {}, {}
    with open(os.path.join(folder, "data.noun"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            words = [fields[4 + 2 * i] for i in range(count)]
            at = 4 + 2 * count
            pointers = [fields[at + 1 + 4 * i: at + 5 + 4 * i] for i in range(int(fields[at]))]
            above = [offset for symbol, offset, pos, _ in pointers if symbol in ("@", "@i") and pos == "n"]
            synsets[fields[0]] = (int(fields[1]), words, above)
    with open(os.path.join(folder, "index.noun"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  "):
                continue
            fields = line.split()
            senses[fields[0]] = fields[-int(fields[2]):]
    return synsets, senses


def read_counts(folder, senses):
    """(word, offset) -> how often that sense was tagged."""
    counts = {}
    with open(os.path.join(folder, "cntlist.rev"), encoding="utf-8") as lines:
        for line in lines:
            key, number, count = line.split()
            word, rest = key.split("%")
            if rest.startswith("1:") and word in senses and int(number) <= len(senses[word]):
                counts[word, senses[word][int(number) - 1]] = int(count)
    return counts


def make_sorter(synsets, senses):
    roots = {senses[word][number - 1]: sort for sort, words in ROOTS.items() for word, number in words}

    def sort_of(offset):
        level = [offset]
        seen = set()
        while level:
            hits = [roots[o] for o in level if o in roots]
            if hits:
                return hits[0]
            seen.update(level)
            level = [up for o in level for up in synsets[o][2] if up not in seen]
        return TOPICS.get(synsets[offset][0], "concrete")

    return sort_of


def is_common(word, offset, synsets):
    """Written without capitals in this sense: not a name."""
    return word in synsets[offset][1]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
    synsets, senses = read_senses(folder)
    counts = read_counts(folder, senses)
    sort_of = make_sorter(synsets, senses)
    print("# Sorts of common nouns, made by make/nouns.py from WordNet 3.0 (licence: make/README.md).")
    print("# Do not edit: put corrections into nouns_reviewed.tsv.")
    for word in sorted(senses):
        if not word.replace("_", "").replace("-", "").isalpha() or word.count("_") > 1:
            continue
        weight = collections.Counter()
        first = None
        for offset in senses[word]:
            if not is_common(word, offset, synsets):
                continue
            sort = sort_of(offset)
            first = first or sort
            weight[sort] += counts.get((word, offset), 0)
        if first:
            best = max(weight, key=lambda s: (weight[s], s == first, s))
            print(f"{word}\t{best}")


if __name__ == "__main__":
    main()
