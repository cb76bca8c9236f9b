"""From the data folder to the weights file, in one command.

usage: build.py DATA_FOLDER OUT.model [--work FOLDER] [--teachers N] [--more FACTS_FOLDER]

Teachers learn from gold; their mean answers label all text; the student learns from both; its
relation scorer is then trained on all facts. With a GPU the teachers run at the same time, without
one after another. A step whose file stands in the work folder already is not done again.
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
    dataset, silver, student, tuned = (work / n for n in ("dataset.npz", "silver.npz", "student.pt", "tuned.pt"))
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
    finish(call("relate.py", student, tuned, args.data, *more))
    finish(call("export.py", tuned, args.out))


if __name__ == "__main__":
    main()
