#!/bin/sh
# relata push against Apache Jena Fuseki: the sample and 100,000 triples, killed twice, by graphs and by updates.
# usage: tests/push/fuseki.sh JAR [RELATA]
#   JAR  jena-fuseki-server-5.6.0.jar:
#        mvn dependency:get -Dartifact=org.apache.jena:jena-fuseki-server:5.6.0 -Dtransitive=false
set -eu
[ $# -ge 1 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
jar=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
relata=$(realpath "${2:-$root/build/release/bin/relata}")
work=$(mktemp -d)
store=
trap 'kill $store 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
address=http://localhost:3939/news

start() { # a fresh store
  [ -z "$store" ] || { kill "$store"; wait "$store" 2>/dev/null || true; }
  java -Xmx1g -jar "$jar" --port 3939 --localhost --update --mem /news >fuseki.log 2>&1 &
  store=$!
  for _ in $(seq 300); do curl -sf "$address?query=ASK%7B%7D" >/dev/null && return; sleep 0.2; done
  cat fuseki.log >&2
  exit 1
}
canonical() { # QUADS: every quad as rdflib understands it, sorted
  /usr/bin/python3 - "$1" <<'PYTHON'
import sys
from rdflib import Dataset
dataset = Dataset()
dataset.parse(sys.argv[1], format="nquads")
for line in sorted(f"{s.n3()} {p.n3()} {o.n3()} {g}" for s, p, o, g in dataset.quads((None, None, None, None))):
    print(line)
PYTHON
}
same() { # WHAT
  "$relata" export g -f nquads -o here.nq
  curl -sf -H 'Accept: application/n-quads' "$address" >there.nq
  canonical here.nq >here
  canonical there.nq >there
  cmp here there || { echo "$1: the store differs" >&2; exit 1; }
  echo "$1: $(wc -l <here) quads on both sides"
}

"$relata" build -q "$root/tests/corpus/articles" -o g
/usr/bin/python3 - <<'PYTHON'
with open("big.nq", "w") as file:
    for k in range(100000):
        file.write(f'<http://example.org/e/{k % 20011}> <http://example.org/p/{k % 17}> "value {k} \\u00fc"@en '
                   f'<http://example.org/g/{k % 40}> .\n')
PYTHON
"$relata" import -q g big.nq
start
for pause in 0.6 0.8; do
  "$relata" push -q g --to "$address/data" &
  push=$!
  sleep $pause
  kill -KILL $push 2>/dev/null || echo "push was done within $pause s" >&2
  wait $push 2>/dev/null || true
done
"$relata" push g --to "$address/data"
same "push, killed twice"
"$relata" remove -q g big.nq
"$relata" sync g --to "$address/data"
same "sync after removing"
start
"$relata" push g --update --batch 1000 --to "$address/update"
same "push by updates"
