# Why a fact is there: from a text, and from a graph whose articles are there, changed, or gone.
. "$(dirname "$0")/common.sh"

mkdir news
echo 'Norway, which has long backed the Kurdish militia, invited the envoy to Oslo.' >news/oslo.txt

# From a text: every part of the screen.
"$relata" extract --explain news/oslo.txt >screen.txt || fail "extract --explain failed"
for words in '^Norway — backs — ' '“\[Norway\], which has long backed' 'bytes 0–' '^  rule  +verb' \
  'lexicon +rel:backs lex:verb \[ lex:pattern "S [a-z]* *> O" ; lex:words "back" \]' \
  '^  subject  +Norway, State' 'status  +the article.s own words, stated as a fact' \
  '^  scorer  +(proposes|has not read)' '^  confidence +0\.[0-9]+, log-odds' \
  '[├╭╰]─[╮┤╯] Norway +PROPN nsubj +← subject' 'backed +VERB +acl:relcl +← predicate' 'ADJ +amod'; do
  grep -Eq -- "$words" screen.txt || { cat screen.txt >&2; fail "--explain does not say '$words'"; }
done
expect 2 'without --format' "$relata" extract --explain -f turtle news/oslo.txt
expect 0 'has not read this pair' "$relata" extract --explain --lexicon-alone news/oslo.txt
"$relata" extract --explain news/oslo.txt -o file.txt
cmp screen.txt file.txt || fail "a file is not explained as standard output is"

# No line is wider than the screen, and a long sentence is folded to fit it.
echo 'The minister, who had spent eleven years in the north of the country as an engineer for a firm that built dams and
bridges, told the members of the committee on Tuesday that Norway backed the militia because of promises that its
leaders had made in the long talks of the summer before the war began in the south.' >long.txt
"$relata" extract --explain long.txt >screen.txt || fail "a long sentence is not explained"
grep -q '…     nmod\|…     acl\|…     obl\|…     advcl' screen.txt || { cat screen.txt >&2; fail "nothing was folded"; }
python3 - screen.txt <<'CHECK' || fail "a line is wider than 100 columns or a tree longer than 32 rows"
import sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
assert max(map(len, lines)) <= 100, max(map(len, lines))
tree = 0
for line in lines:
    tree = tree + 1 if line.startswith("    ") and any(c in line for c in "│╭├╰─╴") else 0
    assert tree <= 32, line
CHECK

# From a graph.
"$relata" build -q news -o graph
expect 0 'rel:backs lex:verb' "$relata" why graph Norway backs --explain
expect 0 '← predicate' "$relata" why graph Norway backs --explain
(cd / && "$relata" why "$work/graph" Norway backs --explain) >gone.txt || fail "an article that is gone stops why"
grep -q 'from the sentence alone' gone.txt || fail "why does not say that the article is gone"
grep -q 'rel:backs lex:verb' gone.txt || fail "the sentence alone is not explained"
echo 'Nothing of that is here.' >news/oslo.txt
expect 0 'has changed since' "$relata" why graph Norway backs --explain
expect 1 'no sentence' "$relata" why graph Norway capital_of --explain

# Records are found by their sentence.
printf '%s\n' '{"id":"a","body":"Peru backs the union."}' '{"id":"b","body":"Chile backs the union."}' >two.jsonl
"$relata" build -q two.jsonl --field text=body -o records
expect 0 '\[Chile\]' "$relata" why records Chile backs --explain --field text=body
"$relata" why records Chile backs --explain --field text=body | grep -q 'sentence alone' && fail "the record was not found"

# The words of an ontology of one's own.
echo '@prefix co: <https://example.org/co#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . co:sponsors a owl:ObjectProperty ; rdfs:label "sponsors" .' >co.ttl
echo 'Peru sponsors the union.' >news/peru.txt
expect 0 'lexicon +co:sponsors lex:verb' "$relata" extract --explain --ontology co.ttl news/peru.txt

# How sure facts must be is the user's choice: all of them, the sure ones, none.
cat >news/three.txt <<'TEXT'
Norway backs the Kurdish militia. The envoy of the United States, who was in Oslo on Monday with two aides from the
ministry, is said to have met the commanders of the northern front near a lake outside the town.
TEXT
sure() { # LEAST: the mapped facts' confidences
  "$relata" extract -q ${1:+--min-confidence=$1} news/three.txt | python3 -c '
import json, sys
print(*sorted(f["confidence"] for f in map(json.loads, sys.stdin) if f["relation"]))'
}
python3 - "$(sure 0)" "$(sure '')" "$(sure 0.7)" "$(sure 1)" <<'CHECK' || fail "--min-confidence does not keep the sure facts"
import sys
every, usual, sure, none = ([float(word) for word in text.split()] for text in sys.argv[1:])
assert len(every) > len(usual) > 0, (every, usual)
assert sure == [p for p in every if p >= 0.7] and sure and len(sure) < len(every), (every, sure)
assert none == []
CHECK
for wrong in 2 -0.1 much ''; do
  expect 2 'from 0 to 1' "$relata" extract --min-confidence="$wrong" news/three.txt
done
"$relata" build -q news -o least --min-confidence=0.9 && "$relata" build news -o least --min-confidence=0.5 2>built.txt
grep -q '[1-9][0-9]* article' built.txt || { cat built.txt >&2; fail "another confidence does not read the articles again"; }
