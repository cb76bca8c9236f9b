"""Many articles out of few: the sample's texts with other names and dates."""
from pathlib import Path

NAMES = ["Turkey", "Russia", "Syria", "Iran", "Germany", "France", "Egypt", "Jordan", "Norway", "Japan", "Kenya", "Chile"]


def varied_articles(folder: Path, count: int):
    """`count` records with id, date and text; record k is the same each time."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    for k in range(count):
        stem, text = texts[k % len(texts)]
        turn = k // len(texts)
        for name in NAMES[:4] if turn else []:
            text = text.replace(name, f"\0{NAMES.index(name)}\0")
        for number in range(4):
            text = text.replace(f"\0{number}\0", NAMES[(number + turn) % len(NAMES)])
        yield {"id": f"{stem}-{turn}", "date": f"20{10 + turn % 15}-{1 + turn % 12:02}-{1 + k % 28:02}", "text": text}
