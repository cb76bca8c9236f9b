# Killed at random moments while building, importing, updating and removing: the graph opens, is sound,
# and every article is whole or absent.  RELATA_KILLS says how many moments (200 takes some minutes);
# RELATA_SEED, which.
. "$(dirname "$0")/common.sh"
kills=${RELATA_KILLS:-10} seed=${RELATA_SEED:-1}

# drawn BELOW: a number that depends on the seed alone.
drawn() {
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  drawn=$((seed / 65536 % $1))
}

# How many quads each graph has, sorted.
per_graph() {
  "$relata" query "$1" 'SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g' --format csv |
    tr -d '\r' | tail -n +2 | grep -v '/merges,' | sort
}

mkdir many
for i in $(seq 1 40); do
  cp "$corpus/balyun_strike.txt" "many/article$i.txt"
done
i=0
while [ $i -lt 30000 ]; do
  echo "<http://x/s$i> <http://x/p> \"$i\" <http://x/many> ."
  i=$((i + 1))
done >many.nq
{ echo 'INSERT { GRAPH <http://x/copy> { ?s ?p ?o } } WHERE { GRAPH <http://x/many> { ?s ?p ?o } }'; } >copy.ru
"$relata" build -q many -o all
"$relata" import -q all many.nq
"$relata" update -q all copy.ru
per_graph all >whole

for round in $(seq 1 "$kills"); do
  drawn 5
  case $drawn in
    0) rm -rf g; set -- build -q many -o g ;;
    1) set -- build -q --again many -o g ;;
    2) set -- import -q g many.nq ;;
    3) set -- update -q --create g copy.ru ;;
    4) set -- remove -q g many.nq ;;
  esac
  drawn 700
  "$relata" "$@" >out 2>&1 &
  sleep "0.$(printf '%03d' "$drawn")"
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
  [ -e g/relata.graph ] || continue
  expect 0 '' "$relata" check g
  per_graph g >seen
  comm -23 seen whole >odd
  [ ! -s odd ] || fail "killed at moment $round ($*, after 0.$drawn s, RELATA_SEED=$seed): not whole: $(head -3 odd)"
  expect 0 'true' "$relata" query g 'ASK {}'
done
"$relata" build -q many -o g
"$relata" import -q g many.nq
"$relata" update -q g copy.ru
per_graph g >seen
cmp seen whole || fail "what was killed cannot be done again"
expect 0 '' "$relata" check g
[ "$(find g/articles -name '*.nq.zst' | wc -l)" -eq 42 ] || fail "killed commands left files behind"

# A build that takes long puts what it has into the graph now and then; one that goes on finds it there.
rm -rf g
"$relata" build -q --commit-every 0.2 many -o g &
sleep 2
kill -KILL $! 2>/dev/null || true
wait $! 2>/dev/null || true
expect 0 '' "$relata" check g
per_graph g >seen
comm -23 seen whole >odd
[ ! -s odd ] || fail "killed between two commits: not whole: $(head -3 odd)"
"$relata" build -q --commit-every 0.05 many -o g
"$relata" build -q --commit-every 0 many -o straight
"$relata" export g -f nquads -o a.nq
"$relata" export straight -f nquads -o b.nq
cmp a.nq b.nq || fail "a graph of many commits is another than that of one"

# A signal asks for an orderly end, with a word about it.
for signal in TERM INT; do
  "$relata" extract -q many -o facts.jsonl >stop.out 2>&1 &
  sleep 0.15
  kill -$signal $! 2>/dev/null || true
  status=0
  wait $! || status=$?
  [ $status -eq 0 ] || [ ! -e facts.jsonl ] || fail "half-written facts were left"
  rm -f facts.jsonl
done

# Two who write at once: the second says so, and nothing is lost.
flock g/lock sleep 3 &
sleep 0.3
expect 2 'is being written by another process' "$relata" build many -o g
expect 2 'is being written by another process' "$relata" update g copy.ru
expect 0 'true' "$relata" query g 'ASK {}'
wait $!
expect 0 'articles unchanged' "$relata" build many -o g
