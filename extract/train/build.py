"""From the data folder to the weights file, in one command.

usage: build.py DATA_FOLDER OUT.model [--work FOLDER] [--teachers N] [--more FACTS_FOLDER]

Teachers learn from gold; their mean answers label all text; the student learns from both; it is
then trained further, encoder and all, on every fact read by hand, twice; the mean of the student's
weights and the last ones' is what is exported. With a GPU the teachers run at the same time,
without one after another. A step whose file stands in the work folder already is not done again.
"""
import argparse
import subprocess
import sys
from pathlib import Path

import torch

from encoder import default_folder

HERE = Path(__file__).parent


def call(script, *args):
    return subprocess.Popen([sys.executable, str(HERE / script), *map(str, args)])


def finish(*processes):
    if any(p.wait() for p in processes):
        sys.exit("build.py: a step failed")


def main():
    gpu = torch.cuda.is_available()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--work", default="work")
    parser.add_argument("--teachers", type=int, default=4 if gpu else 1)
    parser.add_argument("--teacher-epochs", type=float, default=12 if gpu else 6)
    parser.add_argument("--student-epochs", type=float, default=10 if gpu else 6)
    parser.add_argument("--more", action="append", default=[str(HERE / "facts")], help="a further folder of facts")
    args = parser.parse_args()
    work = Path(args.work)
    work.mkdir(exist_ok=True)
    dataset, silver, student, grown = (work / n for n in ("dataset.npz", "silver.npz", "student.pt", "grown.npz"))
    tuned, last, mixed = (work / n for n in ("tuned.pt", "last.pt", "mixed.pt"))
    encoder = ["--encoder", f"{default_folder()}/model.safetensors"]
    if not dataset.exists():
        finish(call("dataset.py", args.data, dataset))
    teachers = [work / f"teacher{k}.pt" for k in range(1, args.teachers + 1)]
    running = []
    for seed, path in enumerate(teachers, 1):
        if not path.exists():
            running.append(call("train.py", dataset, path, *encoder, "--seed", seed, "--name", path.stem,
                                "--epochs", args.teacher_epochs))
            if not gpu:
                finish(running.pop())
    finish(*running)
    if not silver.exists():
        finish(call("silver.py", dataset, silver, *teachers))
    if not student.exists():
        finish(call("train.py", dataset, student, *encoder, "--soft", silver, "--seed", 11, "--name", "student",
                    "--epochs", args.student_epochs, "--average", 0.998, "--round-from", 0.85, "--cases"))
    more = [word for folder in args.more if Path(folder).exists() for word in ("--more", folder)]
    if not grown.exists():
        finish(call("grow.py", dataset, student, args.data, grown, *more))
    further = ["--soft", silver, "--mask", 0.1, "--relation-weight", 1.0, "--pieces", 2000]
    if not tuned.exists():
        finish(call("train.py", grown, tuned, "--start", student, *further, "--seed", 41, "--name", "tuned", "--epochs", 3,
                    "--encoder-lr", 1.5e-4, "--head-lr", 5e-4, "--others", 0.1, "--average", 0.998, "--round-from", 0.75))
    if not last.exists():
        finish(call("train.py", grown, last, "--start", tuned, *further, "--seed", 42, "--name", "last", "--epochs", 2,
                    "--encoder-lr", 1e-4, "--head-lr", 4e-4, "--others", 0.12, "--average", 0.997, "--round-from", 0.7))
    finish(call("mean.py", mixed, f"0.4:{student}", f"0.6:{last}"))
    finish(call("export.py", mixed, args.out))


if __name__ == "__main__":
    main()
