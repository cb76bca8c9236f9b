# The same input gives the same bytes: whatever the threads, the locale, the time zone, the order of finishing.
. "$(dirname "$0")/common.sh"

"$relata" extract -q -j 1 "$corpus" -o one.jsonl
"$relata" extract -q -j 8 "$corpus" -o eight.jsonl
cmp one.jsonl eight.jsonl || fail "the number of jobs shows"
[ -s one.jsonl ] || fail "no facts"

mkdir locales
localedef -i de_DE -f UTF-8 "$work/locales/de_DE.UTF-8" >/dev/null 2>&1 || [ -d locales/de_DE.UTF-8 ] ||
  fail "no German locale could be made"
LOCPATH=$work/locales LC_ALL=de_DE.UTF-8 TZ=Pacific/Kiritimati "$relata" extract -q "$corpus" -o german.jsonl
cmp one.jsonl german.jsonl || fail "the locale or the time zone shows"

for jobs in 1 4; do
  "$relata" build -q -j $jobs "$corpus" -o "graph$jobs"
  "$relata" export "graph$jobs" -f nquads -o "graph$jobs.nq"
done
cmp graph1.nq graph4.nq || fail "the graph differs with the number of jobs"
