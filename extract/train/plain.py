"""Running text for the teachers to label: a rough splitter and tokeniser, near enough to the treebanks'."""
import json
import re
from pathlib import Path

from treebank import Sentence

WORD = re.compile(r"""
    https?://\S+ | \w+@\w[\w.]*\w                               # addresses
  | (?:[A-Za-z]\.){2,} | (?:Mr|Mrs|Ms|Dr|St|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Gen|Col|Lt|Sgt|Capt|No|vs)\.
  | \d+(?:[.,:]\d+)*
  | n['’]t\b | ['’](?:s|re|ve|ll|d|m)\b
  | (?:(?!n['’]t\b)\w)+
  | \.{2,} | -{2,} | \S""", re.X | re.I)


def words_of(text):
    return [m.group() for m in WORD.finditer(re.sub(r"(\w)(n['’]t)\b", r"\1 \2", text))]


def sentences_of(line):
    """A line cut after . ! ? (and closing quotes) where a capital follows."""
    return [s for s in re.split(r"(?<=[.!?])[\"”’']?\s+(?=[A-Z\"“‘'])", line) if s.strip()]


def read_litbank(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            book = json.loads(line)
            for text in book["text"].split("\n"):
                yield Sentence(f"litbank_{book['id']}-0", words_of(text))


def read_reports(folder, without):
    """re3d's texts, without the documents that are kept to check facts with."""
    for path in sorted(Path(folder).glob("*.txt")):
        if path.stem not in without:
            for line in path.read_text(encoding="utf-8").split("\n"):
                for text in sentences_of(line):
                    yield Sentence(f"{path.name}-0", words_of(text))


def read_paragraphs(paths):
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            for text in sentences_of(line):
                yield Sentence(f"{Path(path).name}-0", words_of(text))
