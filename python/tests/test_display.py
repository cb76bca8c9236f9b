"""What notebooks show is well-formed and says what is there."""
import xml.etree.ElementTree as xml

import relata

TEXT = "Turkey backs the rebels & <others> in Idlib, which Russia denied."


def test_a_tree_as_svg():
    sentence = relata.read(TEXT).sentences[0]
    root = xml.fromstring(sentence._repr_svg_())
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "word"]
    assert words == [token.text for token in sentence.tokens]
    arcs = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("class") == "arc"]
    assert len(arcs) == len(words) - 1


def test_facts_as_html():
    html = relata.read(TEXT)._repr_html_()
    assert html.count("<tr>") == len(relata.read(TEXT).facts) + 1
    xml.fromstring(html)
