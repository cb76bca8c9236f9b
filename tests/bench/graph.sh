#!/bin/sh
# graph.sh RELATA BENCH_GRAPH WORKLOAD.nt [PYTHON] — loading and asking a graph, in one table.
#
# WORKLOAD.nt is a file of N-Triples with the names that tests/bench/graph/*.rq
# ask for.  PYTHON, a python3 that has pyoxigraph, runs the same beside it.
set -eu
[ $# -ge 3 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
relata=$1 bench=$2 workload=$3 python=${4-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "relata: import of $(wc -l <"$workload") triples"
/usr/bin/time -f 'seconds %e   KB of memory %M' "$relata" import -q "$work/graph" "$workload"
echo "MB on disk $(du -sm "$work/graph" | cut -f1)"
/usr/bin/time -f 'seconds %e   one COUNT from the command line' \
  "$relata" query "$work/graph" 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' >/dev/null
"$bench" "$work/graph" "$here"/graph/*.rq
if [ -n "$python" ]; then
  for where in disk memory; do
    echo "pyoxigraph: $where"
    "$python" "$here/oxigraph.py" $where "$workload" "$work/oxigraph" "$here"/graph/*.rq
  done
fi
