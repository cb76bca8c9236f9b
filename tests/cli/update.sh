# SPARQL Update: what changes, what does not, and that all other commands stay right afterwards.
. "$(dirname "$0")/common.sh"

count() { # GRAPH PATTERN: how many solutions
  "$relata" query "$1" "SELECT (COUNT(*) AS ?n) { $2 }" --format csv | tr -d '\r' | tail -1
}
counts() { # NUMBER GRAPH PATTERN
  [ "$(count "$2" "$3")" = "$1" ] || fail "$2 has $(count "$2" "$3") of { $3 }, not $1"
}

mkdir news
cp "$corpus/patrols.txt" "$corpus/balyun_strike.txt" news
"$relata" build -q news -o g
"$relata" export g -f nquads -o before.nq

# What is inserted is an article of its own, beside those that are built.
expect 0 '1 operation: 2 quads inserted, 0 deleted, 1 graph created' "$relata" update g \
  -e 'INSERT DATA { <http://x/a> <http://x/p> 1 . GRAPH <http://x/g> { <http://x/a> <http://x/p> [] } }'
counts 2 g '?s <http://x/p> ?o'
counts 1 g 'GRAPH <http://x/g> { ?s ?p ?o }'
expect 0 '^default graph' "$relata" remove g --list
expect 0 '^http://x/g' "$relata" remove g --list
expect 0 '' "$relata" check g
expect 1 'no change|0 quads inserted, 0 deleted' "$relata" update g -e 'INSERT DATA { <http://x/a> <http://x/p> 1 }'
expect 0 'articles unchanged' "$relata" build news -o g
counts 2 g '?s <http://x/p> ?o'
expect 0 '2 articles removed' "$relata" remove g 'default graph' http://x/g
"$relata" export g -f nquads -o after.nq
cmp before.nq after.nq || fail "inserting and removing left something behind"

# What is deleted is gone, stays gone while its article is unchanged, and comes again with the article.
name='?s rdfs:label ?o'
claims=$(count g '?c a rel:Claim')
expect 0 "[1-9][0-9]* deleted" "$relata" update g -e 'DELETE { ?c a rel:Claim } WHERE { ?c a rel:Claim }'
counts 0 g '?c a rel:Claim'
expect 0 '' "$relata" check g
expect 0 'articles unchanged' "$relata" build news -o g
counts 0 g '?c a rel:Claim'
"$relata" build -q --again news -o g
counts "$claims" g '?c a rel:Claim'
"$relata" export g -f nquads -o after.nq
cmp before.nq after.nq || fail "reading again does not give what was deleted"

# All of an update or nothing.
expect 3 'line 1, column 34: there is no graph <http://x/none>' "$relata" update g \
  -e 'INSERT DATA { <a:a> <a:b> 1 } ;  DROP GRAPH <http://x/none>'
expect 3 "column 15: INSERT DATA may not have variables" "$relata" update g -e 'INSERT DATA { ?x a 1 }'
printf 'PREFIX x: <http://x/>\nINSERT DATA { x:a x:b }\n' >wrong.ru
expect 3 'wrong.ru:2:23: unexpected }' "$relata" update g wrong.ru
expect 3 'only changes are made here' "$relata" update g -e 'SELECT * { ?s ?p ?o }'
expect 3 'longer than 0.0' "$relata" update g --timeout 0.05 \
  -e 'INSERT { ?a <http://x/q> ?d } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g && ?c = ?h) }'
expect 2 'needs an update' "$relata" update g
expect 2 'not a relata graph' "$relata" update nowhere -e 'CLEAR ALL'
"$relata" export g -f nquads -o after.nq
cmp before.nq after.nq || fail "an update that failed has changed something"

# Files are read only when that is allowed.
printf '<http://x/a> <http://x/p> "one" , _:b .\n' >one.ttl
expect 2 'it is not allowed here' "$relata" update g -e 'LOAD <one.ttl>'
expect 0 '2 quads inserted' "$relata" update g --load -e 'LOAD <one.ttl> INTO GRAPH <http://x/one>'
expect 3 'one.nt:1' "$relata" update g --load -e "$(printf '<a> b' >one.nt; echo 'LOAD <one.nt>')"
expect 2 'missing.ttl: cannot be read' "$relata" update g --load -e 'LOAD <missing.ttl>'
expect 1 '0 quads inserted' "$relata" update g --load -e 'LOAD SILENT <missing.ttl>'

# Graphs as a whole, several operations, from a file and from standard input.
cat >many.ru <<'EOF'
PREFIX x: <http://x/>
COPY x:one TO x:two ;
ADD x:one TO DEFAULT ;
MOVE x:one TO x:three ;
CREATE GRAPH x:empty ;
INSERT { GRAPH x:five { ?s x:seen ?g } } WHERE { GRAPH ?g { ?s x:p "one" } }
EOF
expect 0 '5 operations: 8 quads inserted, 2 deleted, 3 graphs created, 1 dropped' "$relata" update g many.ru
expect 3 'there is a graph <http://x/empty> already' "$relata" update g -e 'CREATE GRAPH <http://x/empty>'
expect 1 '' "$relata" update g -e 'CREATE SILENT GRAPH <http://x/empty>'
counts 2 g 'GRAPH <http://x/five> { ?s ?p ?o }'
expect 0 '' "$relata" check g
echo 'DELETE WHERE { ?s <http://x/seen> ?o }' | "$relata" update -q g -
counts 0 g '?s <http://x/seen> ?o'

# Other graphs take it over; what is in two articles goes with the last of them.
"$relata" import -q other one.ttl
"$relata" merge g other -o both
expect 0 '' "$relata" check both
expect 0 '' "$relata" backup both copy
"$relata" export both -f nquads -o a.nq
"$relata" export copy -f nquads -o b.nq
cmp a.nq b.nq || fail "a backup of an updated graph is another"
expect 0 '1 articles removed' "$relata" remove both 'default graph'
expect 0 '' "$relata" check both
counts 1 both '<http://x/a> <http://x/p> "one" FILTER NOT EXISTS { GRAPH ?g { <http://x/a> <http://x/none> "one" } }'
expect 0 '' "$relata" compact both
expect 0 '' "$relata" check both

# DROP ALL leaves a graph without articles; --create makes one.
expect 0 'deleted' "$relata" update g -e 'DROP ALL'
counts 0 g '?s ?p ?o'
expect 0 '' "$relata" check g
[ -z "$("$relata" remove g --list)" ] || fail "DROP ALL left articles: $("$relata" remove g --list)"
expect 0 '1 quad inserted' "$relata" update --create new -e 'INSERT DATA { id:A rel:backs id:B }'
counts 1 new 'id:A rel:backs id:B'

# Killed while it works: all or nothing.
i=0
{ echo 'INSERT DATA {'; while [ $i -lt 20000 ]; do echo "<http://x/s$i> <http://x/p> $i ."; i=$((i + 1)); done; echo '}'; } >big.ru
for pause in 0.02 0.05 0.1 0.2 0.3; do
  "$relata" update -q new big.ru &
  sleep $pause
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
  case $(count new '?s ?p ?o') in
    1 | 20001) ;;
    *) fail "$(count new '?s ?p ?o') triples after a kill" ;;
  esac
  expect 0 '' "$relata" check new
done
