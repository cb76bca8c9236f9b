"""How fast relata.extract is from Python, beside the program: python3 speed.py FOLDER"""
import subprocess
import sys
import time

import relata
from relata.native import program_path


def timed(what):
    best = 1e9
    for _ in range(3):
        began = time.perf_counter()
        what()
        best = min(best, time.perf_counter() - began)
    return best


folder = sys.argv[1]
relata.read("Turkey backs the rebels.")
ours = timed(lambda: sum(1 for _ in relata.extract(folder, jobs=1)))
theirs = timed(lambda: subprocess.run([program_path(), "extract", "-q", "--jobs", "1", folder], stdout=subprocess.DEVNULL,
                                      check=True))
print(f"from Python {ours:.2f} s, the program {theirs:.2f} s: {ours / theirs:.2f}")
