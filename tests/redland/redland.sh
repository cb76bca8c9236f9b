# redland.sh RELATA SOURCE_DIR MODULES READ_GRAPH — Redland's own program and library read a graph.
modules=$3 reader=$4
. "$2/tests/cli/common.sh"
export REDLAND_MODULE_PATH=$modules

printf '<http://x/a> <http://x/p> "one" , <http://x/b> ; <http://x/q> 3 .\n' >one.ttl
printf '<http://x/a> <http://x/p> "two" <http://x/g> .\n<http://x/c> <http://x/p> _:b <http://x/h> .\n' >two.nq
"$relata" import -q g one.ttl two.nq
"$reader" g http://x/p >found
[ "$(head -1 found)" = 4 ] || fail "librdf finds $(head -1 found) triples, not 4"
[ "$(tail -n +2 found | sort | tr '\n' ' ')" = "http://x/g http://x/h " ] || fail "librdf names other graphs: $(cat found)"
"$reader" nowhere http://x/p 2>complaint && fail "librdf opens a graph that is not there"
grep -q 'not a relata graph' complaint || fail "librdf does not say why: $(cat complaint)"

if ! command -v rdfproc >/dev/null; then
  echo "skipped the rest: there is no rdfproc (Debian: redland-utils)"
  exit 0
fi
rdfproc -q -s relata g serialize ntriples 2>errors | sort >seen
"$relata" export g -f ntriples | sort >exported
cmp seen exported || fail "rdfproc does not see what is exported"
rdfproc -s relata g find - http://x/q - >seen 2>&1
grep -q '"3"' seen || fail "rdfproc does not find a triple: $(cat seen)"
rdfproc -s relata g size 2>&1 | grep -q 5 || fail "rdfproc counts otherwise"
