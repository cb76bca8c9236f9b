#!/bin/sh
# Prints every figure of speed and memory in one table, medians of five runs.
# usage: tests/bench/run.sh [RELATA]
# Input is the sample corpus, repeated.  Timings are no tests: run it on a machine that does nothing else.
set -eu
cd "$(dirname "$0")/../.."
relata=${1:-build/release/bin/relata}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v /usr/bin/time >/dev/null || { echo "run.sh: needs GNU time (package time)" >&2; exit 2; }

# Seconds and kilobytes of a command: the median of five.
measure() {
  for i in 1 2 3 4 5; do
    /usr/bin/time -f '%e %M' -o "$work/time" "$@" >/dev/null 2>&1
    cat "$work/time"
  done | sort -n | sed -n 3p
}
row() {
  printf '| %-44s | %s |\n' "$1" "$2"
}
rate() { # WORDS SECONDS
  awk -v words="$1" -v seconds="$2" 'BEGIN { printf "%.0f words/s", words / seconds }'
}

mkdir "$work/articles"
for i in $(seq 1 12); do
  for file in tests/corpus/articles/*.txt tests/corpus/articles/*.md; do
    cp "$file" "$work/articles/$i-$(basename "$file")"
  done
done
words=$($relata extract -q -f conllu "$work/articles" | grep -c '^[0-9]')
cat tests/corpus/articles/*.txt >"$work/once.txt"
: >"$work/twenty.txt"
while [ "$(wc -c <"$work/twenty.txt")" -lt 20000000 ]; do
  for i in $(seq 1 100); do cat "$work/once.txt"; echo; done >>"$work/twenty.txt"
done
echo 'Turkey backs Syrian rebels.' >"$work/line.txt"

echo "| what | figure |"
echo "| --- | --- |"
set -- $(measure "$relata" --version)
row "start-up: relata --version" "$1 s"
set -- $(measure "$relata" extract -q "$work/line.txt")
row "start-up: one sentence to its facts" "$1 s, $2 kB"
set -- $(measure "$relata" extract -q -j 1 -f conllu "$work/articles")
row "analysis, one core ($words words)" "$(rate "$words" "$1"), $2 kB"
set -- $(measure "$relata" extract -q -j 1 "$work/articles")
row "text to facts, one core" "$(rate "$words" "$1"), $2 kB"
set -- $(measure "$relata" extract -q -j 2 "$work/articles")
row "text to facts, two jobs" "$(rate "$words" "$1"), $2 kB"
/usr/bin/time -f '%e %M' -o "$work/time" "$relata" extract -q "$work/twenty.txt" -o "$work/twenty.jsonl"
set -- $(cat "$work/time")
row "20 MB of text to facts, all cores" "$1 s, peak $2 kB"

# The share of each stage, of processor time: a program of the build (ninja bench_analyse).
build=$(dirname "$relata")/..
if [ -x "$build/tests/bench/bench_analyse" ]; then
  "$build/tests/bench/bench_analyse" extract/model/relata.model "$work/once.txt" "$build/relata.lexicon"
else
  echo "stages: not measured, build bench_analyse"
fi
