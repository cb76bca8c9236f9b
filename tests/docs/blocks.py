#!/usr/bin/env python3
"""Runs every command block of the documentation as a reader would, in an empty folder with `articles` in it.

usage: blocks.py PROGRAM PYTHON_PACKAGE PAGE.md …

```sh and ```python blocks of a page are run in their order; of the README also lines behind "    $ ".
A block must end with status 0. ```text blocks are not commands of this project.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
NOT_RUN = ("./demo.sh", "./test.sh")        # what this test is a part of
PIPE = "set -eu; set -o pipefail 2>/dev/null || true\n"


def blocks_of(page):
    """(language, text) of a page's blocks."""
    text = page.read_text(encoding="utf-8")
    found = [(m.start(), m[1], m[2]) for m in FENCED.finditer(text)]
    outside = FENCED.sub(lambda m: "\n" * m[0].count("\n"), text)
    commands = re.findall(r"^    \$ (.*)$", outside, re.M)
    if commands:
        found.append((0, "sh", "\n".join(commands)))
    return [(language, block) for _, language, block in sorted(found)]


def run(page, folder, program, package):
    environment = {**os.environ, "PATH": f"{Path(program).parent}:{os.environ['PATH']}", "NO_COLOR": "1",
                   "PYTHONPATH": package, "PYTHONDONTWRITEBYTECODE": "1"}
    failures = count = 0
    for language, block in blocks_of(page):
        if language == "python":
            if subprocess.run(["/usr/bin/python3", "-c", "import cffi"], capture_output=True).returncode:
                print(f"{page.name}: Python blocks skipped, no cffi")
                continue
            command = ["/usr/bin/python3", "-c", block]
        elif language == "sh":
            lines = [line for line in block.splitlines() if not line.strip().startswith(NOT_RUN)]
            lines = [re.sub(r"^relata serve sample\b.*", "", line) for line in lines]
            command = ["bash", "-c", PIPE.replace("set -o pipefail", ":") + "\n".join(lines)]
        else:
            continue
        count += 1
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
        if done.returncode:
            failures += 1
            print(f"FAILED: {page} ({language}):\n{block}\n{done.stdout[-500:]}{done.stderr[-1500:]}")
    print(f"{page.relative_to(ROOT)}: {count} blocks run, {failures} failed")
    return failures


def main():
    program, package, pages = sys.argv[1], sys.argv[2], [Path(p).resolve() for p in sys.argv[3:]]
    failures = 0
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "tests" / "corpus" / "articles", f"{folder}/articles")
            Path(folder, "tests", "corpus").mkdir(parents=True)
            os.symlink(f"{folder}/articles", f"{folder}/tests/corpus/articles")
            failures += run(page, folder, program, package)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
