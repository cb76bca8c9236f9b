# Killed while building: the graph opens, every article is whole or absent, nothing half-written is shown.
. "$(dirname "$0")/common.sh"

mkdir many
for i in $(seq 1 60); do
  cp "$corpus/balyun_strike.txt" "many/article$i.txt"
done
"$relata" build -q "$corpus/patrols.txt" -o g
"$relata" export g -f nquads -o before.nq
for pause in 0.05 0.2 0.4 0.8; do
  for signal in TERM KILL; do
    "$relata" build -q many -o g >kill.out 2>&1 &
    sleep $pause
    kill -$signal $! 2>/dev/null || true
    wait $! || true
    expect 0 'articles' "$relata" info g
    "$relata" export g -f nquads -o after.nq
    grep -q 'article1.txt' after.nq || cmp -s before.nq after.nq || fail "half a build is in the graph"
  done
done
# A signal asks for an orderly end, with a word about it.
"$relata" extract -q many -o facts.jsonl >stop.out 2>&1 &
sleep 0.15
kill -TERM $! 2>/dev/null || true
status=0
wait $! || status=$?
[ $status -eq 0 ] || [ ! -e facts.jsonl ] || fail "half-written facts were left"
