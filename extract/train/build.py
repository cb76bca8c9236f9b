"""From the data folder to the weights file, in one command.

usage: build.py DATA_FOLDER OUT.model [--bert PACKAGE.jar] [--work FOLDER] [--plain TEXT] …

Two rounds.  In the first, teachers of MiniLM's size learn from gold; their mean answers label all
text; a student learns from both and is trained further on every fact read by hand.  In the second,
teachers of BERT's size (bert.py; without --bert the first round's model) label the grown dataset;
a student of six layers and a small one, cut from the first round's model, learn from them, and the
small one again beside the big one, and then on the treebanks as the big one labels them; the mean
of its last two is exported.  With a GPU models of one step are
trained at the same time, without one after another.  A step whose file stands in the work folder
already is not done again.
"""
import argparse
import subprocess
import sys
from pathlib import Path

import torch

from encoder import default_folder

HERE = Path(__file__).parent
BERT = "768,12,12,3072,256,128"
SMALL = ["--keep", "0,1,2,3,5", "--heads", 6, "--inner", 768, "--label", 64]


class Work:
    """The folder of what was made, and how a file of it is made where it is missing."""

    def __init__(self, folder, gpu):
        self.folder, self.gpu, self.running = Path(folder), gpu, []
        self.folder.mkdir(exist_ok=True)

    def path(self, name):
        return self.folder / name

    def make(self, script, name, before, *after, beside=False):
        """Runs `script before… NAME after…`; `beside` others of its kind until `finish`."""
        path = self.path(name)
        if path.exists():
            return path
        words = [sys.executable, HERE / script, *before, path, *after]
        self.running.append((path, subprocess.Popen(list(map(str, words)))))
        if not (beside and self.gpu):
            self.finish()
        return path

    def finish(self):
        for path, process in self.running:
            if process.wait():
                path.unlink(missing_ok=True)
                sys.exit(f"build.py: {path.name} could not be made")
        self.running = []


def first_round(work, args, dataset):
    """The model of six layers: gold, silver, facts."""
    encoder = ["--encoder", f"{default_folder()}/model.safetensors"]
    teachers = [work.make("train.py", f"teacher{k}.pt", [dataset], *encoder, "--seed", k, "--name", f"teacher{k}",
                          "--epochs", args.teacher_epochs, beside=True) for k in range(1, args.teachers + 1)]
    work.finish()
    silver = work.make("silver.py", "silver.npz", [dataset], *teachers)
    student = work.make("train.py", "student.pt", [dataset], *encoder, "--soft", silver, "--seed", 11, "--name", "student",
                        "--epochs", args.student_epochs, "--average", 0.998, "--round-from", 0.85)
    grown = work.make("grow.py", "grown.npz", [dataset, student, args.data], *args.more)
    further = ["--soft", silver, "--mask", 0.1, "--relation-weight", 1.0, "--pieces", 2000]
    tuned = work.make("train.py", "tuned.pt", [grown], "--start", student, *further, "--seed", 41, "--name", "tuned",
                      "--epochs", 3, "--encoder-lr", 1.5e-4, "--head-lr", 5e-4, "--others", 0.1, "--average", 0.998,
                      "--round-from", 0.75)
    last = work.make("train.py", "last.pt", [grown], "--start", tuned, *further, "--seed", 42, "--name", "last",
                     "--epochs", 2, "--encoder-lr", 1e-4, "--head-lr", 4e-4, "--others", 0.12, "--average", 0.997,
                     "--round-from", 0.7)
    return work.make("mean.py", "mixed.pt", [], f"0.4:{student}", f"0.6:{last}")


def second_round(work, args, dataset, mixed):
    """The small model: taught by BERT, begun from the first round's."""
    grown = work.make("grow.py", "wide.npz", [dataset, mixed, args.data], *args.more, *args.plain)
    teachers = [mixed]
    if args.bert:
        bert = work.make("bert.py", "bert.pt", [args.bert])
        teachers = [work.make("train.py", f"bert{k}.pt", [grown], "--encoder", bert, "--shape", BERT, "--seed", k, "--name",
                              f"bert{k}", "--encoder-lr", 1e-4, "--head-lr", 6e-4, "--relation-weight", 0.8, "--epochs",
                              7.3, beside=True) for k in range(1, 4)]
        work.finish()
    taught = ["--soft", work.make("silver.py", "wide_silver.npz", [grown], *teachers), "--pieces", 6000, "--mask", 0.05,
              "--relation-weight", 1.0]
    small = work.make("shrink.py", "cut.pt", [mixed, grown], *SMALL)
    big = work.make("train.py", "big.pt", [grown], "--start", mixed, *taught, "--seed", 26, "--name", "big", "--epochs",
                    args.small_epochs, "--encoder-lr", 3e-4, "--head-lr", 8e-4, "--average", 0.998, "--round-from", 0.8,
                    beside=True)
    once = work.make("train.py", "once.pt", [grown], "--start", small, "--imitate", mixed, *taught, "--seed", 24, "--name",
                     "once", "--epochs", args.small_epochs, "--encoder-lr", 5e-4, "--head-lr", 1e-3, "--average", 0.998,
                     "--round-from", 0.8, beside=True)
    work.finish()
    small = work.make("train.py", "small.pt", [grown], "--start", once, "--imitate", big, *taught, "--seed", 44, "--name",
                      "small", "--epochs", args.small_epochs / 3.5, "--encoder-lr", 4e-4, "--head-lr", 8e-4, "--average",
                      0.997, "--round-from", 0.6)
    silver = work.make("silver.py", "big_silver.npz", [grown], big, "--treebanks")
    last = work.make("train.py", "small_last.pt", [grown], "--start", small, "--soft", silver, "--treebanks", "--seed", 1,
                     "--name", "small_last", "--epochs", 3.4, "--pieces", 2500, "--encoder-lr", 1.5e-4, "--head-lr", 3e-4,
                     "--mask", 0.05, "--relation-weight", 0.6, "--average", 0.99, "--round-from", 0)
    return work.make("mean.py", "shipped.pt", [], f"0.4:{small}", f"0.6:{last}")


def main():
    gpu = torch.cuda.is_available()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--bert", help="the Java package that bert.py reads; its teachers need a GPU")
    parser.add_argument("--work", default="work")
    parser.add_argument("--teachers", type=int, default=4 if gpu else 1, help="of the first round")
    parser.add_argument("--teacher-epochs", type=float, default=12 if gpu else 6)
    parser.add_argument("--student-epochs", type=float, default=10 if gpu else 6)
    parser.add_argument("--small-epochs", type=float, default=8 if gpu else 1.5)
    parser.add_argument("--more", action="append", default=[str(HERE / "facts")], help="a further folder of facts")
    parser.add_argument("--plain", action="append", default=[], help="a file of running text, a paragraph a line")
    args = parser.parse_args()
    args.more = [word for folder in args.more if Path(folder).exists() for word in ("--more", folder)]
    args.plain = [word for text in args.plain for word in ("--plain", text)]
    work = Work(args.work, gpu)
    dataset = work.make("dataset.py", "dataset.npz", [args.data])
    mixed = first_round(work, args, dataset)
    small = second_round(work, args, dataset, mixed)
    if subprocess.run([sys.executable, HERE / "export.py", small, args.out]).returncode:
        sys.exit("build.py: the model could not be written")


if __name__ == "__main__":
    main()
