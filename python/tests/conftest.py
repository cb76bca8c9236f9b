"""A small corpus of the project's own articles, and a graph of it."""
from pathlib import Path

import pytest

import relata

ARTICLES = Path(__file__).resolve().parents[2] / "tests" / "corpus" / "articles"


@pytest.fixture(scope="session")
def articles() -> Path:
    return ARTICLES


@pytest.fixture(scope="session")
def graph_folder(tmp_path_factory) -> Path:
    """A graph of the sample articles, as the program builds it."""
    folder = tmp_path_factory.mktemp("graph") / "sample"
    with relata.Graph(folder, write=True) as graph:
        assert graph.build(ARTICLES, jobs=2) > 0
    return folder


@pytest.fixture
def graph(graph_folder):
    with relata.Graph(graph_folder) as graph:
        yield graph
