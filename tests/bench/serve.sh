#!/bin/sh
# How many small queries a second the server answers: serve.sh RELATA GRAPH [SECONDS [CONNECTIONS]]
# With wrk (Debian's package) beside it on the same processors.  Three runs: many queries and
# the cache off; the same with the cache; one query again and again.
set -eu
[ $# -ge 2 ] || {
  echo "usage: serve.sh RELATA GRAPH [SECONDS [CONNECTIONS]]" >&2
  exit 2
}
relata=$1 graph=$2 seconds=${3:-10} connections=${4:-200}
here=$(cd "$(dirname "$0")" && pwd)
command -v wrk >/dev/null || {
  echo "serve.sh: needs wrk; install the package wrk" >&2
  exit 77
}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
ulimit -n 4096 2>/dev/null || true

start() {
  : >"$work/address"
  "$relata" serve "$graph" --port 0 -q "$@" >"$work/address" &
  server=$!
  while [ ! -s "$work/address" ]; do sleep 0.1; done
  address=$(sed 's|/$||' "$work/address")
}
stop() {
  kill "$server" && wait "$server" || true
  server=
}
memory() {
  awk '/^VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status"
}
# The server's processor time so far, in hundredths of a second.
ticks() {
  sed 's/.*) //' "/proc/$server/stat" | awk '{ print $12 + $13 }'
}
# run LABEL WORDS…: wrk's last line, the server's own time a request (which tells
# more where the machine does other work too), and the memory before and behind it
run() {
  label=$1
  shift
  before=$(memory) spent=$(ticks)
  line=$(wrk -t 2 -c "$connections" -d "${seconds}s" --timeout 10s -s "$here/serve.lua" "$address" -- "$@" | tail -1)
  spent=$(($(ticks) - spent))
  requests=$(echo "$line" | sed 's/.*ms, \([0-9]*\) requests.*/\1/')
  printf '%-20s %s, %d us of processor a request, memory %s to %s\n' "$label" "$line" \
    "$((spent * 10000 / (requests + 1)))" "$before" "$(memory)"
}

"$relata" query "$graph" --format csv \
  'SELECT DISTINCT ?s { ?s skos:prefLabel ?l ; a ?t FILTER(!CONTAINS(STR(?s), "\"")) } LIMIT 2000' | tail -n +2 | tr -d '\r' >"$work/things"
echo "$(wc -l <"$work/things") entities, $connections connections, $seconds s a run, $(nproc) processors for server and wrk together"
start --cache 0
run "queries, no cache" "$work/things" all
stop
start
run "queries, cache" "$work/things" all
run "one query, cache" "$work/things" one
stop
