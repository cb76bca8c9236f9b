"""Words as the encoder sees them: WordPieces and letter case."""
from tokenizers import Tokenizer

CLS, SEP, UNK, MASK = 101, 102, 100, 103
MOST_PIECES = 12            # of one word
WINDOW = 250                # pieces of one sentence


def case_class(word):
    """Letter case, which the uncased encoder cannot see; the seven classes of ../model/README.md."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 4
    if any(c.isdigit() for c in word):
        return 5
    return 6 if any(c.isupper() for c in word) else 0


class Pieces:
    """The encoder's vocabulary, with a memory of words already cut."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.known = {}

    def cut(self, word):
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[word] = (ids or [UNK])[:MOST_PIECES]
        return self.known[word]

    def sentence(self, words):
        """Piece ids, their case classes, and each word's first and last piece; [CLS] is piece 0."""
        ids, cases, first, last = [CLS], [0], [], []
        for word in words:
            pieces = self.cut(word)
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
            cases += [case_class(word)] * len(pieces)
        return ids + [SEP], cases + [0], first, last
