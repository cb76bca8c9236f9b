"""relata on Spark: articles in, one graph out, the same quads as `relata build` on one machine.

usage: python -m relata.spark IN OUT [--format jsonl|parquet|wet] [--archive relata.tar.gz]

IN is what Spark can list: JSON Lines with `id` and `text` (and `title`, `date`, `url`, …), Parquet
with such columns, or WET files, which hold the text of WARC files. OUT gets
  nquads/    the graph in parts; sorted together they are what `relata export -f nquads` gives
  facts/     Parquet: a row a fact        articles/  Parquet: a row an article
  entities/  what the names of the articles stand for, as `relata resolve` reads it
  bad/       the records that could not be read, with the reason

The steps are the program's filters (docs/pipeline.md), run beside Spark's workers:
  extract → keys ▸ grouped by key ▸ blocks → join ▸ a table to all workers ▸ resolve → nquads
A task that is lost is run again and its output counts once; a record is in the graph or in bad/.
"""
from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterable, Iterator

ARCHIVE_FOLDER = "relata_program"
BLOCK = 1 << 16  # bytes of the program's output that are handed on at once

# What is read of an article's line (graph/claims/article_lines.h) for the tables.
TEXTS = """subject subject_label subject_id subject_type subject_entity phrase relation relation_iri open_name object
    object_label object_id object_type object_entity value datatype speaker speaker_id speaker_entity time place place_id
    place_entity quantity why polarity modality"""
SPANS = "span subject_span object_span"
FACT = {"sentence": "bigint", "confidence": "double", **dict.fromkeys(SPANS.split(), "array<bigint>"),
        **dict.fromkeys(TEXTS.split(), "string")}
HEADING = ("doc", "path", "url", "title", "date", "author", "source", "text")


def program() -> str:
    """The program on this machine: shipped with the job, or the package's own."""
    shipped = os.path.join(ARCHIVE_FOLDER, "relata", "bin", "relata")
    if os.path.exists(shipped):
        return os.path.abspath(shipped)
    from .native import program_path
    return str(program_path())


def filtered_blocks(arguments: list[str], lines: Iterable[str]) -> Iterator[bytes]:
    """Lines through the program; what it prints, some whole lines at a time, without the last line's end.

    A failure is an exception with the program's words.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([program(), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)

        def feed():
            try:
                with process.stdin as pipe:
                    for line in lines:
                        pipe.write(line.encode() + b"\n")
            except BrokenPipeError:
                pass  # the program ended early and says why

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        with process.stdout as pipe:
            while block := b"".join(pipe.readlines(BLOCK)):
                yield block.removesuffix(b"\n")
        feeder.join()
        if process.wait() not in (0, 1):  # 1: nothing to show
            errors.seek(0)
            raise RuntimeError(f"relata {' '.join(arguments)}: {errors.read().decode(errors='replace').strip()}")


def run_filter(arguments: list[str], lines: Iterable[str]) -> Iterator[str]:
    """Lines through the program, line by line."""
    for block in filtered_blocks(arguments, lines):
        yield from block.decode().split("\n")


# ------------------------------------------------------------------ reading

def name_of(line: str) -> tuple[str | None, str | None]:
    """An article's id, or why a line is no article; the other is None."""
    try:
        record = json.loads(line)
    except ValueError as error:
        return None, f"is no JSON: {error}"
    if not isinstance(record, dict):
        return None, "is no JSON object"
    for name in ("id", "text"):
        if not isinstance(record.get(name), str) or not record[name].strip():
            return None, f"has no {name}"
    return record["id"], None


def extract(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """("article", its facts on one line) or ("bad", the record and the reason) of each record.

    The program gets good records only, so that what it hands back can be counted.
    """
    bad, sent = [], []

    def good():
        for line in lines:
            if not line.strip():
                continue
            name, reason = name_of(line)
            if reason:
                bad.append(json.dumps({"reason": reason, "record": line}, ensure_ascii=False))
            else:
                sent.append(name)
                yield line

    got, value_at = set(), json.JSONDecoder().raw_decode
    for article in run_filter(["extract", "-q", "--jobs", "1", "--input", "jsonl", "--format", "articles", "-"], good()):
        got.add(value_at(article, len('{"doc": '))[0])  # the id comes first; the rest is long
        yield "article", article
    for name in sent:
        if name not in got:
            bad.append(json.dumps({"reason": "was given no article by relata extract", "record": name}, ensure_ascii=False))
    for record in bad:
        yield "bad", record


def records_of_wet(item: tuple[str, bytes]) -> Iterator[str]:
    """The texts of a WET file, whole records only."""
    from io import BytesIO

    from warcio.archiveiterator import ArchiveIterator
    _path, data = item
    for record in ArchiveIterator(BytesIO(data)):
        if record.rec_type == "conversion":
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield json.dumps({"id": url, "url": url, "date": record.rec_headers.get_header("WARC-Date"),
                              "text": record.content_stream().read().decode("utf-8", "replace")}, ensure_ascii=False)


def read_lines(spark, path: str, kind: str, partitions: int):
    """An RDD of JSON lines."""
    if kind == "parquet":
        lines = spark.read.parquet(path).toJSON()
    elif kind == "wet":
        lines = spark.sparkContext.binaryFiles(path, partitions).flatMap(records_of_wet)
    else:
        lines = spark.sparkContext.textFile(path, partitions)
    return lines.repartition(partitions) if lines.getNumPartitions() < partitions else lines


# ------------------------------------------------------------------ the job

def sent_file(name: str) -> str:
    """Where a file lies that was sent to all workers."""
    from pyspark import SparkFiles
    return SparkFiles.get(name)


def entities_table(articles, partitions: int, folder: str) -> str:
    """Who is who in all articles, as a file: keys, grouped, blocks, joined."""
    keyed = articles.mapPartitions(lambda lines: run_filter(["entities", "--keys"], lines)) \
        .map(lambda line: (line.split("\t", 1)[0], line))
    blocks = keyed.repartitionAndSortWithinPartitions(partitions) \
        .mapPartitions(lambda pairs: run_filter(["entities", "--stdin"], (line for _, line in pairs)))
    path = os.path.join(folder, "entities.table")
    with open(path, "w", encoding="utf-8") as file:
        for line in run_filter(["entities", "--join"], sorted(blocks.collect())):
            file.write(line + "\n")
    return path


def write_tables(spark, resolved, target: str) -> None:
    """Facts and articles as Parquet, read with a schema: one pass, and the same columns whatever the articles."""
    fact = ", ".join(f"{name}: {kind}" for name, kind in FACT.items())
    heading = ", ".join(f"{name} string" for name in HEADING)
    articles = spark.read.json(resolved, schema=f"{heading}, facts array<struct<{fact}>>", mode="FAILFAST")
    quote = "substring(bytes, int(fact.span[0]) + 1, int(fact.span[1] - fact.span[0]))"  # spans count bytes
    facts = articles.selectExpr("doc", "encode(text, 'UTF-8') AS bytes", "explode(facts) AS fact")
    facts.selectExpr("doc", f"decode({quote}, 'UTF-8') AS quote", "fact.*").write.parquet(f"{target}/facts")
    articles.selectExpr(*HEADING, "bigint(size(facts)) AS facts").write.parquet(f"{target}/articles")


def counts_of(spark, target: str) -> dict[str, int]:
    """Articles, facts and bad records, as they were written."""
    articles = spark.read.parquet(f"{target}/articles")
    sums = articles.selectExpr("count(*) AS articles", "coalesce(sum(facts), 0) AS facts").first()
    return {**sums.asDict(), "bad": spark.read.text(f"{target}/bad").count()}


def run(spark, source: str, target: str, kind: str = "jsonl", partitions: int | None = None) -> dict[str, int]:
    """The whole job; counts of articles, facts and bad records."""
    from pyspark import StorageLevel
    context = spark.sparkContext
    partitions = partitions or max(2 * context.defaultParallelism, 2)
    read = read_lines(spark, source, kind, partitions).mapPartitions(extract).persist(StorageLevel.DISK_ONLY)
    articles = read.filter(lambda item: item[0] == "article").values()
    bad = read.filter(lambda item: item[0] == "bad").values()
    with tempfile.TemporaryDirectory() as folder:
        table = entities_table(articles, partitions, folder)
        context.addFile(table)
        name = os.path.basename(table)
        resolved = articles.mapPartitions(lambda lines: run_filter(["resolve", "--table", sent_file(name)], lines)) \
            .persist(StorageLevel.DISK_ONLY)

        def quads(number, lines):
            merges = ["--table", sent_file(name)] if number == 0 else []  # they come once
            return filtered_blocks(["export", "-f", "nquads", "--stdin", *merges], lines)

        resolved.mapPartitionsWithIndex(quads).saveAsTextFile(f"{target}/nquads")
        write_tables(spark, resolved, target)
        with open(table, encoding="utf-8") as file:
            context.parallelize([line.rstrip("\n") for line in file], 1).saveAsTextFile(f"{target}/entities")
        bad.saveAsTextFile(f"{target}/bad")
    return counts_of(spark, target)


# ------------------------------------------------------------------ shipping

def pack(path: str) -> None:
    """The program, its library and data as an archive for --archive."""
    from .native import PACKAGE
    def plain(info):
        info.uid = info.gid = info.mtime = 0
        return info
    with gzip.GzipFile(path, "wb", mtime=0) as packed, tarfile.open(fileobj=packed, mode="w", dereference=True) as archive:
        for name in ("bin", "lib", "share"):
            archive.add(PACKAGE / name, f"relata/{name}", filter=plain)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m relata.spark", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", metavar="IN", nargs="?")
    parser.add_argument("target", metavar="OUT", nargs="?")
    parser.add_argument("--format", choices=("jsonl", "parquet", "wet"), default="jsonl")
    parser.add_argument("--partitions", type=int, help="tasks of each step (twice the cores)")
    parser.add_argument("--master", help="spark://HOST:PORT, yarn, local[2] …; else as spark-submit says")
    parser.add_argument("--archive", help="the program for workers that have no relata, made by --pack")
    parser.add_argument("--pack", metavar="FILE", help="make such an archive, and end")
    args = parser.parse_args(arguments)
    if args.pack:
        pack(args.pack)
        return 0
    if not args.source or not args.target:
        parser.error("needs IN and OUT")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        parser.error("needs pyspark: pip install relata[spark]")
    builder = SparkSession.builder.appName("relata")
    if args.master:
        builder = builder.master(args.master)
    if args.archive:
        builder = builder.config("spark.archives", f"{args.archive}#{ARCHIVE_FOLDER}")
    spark = builder.getOrCreate()
    try:
        counts = run(spark, args.source, args.target, args.format, args.partitions)
    finally:
        spark.stop()
    print(f"{counts['articles']} articles, {counts['facts']} facts, {counts['bad']} bad records", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
