#!/bin/sh
# Sets up, builds, and runs the main job on the sample articles into out/sample/ (or the folder given).
# With $RELATA set to a built program, sets up and builds nothing.
set -eu
mkdir -p "${1:-$(dirname "$0")/out/sample}"
OUT=$(cd "${1:-$(dirname "$0")/out/sample}" && pwd)
cd "$(dirname "$0")"
relata=${RELATA:-build/release/bin/relata}
if [ -z "${RELATA:-}" ]; then
  ./setup.sh
  [ -f build/release/build.ninja ] || cmake --preset release >/dev/null
  cmake --build build/release --target relata
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
articles=tests/corpus/articles
$relata build "$articles" -o "$work/graph"
$relata extract -q "$articles" -o "$OUT/facts.jsonl"
$relata export "$work/graph" --statements-only -o "$OUT/graph.ttl"
$relata export "$work/graph" -o "$OUT/graph.trig"
$relata draw "$work/graph" --title "Nine sample articles" -o "$OUT/whole.svg"
$relata draw "$work/graph" --about Turkey --claims --title "Turkey" -o "$OUT/turkey.svg"
$relata draw "$work/graph" --about Turkey --timeline --title "Turkey, by date" -o "$OUT/turkey-timeline.svg"
$relata draw "$work/graph" --relation attacks --claims --title "Who attacks whom" -o "$OUT/attacks.svg"
for query in tests/corpus/queries/*.rq; do
  name=$(basename "$query" .rq)
  $relata query "$work/graph" -f "$query" >"$OUT/$name.txt"
done
echo "demo.sh: made in $OUT:"
ls -l "$OUT"
echo
echo "Who backs whom (tests/corpus/queries/backs.rq):"
cat "$OUT/backs.txt"
echo
echo "Why (relata why GRAPH Turkey backs):"
$relata why "$work/graph" Turkey backs
