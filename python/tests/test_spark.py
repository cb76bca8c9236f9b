"""The Spark job gives the quads that one machine gives; bad records are told, none is lost."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from relata.native import program_path
from varied import varied_articles

pytest.importorskip("pyspark")
if not shutil.which("java"):
    pytest.skip("no java", allow_module_level=True)


@pytest.fixture(scope="module")
def job(tmp_path_factory, articles):
    folder = tmp_path_factory.mktemp("spark")
    lines = [json.dumps(record, ensure_ascii=False) for record in varied_articles(articles, 24)]
    lines.append('{"id": "letters", "text": "Señor Müller visited São Paulo. Müller met Lula da Silva in Brasília."}')
    bad = ['{"id": "cut", "text": ', '["no", "object"]', '{"id": "silent"}', '{"text": "Turkey backs nobody."}']
    (folder / "news.jsonl").write_text("\n".join(lines[:10] + bad + lines[10:]) + "\n", encoding="utf-8")
    (folder / "good.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run([sys.executable, "-m", "relata.spark", str(folder / "news.jsonl"), str(folder / "out"),
                           "--master", "local[2]", "--partitions", "5"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, done.stderr


def lines_of(folder: Path) -> list[str]:
    return [line for part in sorted(folder.glob("part-*")) for line in part.read_text(encoding="utf-8").splitlines()]


def test_the_same_quads_as_one_machine(job):
    folder, _ = job
    with open(folder / "good.jsonl", "rb") as file:
        subprocess.run([program_path(), "build", "-q", "--input", "jsonl", "-o", folder / "graph", "-"], stdin=file,
                       check=True)
    alone = subprocess.run([program_path(), "export", "-f", "nquads", folder / "graph"], check=True, text=True,
                           capture_output=True).stdout
    assert sorted(lines_of(folder / "out" / "nquads")) == sorted(alone.splitlines())


def test_bad_records_are_told(job):
    folder, said = job
    bad = [json.loads(line) for line in lines_of(folder / "out" / "bad")]
    assert sorted(record["reason"].split(":")[0] for record in bad) == ["has no id", "has no text", "is no JSON",
                                                                       "is no JSON object"]
    assert "25 articles" in said and "4 bad records" in said


def test_parquet_has_every_fact(job):
    parquet = pytest.importorskip("pyarrow.parquet")
    folder, said = job
    table = parquet.read_table(folder / "out" / "facts")
    assert f"{table.num_rows} facts" in said and table.num_rows > 24
    assert {"doc", "subject_id", "relation", "object_id", "quote"} <= set(table.column_names)


def test_every_text_of_a_fact_is_a_column():
    from relata.spark import FACT
    source = Path(__file__).parents[2] / "graph" / "claims" / "article_lines.c"
    members = re.findall(r"MEMBER\(relata_fact, (\w+)\)", source.read_text(encoding="utf-8"))
    assert len(members) > 15 and set(members) <= set(FACT)


def test_quotes_are_the_bytes_of_the_spans(job):
    parquet = pytest.importorskip("pyarrow.parquet")
    folder, _ = job
    texts = {row["doc"]: row["text"].encode() for row in parquet.read_table(folder / "out" / "articles").to_pylist()}
    rows = parquet.read_table(folder / "out" / "facts").to_pylist()
    assert all(row["quote"].encode() == texts[row["doc"]][slice(*row["span"])] for row in rows)
    assert any(len(text) > len(text.decode()) for text in texts.values())


def test_texts_of_warc_files(tmp_path):
    pytest.importorskip("warcio")
    from warcio.warcwriter import WARCWriter
    from relata.spark import name_of, records_of_wet
    path = tmp_path / "crawl.wet.gz"
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for k in range(3):
            body = (tmp_path / "body")
            body.write_text(f"Turkey backs rebels of the town number {k}.", encoding="utf-8")
            writer.write_record(writer.create_warc_record(f"https://example.org/{k}", "conversion" if k else "warcinfo",
                                                          payload=open(body, "rb"), warc_content_type="text/plain"))
    found = list(records_of_wet((str(path), path.read_bytes())))
    assert [json.loads(line)["id"] for line in found] == ["https://example.org/1", "https://example.org/2"]
    assert all(name_of(line)[1] is None for line in found)


def test_a_program_that_fails_is_an_error():
    from relata.spark import run_filter
    with pytest.raises(RuntimeError, match="relata resolve"):
        list(run_filter(["resolve", "--table", "/nowhere/table"], ["{}"]))
