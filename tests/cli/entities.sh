# Names of fifty articles become people and groups: how well, in any order, undone and remembered, on many machines.
. "$(dirname "$0")/common.sh"

entities=$source/tests/corpus/entities
names='SELECT ?g ?e ?n { GRAPH ?g { ?e skos:prefLabel|skos:altLabel ?n } }'
i=0
cat "$entities/first.jsonl" "$entities/second.jsonl" | while read -r line; do
  i=$((i + 1))
  printf '%s\n' "$line" >"$(printf 'a%02d.jsonl' $i)"
done
"$relata" build -q a*.jsonl -o whole
"$relata" export whole -f nquads -o whole.nq
expect 0 '' "$relata" check whole

# Who is who: pairwise F1 at least 0.9, no namesakes merged.
if command -v python3 >/dev/null; then
  "$relata" query whole --format tsv "$names" >names.tsv
  python3 "$source/tests/quality/entities_score.py" names.tsv "$entities/first.tsv" "$entities/second.tsv" >score 2>wrong ||
    fail "entities_score.py"
  cat score
  grep -Eq 'F1 (0\.9|1\.0).*namesakes merged 0;' score || { cat score wrong >&2; fail "F1 below 0.9, or namesakes merged"; }
fi

# One node an entity, with all its names, in every view of the graph.
expect 0 'Tomas Breck +\(.*Thomas Breck.*Tom Breck' "$relata" entities whole 'Tom Breck'
expect 0 '"names": \["Tomas Breck", .*"Tom Breck"' "$relata" entities whole 'Tom Breck' --format json
expect 0 '^Tomas_Breck/Tom_Breck	' "$relata" entities whole --merges 'Tom Breck' --format tsv
expect 0 'nickname \+' "$relata" entities whole --merges 'Tom Breck'
expect 0 'Tomas Breck — ' "$relata" why whole 'Tom Breck'
expect 0 '1' "$relata" query whole 'SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e skos:altLabel "Tom Breck" }'
expect 0 'Tomas_Breck' "$relata" query whole \
  'SELECT ?e { GRAPH <https://w3id.org/relata/merges> { ?m a rel:Merge ; rel:merged_name "Tom Breck" ; rel:into ?e ; rel:reason ?r ; prov:wasDerivedFrom ?d } }'

# In any order, one by one; without an article as if it had never been there.
for f in a31 a07 a50 a19 a02 a44 a28 a11 a36 a23 a15 a40 a05 a47 a33 a09; do "$relata" build -q $f.jsonl -o ordered; done
"$relata" build -q a*.jsonl -o ordered
"$relata" export ordered -f nquads -o a.nq
cmp a.nq whole.nq || fail "another order of articles gives another graph"
rm a08.jsonl
"$relata" build -q a*.jsonl -o without
"$relata" export without -f nquads -o b.nq
"$relata" remove -q ordered e08
"$relata" export ordered -f nquads -o a.nq
cmp a.nq b.nq || fail "a removed article left something behind"
expect 0 '' "$relata" check ordered

# A wrong merge undone with one command stays undone: after rebuilding, replacing, compacting, merging, copying.
cp -r whole g
expect 0 'takes it back' "$relata" entities g --split Tomas_Breck/Tom_Breck
apart() {
  "$relata" query "$1" --format csv 'SELECT (COUNT(DISTINCT ?e) AS ?n) { VALUES ?x { "Tom Breck" "Tomas Breck" } ?e skos:prefLabel ?x }' |
    tr -d '\r' | tail -1 >count
  [ "$(cat count)" = "$2" ] || fail "$3: $(cat count) things instead of $2"
}
apart whole 1 'before'
apart g 2 'split'
"$relata" build -q --again a*.jsonl -o g
apart g 2 'split and rebuilt'
"$relata" remove -q g e03
"$relata" build -q a03.jsonl -o g
apart g 2 'split and replaced'
"$relata" compact g
apart g 2 'split and compacted'
expect 0 '' "$relata" check g
"$relata" backup g copy
apart copy 2 'split and copied'
"$relata" merge copy whole -o both
apart both 2 'split and merged'
expect 0 'Tom_Breck  is not  Tomas_Breck' "$relata" entities g --choices
expect 0 '' "$relata" entities g --undo
apart g 1 'undone'
expect 1 'no decision' "$relata" entities g --choices
expect 1 'no decision' "$relata" entities g --undo
"$relata" export g -f nquads -o a.nq
cmp a.nq whole.nq || fail "a decision taken back left something behind"

# One article's bearer of a name, and two things said to be one.
expect 0 '' "$relata" entities -q g --split 'Lena Marchetti' e13
expect 0 'Lena_Marchetti-e13' "$relata" entities g 'Lena Marchetti'
expect 2 'may mean' "$relata" entities g --same 'Lena Marchetti' Skerry
expect 0 '' "$relata" entities -q g --same id:Lena_Marchetti id:Lena_Marchetti-e13
expect 0 '' "$relata" entities -q g --same 'Kestrel Aerospace' 'Kestrel Foundation'
expect 0 'Kestrel Aerospace.*Kestrel Foundation' "$relata" entities g 'Kestrel Aerospace'
expect 0 "user" "$relata" entities g --merges 'Kestrel Aerospace' --format tsv
expect 2 'one already' "$relata" entities g --same 'Kestrel Aerospace' 'Kestrel Foundation'
expect 1 'called "nobody"' "$relata" entities g --split nobody
expect 2 'takes two names' "$relata" entities g --same one
expect 2 'split what' "$relata" entities g --split
expect 2 'which graph' "$relata" entities
expect 2 'does not know' "$relata" entities g --format xml
expect 0 '' "$relata" check g

# A damaged file about entities is told, and can be made anew.
printf X | dd of="$(ls g/relata.graph.entities-*)" bs=1 seek=30 conv=notrunc 2>dd.out
expect 3 'remove it and run relata compact' "$relata" entities g --choices
expect 3 'is damaged' "$relata" build -q --again a01.jsonl -o g
rm g/relata.graph.entities-*
expect 0 '' "$relata" compact g
expect 0 '' "$relata" check g
expect 1 'no decision' "$relata" entities g --choices

# As filters, blocks apart, the articles in parts: the same bytes when sorted.
"$relata" extract -q -f articles a*.jsonl >articles.jsonl
"$relata" entities --keys <articles.jsonl | LC_ALL=C sort >keys
awk -F'\t' '{ if ($1 != last) { n = (n + 1) % 3; last = $1 } print >("block" n) }' keys
for n in 0 1 2; do "$relata" entities --stdin <block$n >senses$n; done
cat senses2 senses0 senses1 | "$relata" entities --join >table
sed -n '1~2p' articles.jsonl >odd
sed -n '2~2p' articles.jsonl >even
for part in even odd; do "$relata" resolve --table table <$part | "$relata" export -f nquads --stdin; done >parts.nq
grep '^merge' table | cut -f2- >>parts.nq
LC_ALL=C sort parts.nq >a.nq
LC_ALL=C sort b.nq >c.nq
cmp a.nq c.nq || fail "the filters do not give what build gives"
expect 0 '"subject_entity": "Marlow_Harbour_Authority"' "$relata" resolve --table table articles.jsonl
"$relata" import -q imported articles.jsonl
"$relata" export imported -f nquads -o a.nq
cmp a.nq b.nq || fail "imported articles do not give what build gives"
cat block0 block1 block0 >again
status=0
"$relata" entities --stdin <again >out 2>err || status=$?
[ $status -eq 3 ] && grep -q 'must stand together' err || fail "keys that come twice"
status=0
echo nonsense | "$relata" entities --join >out 2>err || status=$?
[ $status -eq 3 ] && grep -q 'standard input:1' err || fail "a line that is none of --stdin's"
status=0
echo '{"doc": "x"}' | "$relata" entities --keys >out 2>err || status=$?
[ $status -eq 3 ] && grep -q 'is no article' err || fail "a line that is no article"
