# Articles and files come, change, go, and move between graphs; the graph is as if built straight.
. "$(dirname "$0")/common.sh"

mkdir news
cp "$corpus/patrols.txt" "$corpus/balyun_strike.txt" news
"$relata" build -q news/patrols.txt -o straight
"$relata" build -q news -o g
expect 0 '; 2 articles unchanged' "$relata" build news -o g
echo 'The mayor praised the harbour guard on Monday.' >>news/balyun_strike.txt
expect 0 '^1 article,.*; 1 article unchanged' "$relata" build news -o g
expect 0 '^2 articles' "$relata" build --again news -o g
expect 0 'balyun_strike.txt' "$relata" remove g --list
expect 2 'which articles' "$relata" remove g
expect 1 'of no article' "$relata" remove g nowhere.txt
expect 0 '1 articles removed' "$relata" remove g news/balyun_strike.txt
"$relata" export g -f nquads -o a.nq
"$relata" export straight -f nquads -o b.nq
cmp a.nq b.nq || fail "what is left is not a graph built without the article"
expect 0 '' "$relata" check g

# RDF of others, and back out of it.
printf '<http://x/a> <http://x/p> "one" .\n' >one.nt
printf '<http://x/a> <http://x/p> "two" <http://x/g> .\n' >two.nq
expect 0 '2 triples or facts of 2 files' "$relata" import g one.nt two.nq
expect 0 '2 files were there already' "$relata" import g one.nt two.nq
expect 0 'two' "$relata" query g 'SELECT ?o { GRAPH <http://x/g> { ?s ?p ?o } }'
expect 0 '' "$relata" import -q g -f ntriples - <one.nt
expect 2 'name one with --format' "$relata" import g -
expect 2 'cannot be read' "$relata" import g missing.nt
printf '<http://x/a> <http://x/p> .\n' >bad.nt
expect 3 'bad.nt:1' "$relata" import g bad.nt
expect 0 '2 articles removed' "$relata" remove g one.nt two.nq
expect 0 '' "$relata" remove -q g 'standard input'
"$relata" export g -f nquads -o a.nq
cmp a.nq b.nq || fail "an imported file left something behind"

# Graphs of two machines together are the graph of one.
"$relata" build -q news/balyun_strike.txt -o other
"$relata" merge g other -o both
"$relata" build -q news -o whole
"$relata" export both -f nquads -o a.nq
"$relata" export whole -f nquads -o b.nq
cmp a.nq b.nq || fail "merged graphs are not the graph of both"
"$relata" backup both copy
"$relata" export copy -f nquads -o a.nq
cmp a.nq b.nq || fail "a backup is not the same graph"
expect 2 'is a graph already' "$relata" backup both copy

# Facts of other machines: the same claims, with their quotations.
"$relata" extract -q news -o facts.jsonl
"$relata" import -q f facts.jsonl
expect 0 'files were there already' "$relata" import f facts.jsonl
facts=$(wc -l <facts.jsonl)
expect 0 "^claims +$facts$" "$relata" info f
expect 0 '' "$relata" remove -q f balyun_strike.txt
expect 0 'patrol' "$relata" query f 'SELECT ?q { ?c a rel:Claim ; nif:anchorOf ?q }'
expect 0 '' "$relata" check f
printf '{"doc": "x", "subject": 7}\n' >bad.jsonl
expect 3 'bad.jsonl:1.*is no fact' "$relata" import f bad.jsonl
printf '{"doc": \n' >bad.jsonl
expect 3 'bad.jsonl:1.*not JSON' "$relata" import f bad.jsonl

rm f/relata.graph.index-*
expect 0 'every article is whole.*relata compact f' "$relata" check f
expect 0 '' "$relata" compact f

# Damage is found, and mended where the articles are sound.
printf X | dd of="$(echo both/relata.graph.index-*)" bs=1 seek=400 conv=notrunc 2>dd.out
expect 3 'relata compact both' "$relata" check both
expect 0 '' "$relata" compact both
expect 0 '' "$relata" check both

# A query that would take for ever is given up.
expect 3 'longer than 0.2 seconds' "$relata" query --timeout 0.2 whole \
  'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g && ?c = ?h) }'
expect 2 "not 'soon'" "$relata" query --timeout soon whole 'ASK {}'

# Others read while an article comes and goes.
"$relata" import -q r one.nt
(for i in 1 2 3 4 5 6 7 8; do "$relata" import -q r two.nq && "$relata" remove -q r two.nq; done) &
for i in $(seq 1 40); do
  "$relata" query r 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' --format csv | tr -d '\r' | tail -1 >count
  grep -Eqx '1|2' count || fail "a reader saw $(cat count) triples"
done
wait
expect 0 '' "$relata" backup r r-copy

# Killed while importing: all of the file or nothing of it.
i=0
while [ $i -lt 60000 ]; do
  echo "<http://x/s$i> <http://x/p> \"$i\" ."
  i=$((i + 1))
done >many.nt
"$relata" import -q k one.nt
for pause in 0.02 0.05 0.1 0.15 0.2 0.3; do
  "$relata" import -q k many.nt &
  sleep $pause
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
  "$relata" query k 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' --format csv | tr -d '\r' | tail -1 >count
  grep -Eqx '1|60001' count || fail "$(cat count) triples after a kill"
done
"$relata" import -q k many.nt
expect 0 '' "$relata" check k
