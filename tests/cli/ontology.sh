# A user's ontology: checking it, and what --ontology and --only do.
. "$(dirname "$0")/common.sh"
companies=$source/ontology/examples/companies.ttl
articles=$source/tests/golden/ontology_user/articles

expect 0 '0 wrong, 0 missing' "$relata" ontology check "$companies"
expect 2 'which ontology' "$relata" ontology check
expect 2 "'cheque' is nothing" "$relata" ontology cheque "$companies"
expect 2 'cannot read' "$relata" ontology check nowhere.ttl

cat >wrong.ttl <<'END'
@prefix x: <http://example.org/x#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
x:Dog a owl:Class ; rdfs:subClassOf x:Cat .
x:bites a owl:ObjectProperty ; rdfs:label "bites" .
x:q a owl:ObjectProperty ; rdfs:label "xqzt" .
END
expect 3 '^wrong.ttl:4: wrong: .*Cat' "$relata" ontology check wrong.ttl
expect 3 '^wrong.ttl:6: missing: ' "$relata" ontology check -q wrong.ttl
expect 3 'wrong.ttl:4: ' "$relata" extract --ontology wrong.ttl "$articles"
expect 3 'wrong.ttl:4: ' "$relata" build --ontology wrong.ttl "$articles" -o g
[ ! -e g ] || fail "a graph was left behind"
echo 'this is no Turtle' >broken.ttl
expect 3 '^broken.ttl:1: wrong: bad RDF' "$relata" ontology check broken.ttl

# RDF/XML, and an error in it.
cat >small.rdf <<'END'
<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
         xmlns:owl="http://www.w3.org/2002/07/owl#">
  <owl:ObjectProperty rdf:about="http://example.org/x#led_by"><rdfs:label>founded by</rdfs:label></owl:ObjectProperty>
</rdf:RDF>
END
expect 0 'small.rdf:4: note: ' "$relata" ontology check small.rdf
expect 0 '"relation_iri": "http://example.org/x#led_by"' "$relata" extract --ontology small.rdf --only "$articles"
sed 's/<\/rdf:RDF>//' small.rdf >cut.rdf
expect 3 'cut.rdf:[0-9]+: wrong: bad RDF' "$relata" ontology check cut.rdf

# --only keeps what maps; without it the rest stays; --only alone makes no sense.
expect 2 'name it with --ontology' "$relata" extract --only "$articles"
"$relata" extract -q --ontology "$companies" --only "$articles" >only.jsonl
"$relata" extract -q --ontology "$companies" "$articles" >all.jsonl
grep -q '"relation": "co:acquires"' only.jsonl || fail "no co:acquires"
! grep -vq '"relation_iri": "https://example.org/companies#' only.jsonl || fail "--only keeps more than the user's"
[ "$(wc -l <all.jsonl)" -gt "$(wc -l <only.jsonl)" ] || fail "without --only nothing more comes"
"$relata" extract -q --jobs 1 --ontology "$companies" --ontology small.rdf "$articles" >one.jsonl
"$relata" extract -q --jobs 8 --ontology "$companies" --ontology small.rdf "$articles" >eight.jsonl
cmp one.jsonl eight.jsonl || fail "the number of jobs shows"

# An ontology that is new to a graph is a reason to read its articles again.
"$relata" build -q "$articles" -o g
expect 0 '^[0-9]+ articles[^;]*$' "$relata" build --ontology "$companies" "$articles" -o g
expect 0 'unchanged' "$relata" build --ontology "$companies" "$articles" -o g
expect 0 'Marta' "$relata" query g 'SELECT ?who { ?who co:ceo_of ?firm }'
expect 0 'chief executive' "$relata" why g 'Marta Holm' co:ceo_of
"$relata" export g -f turtle -o g.ttl
grep -q '^@prefix co: <https://example.org/companies#> .' g.ttl || fail "the prefix is not declared"
for syntax in rdfxml jsonld trig rdfjson; do
  "$relata" export g -f $syntax -o "g.$syntax" || fail "export $syntax"
done
"$relata" draw g -o g.svg || fail "draw"
