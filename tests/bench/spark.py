#!/usr/bin/env python3
"""The Spark job on a cluster of this machine: one worker, two workers, and two of which one is killed on the way.

usage: spark.py PYTHON ARTICLES_FOLDER [COUNT]

PYTHON has relata[spark] installed; COUNT articles (2000) are made from those of the folder. Prints the
time of each run and whether its quads, sorted, are the bytes that `relata build` gives.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python" / "tests"))
from varied import varied_articles  # noqa: E402

PORT = 17077


def ask(python, code):
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


class Cluster:
    """A standalone master and workers of one core each."""

    def __init__(self, python, folder, workers):
        self.python, self.folder, self.processes = python, folder, []
        self.home = ask(python, "import pyspark; print(pyspark.__path__[0])")
        self.environment = {**os.environ, "SPARK_HOME": self.home, "PYSPARK_PYTHON": python, "SPARK_LOCAL_IP": "127.0.0.1",
                            "SPARK_WORKER_DIR": str(folder / "work"), "SPARK_LOG_DIR": str(folder)}
        self.start("master.Master", "--host", "127.0.0.1", "--port", str(PORT), "--webui-port", "0")
        time.sleep(4)
        self.workers = [self.start("worker.Worker", "--cores", "1", "--memory", "2g", "--webui-port", "0",
                                   f"spark://127.0.0.1:{PORT}") for _ in range(workers)]
        time.sleep(4)

    def start(self, name, *arguments):
        log = open(self.folder / f"{name}.{len(self.processes)}.log", "wb")
        process = subprocess.Popen([f"{self.home}/bin/spark-class", f"org.apache.spark.deploy.{name}", *arguments],
                                   env=self.environment, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(process)
        return process

    def kill_worker(self):
        """The worker and its executor, at once."""
        os.killpg(self.workers.pop().pid, signal.SIGKILL)

    def run(self, source, target, kill_after=None):
        began = time.time()
        job = subprocess.Popen([self.python, "-m", "relata.spark", str(source), str(target), "--master",
                                f"spark://127.0.0.1:{PORT}", "--partitions", "16"], env=self.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if kill_after:
            time.sleep(kill_after)
            self.kill_worker()
        said, _ = job.communicate()
        if job.returncode:
            sys.exit(said[-3000:])
        return time.time() - began, said.strip().splitlines()[-1]

    def stop(self):
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        time.sleep(2)


def quads_of(target):
    return sorted(line for part in sorted((target / "nquads").glob("part-*"))
                  for line in part.read_text(encoding="utf-8").splitlines())


def main():
    python, folder = sys.argv[1], Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 2000
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = work / "news.jsonl"
        with open(source, "w", encoding="utf-8") as file:
            for record in varied_articles(folder, count):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        program = ask(python, "from relata.native import program_path; print(program_path())")
        with open(source, "rb") as file:
            subprocess.run([program, "build", "-q", "--input", "jsonl", "-o", work / "graph", "-"], stdin=file, check=True)
        alone = subprocess.run([program, "export", "-f", "nquads", work / "graph"], check=True, capture_output=True,
                               text=True).stdout
        expected = sorted(alone.splitlines())
        print(f"{count} articles, {len(expected)} quads", flush=True)
        seconds = {}
        for title, workers, kill in (("one worker", 1, None), ("two workers", 2, None), ("two, one killed", 2, 1)):
            cluster = Cluster(python, work, workers)
            target = work / title.replace(" ", "-").replace(",", "")
            kill_after = seconds["two workers"] / 2 if kill else None
            try:
                seconds[title], said = cluster.run(source, target, kill_after)
            finally:
                cluster.stop()
            same = "the same" if quads_of(target) == expected else "OTHER"
            print(f"{title}: {seconds[title]:.0f} s, {said}; {same} quads", flush=True)
        print(f"two workers are {seconds['one worker'] / seconds['two workers']:.2f} times one")


if __name__ == "__main__":
    main()
