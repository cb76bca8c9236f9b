# push and sync: whole after failures and kills, only changes the second time, clear words when refused.
. "$(dirname "$0")/common.sh"
python=/usr/bin/python3
[ -x "$python" ] || { echo "skipped: no $python"; exit 0; }

serve() { # NAME OPTIONS…: starts a store, sets $url
  name=$1
  shift
  "$python" "$source/tests/push/store.py" "$work/$name.port" "$@" 2>/dev/null &
  stores="${stores:-} $!"
  for _ in $(seq 100); do [ -s "$name.port" ] && break; sleep 0.1; done
  url=http://127.0.0.1:$(cat "$name.port")
}
trap 'kill ${stores:-} 2>/dev/null || true; rm -rf "$work"' EXIT
get() { "$python" -c 'import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())' "$1"; }
same() { # the store's quads are those of the graph
  "$relata" export g -f nquads | LC_ALL=C sort >here.nq
  get "$url/dump" | LC_ALL=C sort >there.nq
  cmp -s here.nq there.nq || { diff here.nq there.nq | head -5 >&2; fail "$1: the store has other quads"; }
}

mkdir news
cp "$corpus"/*.txt news/
"$relata" build -q news -o g
printf '<http://example.org/a> <http://example.org/b> _:x .\n_:x <http://example.org/b> "ü\\n" .\n' >loose.nt
"$relata" import -q g loose.nt

# Requests that fail are tried again; what is not ours there stays.
serve plain --fail 5
expect 0 'graphs, [0-9]+ triples sent; 0 unchanged, 0 deleted there; [1-9]' "$relata" push g --to "$url/data"
"$relata" remove -q g loose.nt
expect 0 ' 0 triples sent|sent' "$relata" sync g --to "$url/data"
same "push"
expect 0 '^relata: 0 graphs, 0 triples sent; [1-9]' "$relata" sync g --to "$url/data"
requests=$(get "$url/requests")

# A change is sent alone, and what is gone is deleted there.
rm news/patrols.txt
cp "$corpus/balyun_strike.txt" news/again.txt
"$relata" remove -q g patrols.txt
"$relata" build -q news -o g
expect 0 '[1-9][0-9]* deleted there' "$relata" sync g --to "$url/data"
same "sync"
[ $(($(get "$url/requests") - requests)) -lt 12 ] || fail "sync sent more than what changed"

# Killed twice, the same command goes on.
serve slow --slow 0.5
for pause in 1.2 1.2; do
  "$relata" push g --to "$url/data" >/dev/null 2>&1 &
  push=$!
  sleep $pause
  kill -KILL $push 2>/dev/null || fail "push was done before it could be killed"
  wait $push 2>/dev/null || true
done
expect 0 'went on: .* [1-9][0-9]* unchanged' "$relata" push g --to "$url/data"
same "killed push"

# By updates, in small batches.
serve updates
expect 0 'triples sent' "$relata" push g --update --batch 7 --to "$url/update"
same "updates"

# Refused: a word about what to do; nothing is sent.
serve closed --token secret
expect 2 'PUT: the server says 401, who are you\?; set RELATA_PUSH_TOKEN' "$relata" push g --to "$url/data"
RELATA_PUSH_TOKEN=secret expect 0 'sent' "$relata" push g --to "$url/data"
expect 2 'is no http:// or https:// URL' "$relata" push g --to ftp://example.org/
expect 2 'onnect' "$relata" push g --attempts 1 --to http://127.0.0.1:1/data
expect 2 'to which store' "$relata" push g
expect 1 'is not a relata graph' "$relata" push nowhere --to "$url/data"
printf 'relata push 1 %s\nrubbish\n' "$url/data" >bad.tsv
RELATA_PUSH_TOKEN=secret expect 3 'bad.tsv:2: is damaged' "$relata" push g --state bad.tsv --to "$url/data"
