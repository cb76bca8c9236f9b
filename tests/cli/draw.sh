# Diagrams of the sample: no label on another, readable on A4, every theme and format; in time; wrong use is told.
. "$(dirname "$0")/common.sh"

"$relata" build -q "$corpus" -o g
labels="/usr/bin/python3 $source/tests/cli/svg_labels.py"

"$relata" draw g -o whole.svg
"$relata" draw g --about Turkey --claims -o turkey.svg
"$relata" draw g --relation attacks --claims -o attacks.svg
"$relata" draw g --importance pagerank --status stated,said -o ranked.svg
"$relata" draw g --type State --type Organization --claims --clusters always -o types.svg
"$relata" draw g --from 2018-01 --to 2018-12 --claims --theme dark -o year.svg
"$relata" draw g --about Turkey --timeline -o timeline.svg
"$relata" draw g --about Turkey --about Russia --timeline -o pair.svg
"$relata" draw g --timeline --theme print -o all.svg
$labels --page ./*.svg >faults || { cat faults >&2; fail "labels that cannot be read"; }
"$relata" draw g --limit 100 --claims -o hundred.svg
"$relata" draw g --limit 400 --claims --theme colorblind -o many.svg
$labels hundred.svg many.svg >faults || { cat faults >&2; fail "labels that cannot be read in big diagrams"; }

# The reader of labels does find what is wrong.
sed 's/ x="[^"]*"/ x="100"/' turkey.svg >heap.svg
expect 1 'overlap' $labels heap.svg
sed 's/textLength="[^"]*"/textLength="400"/' turkey.svg >wide.svg
expect 1 'does not fit' $labels wide.svg

# Legend, title, description, links.
"$relata" draw g --relation blocks --claims -o denied.svg
grep -q '>denied<' denied.svg || fail "the legend does not tell of what is denied"
grep -q '<desc id="desc">A diagram of ' turkey.svg || fail "no description"
"$relata" draw g --about Turkey --links http://localhost:8080 -o linked.svg
grep -q 'xlink:href="http://localhost:8080/id/Turkey"' linked.svg || fail "no link to the entity"
"$relata" draw g --about Turkey --links none -o plain.svg
! grep -q 'xlink:href="http' plain.svg || fail "a link where none was wanted"
"$relata" draw g --about Turkey --title 'A & B <C>' -f dot | grep -q 'A &amp; B &lt;C&gt;' || fail "title"

# The same graph gives the same bytes, whatever the locale and time zone.
LC_ALL=C TZ=Asia/Tokyo "$relata" draw g --about Turkey --claims -o again.svg
cmp turkey.svg again.svg || fail "other bytes in another locale"
for round in 1 2 3 4 5 6; do # frames too, wherever the program lies in memory
  "$relata" draw g -o again.svg
  cmp whole.svg again.svg || fail "other bytes the next time"
done
for format in png pdf dot; do
  "$relata" draw g --about Turkey --timeline -o "timeline.$format" || fail "timeline as $format"
  "$relata" draw g --theme dark -o "dark.$format" || fail "dark as $format"
done

# Never over its time limit: ends within it, told so or drawn.
begin=$(date +%s)
status=0
"$relata" draw g --limit 400 --claims --time-limit 0.05 -o hasty.svg 2>hasty.err || status=$?
[ "$status" -eq 0 ] || grep -q 'no time left' hasty.err || { cat hasty.err >&2; fail "what happened?"; }
[ $(($(date +%s) - begin)) -le 5 ] || fail "took longer than it may"
[ "$status" -eq 0 ] || [ ! -e hasty.svg ] || fail "left half a diagram"

expect 2 'no theme' "$relata" draw g --theme pink -o x.svg
expect 2 'no status' "$relata" draw g --status maybe -o x.svg
expect 2 'auto, always or never' "$relata" draw g --clusters perhaps -o x.svg
expect 2 'degree or pagerank' "$relata" draw g --importance beauty -o x.svg
expect 2 'takes a number' "$relata" draw g --min-sources 0 -o x.svg
expect 2 'takes a date such as' "$relata" draw g --from yesterday -o x.svg
expect 2 'is after' "$relata" draw g --from 2020 --to 2019 -o x.svg
expect 1 'the graph has .*City' "$relata" draw g --type Planet -o x.svg
expect 1 'no article is called' "$relata" draw g --article nowhere.txt -o x.svg
expect 1 'nothing to draw' "$relata" draw g --min-sources 50 -o x.svg
expect 1 'nothing to draw' "$relata" draw g --about 'Vladimir Putin' --about 'Ruth Delaney' --timeline -o x.svg
[ ! -e x.svg ] || fail "a diagram that nobody could draw"
