"""The treebanks as raw text with the spans of their sentences and words.

A document's paragraphs (`# newpar`, or a document's begin) are parted by an
empty line, sentences inside a paragraph by a blank unless SpaceAfter=No says
that there is none.  Offsets are bytes.  The words of a multiword token are
found in its letters where they are a cut of it, else they share its span.
"""


class Text:
    def __init__(self):
        self.parts, self.length = [], 0
        self.sentences = []  # [[(begin, end), ...], ...]

    def add(self, text):
        self.parts.append(text)
        self.length += len(text.encode())

    def bytes(self):
        return "".join(self.parts).encode()


def word_spans(surface, words, begin):
    """Spans of the words of a multiword token, one after another in its letters."""
    if "".join(words) != surface:
        return [(begin, begin + len(surface.encode()))] * len(words)
    spans = []
    for word in words:
        end = begin + len(word.encode())
        spans.append((begin, end))
        begin = end
    return spans


def read_sentences(path):
    """Yield (begins "document", "paragraph" or None, [(surface, [words], space after)])."""
    begins, tokens, inside = "document", [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            comment = line.split(" =")[0].split(" id")[0]
            if comment == "# newdoc":
                begins = "document"
            elif comment == "# newpar":
                begins = begins or "paragraph"
            elif not line and tokens:
                yield begins, tokens
                begins, tokens, inside = None, [], 0
            elif line and line[0] != "#":
                cells = line.split("\t")
                space = "SpaceAfter=No" not in cells[9].split("|")
                if "." in cells[0]:
                    continue
                if "-" in cells[0]:
                    inside = int(cells[0].split("-")[1])
                    tokens.append((cells[1], [], space))
                elif int(cells[0]) <= inside:
                    tokens[-1][1].append(cells[1])
                else:
                    tokens.append((cells[1], [cells[1]], space))


def read_texts(paths):
    """The documents of the treebanks, in order."""
    texts, space = [], False
    for path in paths:
        for begins, tokens in read_sentences(path):
            if begins == "document":
                texts.append(Text())
            elif begins:
                texts[-1].add("\n\n")
            elif space:
                texts[-1].add(" ")
            text, spans = texts[-1], []
            for surface, words, space in tokens:
                spans += word_spans(surface, words, text.length)
                text.add(surface + (" " if space else ""))
            if space:  # the blank behind the last word is not the sentence's
                text.parts[-1] = text.parts[-1][:-1]
                text.length -= 1
            text.sentences.append(spans)
    return texts
