#!/usr/bin/env python3
"""The Spark job on a cluster of this machine: one worker, two workers, and two of which one is killed on the way.

usage: spark.py PYTHON ARTICLES_FOLDER [COUNT] [--runs one two killed]

PYTHON has relata[spark] installed; COUNT articles (2000) are made from those of the folder. Prints the
time of each run, with the machine's load before it, and whether its quads, sorted, are the bytes that
`relata build` gives. A worker has a processor to itself, as on a machine of its own, with all that its
tasks start; master and driver run where there is room. Master and workers wait when the clock starts;
the job's own start, of its driver and of an executor on each worker, is in its time. `relata build`
runs afterwards.
"""
import argparse
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
                                   f"spark://127.0.0.1:{PORT}", processor=processor)
                        for processor in sorted(os.sched_getaffinity(0))[:workers]]
        time.sleep(4)

    def start(self, name, *arguments, processor=None):
        log = open(self.folder / f"{name}.{len(self.processes)}.log", "wb")
        process = subprocess.Popen([f"{self.home}/bin/spark-class", f"org.apache.spark.deploy.{name}", *arguments],
                                   env=self.environment, stdout=log, stderr=log, start_new_session=True)
        if processor is not None:
            os.sched_setaffinity(process.pid, {processor})  # what it starts inherits it
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


RUNS = {"one": ("one worker", 1), "two": ("two workers", 2), "killed": ("two, one killed half way", 2)}


def measure(python, work, source, runs):
    """Seconds of each run; its graph is in a folder of its name."""
    seconds = {}
    for run in runs:
        title, workers = RUNS[run]
        load = os.getloadavg()[0]
        cluster = Cluster(python, work, workers)
        try:
            seconds[run], said = cluster.run(source, work / run, seconds["two"] / 2 if run == "killed" else None)
        finally:
            cluster.stop()
        print(f"{title}: {seconds[run]:.0f} s (load before {load:.1f}), {said}", flush=True)
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("articles", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--runs", nargs="+", choices=RUNS, default=list(RUNS))
    args = parser.parse_args()
    if "killed" in args.runs and "two" not in args.runs[:args.runs.index("killed")]:
        parser.error("the killed run needs the time of the run of two before it")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = work / "news.jsonl"
        with open(source, "w", encoding="utf-8") as file:
            for record in varied_articles(args.articles, args.count):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        seconds = measure(args.python, work, source, args.runs)
        if "one" in seconds and "two" in seconds:
            print(f"two workers are {seconds['one'] / seconds['two']:.2f} times one", flush=True)
        program = ask(args.python, "from relata.native import program_path; print(program_path())")
        with open(source, "rb") as file:
            subprocess.run([program, "build", "-q", "--input", "jsonl", "-o", work / "graph", "-"], stdin=file, check=True)
        alone = subprocess.run([program, "export", "-f", "nquads", work / "graph"], check=True, capture_output=True,
                               text=True).stdout
        expected = sorted(alone.splitlines())
        for run in seconds:
            print(f"{RUNS[run][0]}: {'the same' if quads_of(work / run) == expected else 'OTHER'} {len(expected)} quads")


if __name__ == "__main__":
    main()
