"""Reads diagrams as a viewer does and finds labels that cannot be read.

svg_labels.py FILE.svg…: prints each fault and ends with 1 where there is one: two labels that overlap, a
label on a thing that is not its own, two things on each other, words beyond their own thing or the page,
letters smaller than 6 points when the page is printed on A4 (--page).
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 1.0  # points: touching is no overlap


class Box:
    def __init__(self, x0, y0, x1, y1):
        self.x0, self.y0, self.x1, self.y1 = x0, y0, x1, y1

    def join(self, other):
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def overlaps(self, other):
        return (min(self.x1, other.x1) - max(self.x0, other.x0) > SLACK
                and min(self.y1, other.y1) - max(self.y0, other.y0) > SLACK)

    def holds(self, other):
        return (other.x0 > self.x0 - SLACK and other.x1 < self.x1 + SLACK
                and other.y0 > self.y0 - SLACK and other.y1 < self.y1 + SLACK)


def text_box(text):
    """What its letters cover: four fifths of the size above the line, a fifth below."""
    size, x, y = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
    width = float(text.get("textLength") or 0.6 * size * len(text.text or ""))
    left = {"start": x, "middle": x - width / 2, "end": x - width}[text.get("text-anchor")]
    return Box(left, y - 0.75 * size, left + width, y + 0.2 * size)


def union(boxes):
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.join(box)
    return whole


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def shape_box(element):
    kind = element.tag.replace(SVG, "")
    if kind == "ellipse":
        cx, cy, rx, ry = (float(element.get(name)) for name in ("cx", "cy", "rx", "ry"))
        return Box(cx - rx, cy - ry, cx + rx, cy + ry)
    values = numbers(element.get("points") or element.get("d") or "")
    return Box(min(values[0::2]), min(values[1::2]), max(values[0::2]), max(values[1::2])) if values else None


def read(path):
    """The page's size, and of every node and edge its words, the box of them, and a node's outline."""
    root = ElementTree.parse(path).getroot()
    labels, things, legend = [], [], []
    sizes = []
    for group in root.iter(SVG + "g"):
        kinds = (group.get("class") or "").split()
        if not kinds or kinds[0] not in ("node", "edge", "graph"):
            continue
        texts = group.findall(SVG + "text") if kinds[0] == "graph" else list(group.iter(SVG + "text"))
        texts = [text for text in texts if (text.text or "").strip()]
        sizes += [float(text.get("font-size")) for text in texts]
        if kinds[0] == "graph":
            legend += [(text.text, text_box(text)) for text in texts]
            continue
        words, box = " ".join(text.text for text in texts), union([text_box(text) for text in texts]) if texts else None
        if kinds[0] == "node":
            shapes = [shape_box(element) for element in group.iter()
                      if element.tag.replace(SVG, "") in ("ellipse", "polygon", "path")]
            if shapes and texts:
                things.append((words, union([shape for shape in shapes if shape]), box))
        elif box:
            labels.append((words, box))
    width, height = float(root.get("width").rstrip("pt")), float(root.get("height").rstrip("pt"))
    transform = [group.get("transform") for group in root.iter(SVG + "g") if group.get("transform")][0]
    dx, dy = numbers(transform.split("translate")[1])
    return Box(-dx, -dy, width - dx, height - dy), labels, things, legend, min(sizes)


def faults(path, page):
    sheet, labels, things, legend, smallest = read(path)
    if not things:
        yield "there is nothing on it"
    for i, (words, box) in enumerate(labels):
        for other, other_box in labels[i + 1:]:
            if box.overlaps(other_box):
                yield f"the labels \"{words}\" and \"{other}\" overlap"
        for other, outline, _ in things:
            if box.overlaps(outline):
                yield f"the label \"{words}\" lies on \"{other}\""
    for i, (words, outline, box) in enumerate(things):
        if not outline.holds(box):
            yield f"\"{words}\" does not fit into its shape"
        for other, other_outline, _ in things[i + 1:]:
            if outline.overlaps(other_outline):
                yield f"\"{words}\" and \"{other}\" lie on each other"
    for i, (words, box) in enumerate(legend):
        for other, other_box in legend[i + 1:]:
            if box.overlaps(other_box):
                yield f"\"{words}\" and \"{other}\" overlap in the legend"
        for other, outline in labels + [(name, shape) for name, shape, _ in things]:
            if box.overlaps(outline):
                yield f"\"{words}\" of the legend lies on \"{other}\""
    for words, box in labels + legend + [(name, shape) for name, shape, _ in things]:
        if not sheet.holds(box):
            yield f"\"{words}\" runs off the page"
    width, height = sheet.x1 - sheet.x0, sheet.y1 - sheet.y0
    fit = min(1, max(min(555 / width, 802 / height), min(802 / width, 555 / height)))
    if page and smallest * fit < 6:
        yield f"letters of {smallest * fit:.1f} points on A4"
    print(f"{path}: {len(things)} things, {len(labels)} labels, smallest letters on A4 {smallest * fit:.1f} points")


arguments = [argument for argument in sys.argv[1:] if argument != "--page"]
found = 0
for path in arguments:
    for fault in faults(path, "--page" in sys.argv):
        print(f"{path}: {fault}")
        found += 1
sys.exit(1 if found or not arguments else 0)
