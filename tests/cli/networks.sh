# Exports of networks and of parts: files and folders, the same selection in each, wrong use is told.
. "$(dirname "$0")/common.sh"

"$relata" build -q "$corpus" -o g
for name in g.gexf g.graphml g.cyjs; do
  "$relata" export g -o "$name" || fail "export $name"
  "$relata" export g -o "again.$name" || fail "export $name again"
  cmp "$name" "again.$name" || fail "$name: other bytes the second time"
done
"$relata" export g --format csv -o tables || fail "csv"
"$relata" export g --format neo4j -o neo4j/ || fail "neo4j"
"$relata" export g --format csv-edges >edges.csv
cmp edges.csv tables/edges.csv || fail "csv-edges are not what the folder has"
head -1 neo4j/nodes.csv | grep -q '^iri:ID,name:string,.*,:LABEL$' || fail "heading of neo4j/nodes.csv"
head -1 neo4j/relationships.csv | grep -q '^:START_ID,:END_ID,:TYPE,' || fail "heading of neo4j/relationships.csv"

# The same part as a network and as RDF.
count() { "$relata" export g --format csv-edges "$@" | tail -n +2 | wc -l; }
all=$(count)
some=$(count --about Turkey --status stated)
[ "$some" -gt 0 ] && [ "$some" -lt "$all" ] || fail "$some of $all edges about Turkey"
"$relata" export g --about Turkey --status stated -o part.nq
"$relata" import -q part part.nq
[ "$("$relata" export part --format csv-edges --status stated | tail -n +2 | wc -l)" -eq "$some" ] ||
  fail "the part as RDF has other ties"
"$relata" export g --about Turkey --statements-only -o part.ttl
! grep -q 'rel:Claim' part.ttl || fail "claims where none were wanted"
[ "$(count --limit 10)" -lt "$all" ] || fail "--limit"
[ "$(count --min-sources 2)" -lt "$all" ] || fail "--min-sources"

expect 2 'give their folder' "$relata" export g --format csv
expect 2 'one table' "$relata" export g -o x.csv
expect 2 'no format' "$relata" export g --format excel
expect 2 'for RDF' "$relata" export g --format gexf --statements-only
expect 1 'nothing to write' "$relata" export g --format gexf --min-sources 50 -o x.gexf
expect 1 'nothing to write' "$relata" export g --format csv --min-sources 50 -o empty
[ ! -e x.gexf ] && [ ! -e empty ] || fail "files of nothing"
touch file
expect 2 'file' "$relata" export g --format csv -o file
