# Build, ask, why, draw, export, info: the main job from end to end.
. "$(dirname "$0")/common.sh"

expect 0 '9 articles' "$relata" build "$corpus" -o g
expect 0 'Turkey' "$relata" query g 'SELECT ?who ?whom { ?who rel:backs ?whom }'
expect 0 'Turkey' "$relata" query g 'SELECT ?who ?whom { ?who rel:backs ?whom }' --format csv
expect 0 '"bindings"' "$relata" query g 'SELECT ?who ?whom { ?who rel:backs ?whom }' --format json
expect 0 '<sparql' "$relata" query g 'SELECT ?who ?whom { ?who rel:backs ?whom }' --format xml
expect 1 '' "$relata" query g 'SELECT ?x { ?x rel:capital_of id:Nowhere_at_all }'
echo 'ASK { id:Turkey rel:backs ?x }' >ask.rq
expect 0 'true|yes' "$relata" query g -f ask.rq
# A wrong query: line, column, and a caret under it.
expect 3 'line 1, column 2[0-9]' "$relata" query g 'SELECT ?x { ?x rel:backs '
expect 3 '\^' "$relata" query g 'SELECT ?x WHERE { ?x rel:backs ?y ) }'

expect 0 'backs' "$relata" why g Turkey backs
expect 0 'sochi_deal.html|balyun_strike.txt|tehran_summit.txt' "$relata" why g turkey backs
expect 1 'no sentence' "$relata" why g Turkey capital_of

for format in svg png pdf dot; do
  "$relata" draw g -o "picture.$format" || fail "draw $format"
  [ -s "picture.$format" ] || fail "picture.$format is empty"
done
grep -q '<title>' picture.svg || fail "the SVG has no titles"
expect 1 'Nobody' "$relata" draw g --about 'Nobody Known' -o none.svg
[ ! -e none.svg ] || fail "a diagram of nothing was left behind"

for syntax in turtle trig ntriples nquads rdfxml rdfjson; do
  "$relata" export g -f $syntax -o "graph.$syntax" || fail "export $syntax"
  [ -s "graph.$syntax" ] || fail "graph.$syntax is empty"
done
expect 0 'articles +9' "$relata" info g
expect 0 '"articles": 9' "$relata" info g --json

# Building again changes nothing.
"$relata" export g -f nquads -o before.nq
"$relata" build -q "$corpus" -o g
"$relata" export g -f nquads -o after.nq
cmp before.nq after.nq || fail "building again changed the graph"
