"""Reading texts: documents, tokens, facts, their positions, errors, threads."""
import json
import subprocess
import warnings

import pytest

import relata
from relata.native import program_path


def test_a_fact_and_its_place():
    document = relata.read("Turkey backs the rebels in Idlib.")
    fact = document.facts[0]
    assert fact.triple == ("Turkey", "backs", "rebels")
    assert document.text[slice(*fact.subject_span)] == "Turkey"
    assert document.text[slice(*fact.object_span)] == "the rebels"
    assert not fact.negated and not fact.possible and fact.speaker is None
    assert 0 < fact.confidence <= 1
    assert fact.sentence.tokens[0].text == "Turkey"


def test_status_and_speaker():
    document = relata.read("Iran denied that it had armed the rebels, the minister said.")
    negated = [fact for fact in document.facts if fact.relation == "arms"]
    assert negated and all(fact.negated for fact in negated)


def test_positions_are_characters_behind_wide_letters():
    text = "In Malmö, Søren Åström met Ms Çelik. Turkey backs the rebels."
    document = relata.read(text)
    assert document.text == text
    for token in document.tokens:
        assert text[token.start:token.end] == token.text
    for fact in document.facts:
        start, end = fact.subject_span
        assert text[start:end].strip() == text[start:end] != ""


def test_trees():
    sentence = relata.read("Turkey backs the rebels.").sentences[0]
    root = [token for token in sentence.tokens if token.head is None]
    assert [token.lemma for token in root] == ["back"]
    subject = sentence.tokens[0]
    assert (subject.upos, subject.dep, subject.head) == ("PROPN", "nsubj", root[0])
    assert subject.name_type == "LOC"


def test_sequences_behave():
    document = relata.read("Turkey backs the rebels. Russia backs Assad.")
    assert len(document.sentences) == 2
    assert document.sentences[-1].text == "Russia backs Assad."
    assert [str(t) for t in document.sentences[0].tokens[:2]] == ["Turkey", "backs"]
    with pytest.raises(IndexError):
        document.sentences[2]
    assert document.sentences[0] == document.sentences[0] != document.sentences[1]


def test_a_text_without_words():
    with pytest.raises(relata.BadInput):
        relata.read("")


def test_html_is_cleaned():
    document = relata.read("<p>Turkey <b>backs</b> the rebels.</p>", input="html")
    assert document.text == "Turkey backs the rebels."


def test_the_same_as_the_program(articles):
    printed = subprocess.run([program_path(), "extract", "--jobs", "1", str(articles)], check=True,
                             capture_output=True, text=True).stdout
    ours = [record for document in relata.documents(articles, jobs=2) for record in document.to_records()]
    assert ours == [json.loads(line) for line in printed.splitlines()]


def test_the_order_does_not_depend_on_jobs(articles):
    one, two = ([(f.document.id, *f.triple, f.start) for f in relata.extract(articles, jobs=jobs)] for jobs in (1, 3))
    assert one == two


def test_facts_outlive_the_iteration(articles):
    facts = list(relata.extract(articles, jobs=2))
    assert all(fact.text for fact in facts)


def test_stopping_early_is_fine(articles):
    first = next(iter(relata.extract(articles, jobs=2)))
    assert first.subject


def test_what_cannot_be_read_is_told(tmp_path):
    (tmp_path / "good.txt").write_text("Turkey backs the rebels.")
    (tmp_path / "bad.jsonl").write_text('{"text": ')
    found = []
    documents = list(relata.documents(tmp_path, jobs=1, on_error=found.append))
    assert [document.id for document in documents] == ["good.txt"]
    assert len(found) == 1 and found[0].path.endswith("bad.jsonl")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        list(relata.documents(tmp_path, jobs=1))
    assert any("bad.jsonl" in str(warning.message) for warning in caught)


def test_errors_are_exceptions_with_place(tmp_path):
    with pytest.raises(relata.InputOutputError) as caught:
        relata.Reader(model=tmp_path / "none.model")
    assert "none.model" in str(caught.value)
    broken = tmp_path / "broken.model"
    broken.write_bytes(b"nonsense" * 100)
    with pytest.raises(relata.BadModel):
        relata.Reader(model=broken)


def test_an_ontology_of_ones_own(tmp_path):
    path = tmp_path / "shop.ttl"
    path.write_text('@prefix s: <http://example.org/shop#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n'
                    '@prefix owl: <http://www.w3.org/2002/07/owl#> .\n'
                    's:acquires a owl:ObjectProperty ; rdfs:label "acquires"@en , "buys"@en .\n')
    reader = relata.Reader(ontologies=[path], only=True)
    assert "s:acquires" in [fact.relation for fact in reader.read("Nordlys acquires Vestas.").facts]
    path.write_text("s:acquires a .")
    with pytest.raises(relata.BadInput) as caught:
        relata.Reader(ontologies=[path])
    assert caught.value.line == 1


def test_conllu():
    rows = [line.split("\t") for line in relata.read("Turkey backs the rebels.").to_conllu().splitlines()
            if line and line[0] != "#"]
    assert [row[1] for row in rows] == ["Turkey", "backs", "the", "rebels", "."]


def test_facts_as_sure_as_one_asks():
    text = "The envoy of the United States, who was in Oslo on Monday with two aides, met the commanders near a lake."
    sure = {least: [fact.confidence for fact in relata.Reader(min_confidence=least).read(text).facts if not fact.is_open]
            for least in (0, 0.6, 1)}
    assert sure[0] and sure[0.6] == [p for p in sure[0] if p >= 0.6] and sure[1] == []
    assert len(sure[0.6]) < len(sure[0])
    with pytest.raises(ValueError, match="from 0 to 1"):
        relata.Reader(min_confidence=2)
