# relata serve from the outside: starting, tokens, stopping, and what is refused before it starts.
. "$(dirname "$0")/common.sh"

server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
# start OPTIONS…: sets $server and $address
start() {
  : >address
  "$relata" serve --port 0 "$@" >address 2>words &
  server=$!
  tries=0
  while [ ! -s address ]; do
    sleep 0.1
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] && kill -0 "$server" 2>/dev/null || { cat words >&2; fail "the server did not start"; }
  done
  address=$(sed 's|/$||' address)
}
stop() {
  status=0
  kill -"${1:-TERM}" "$server"
  wait "$server" || status=$?
  server=
  [ "$status" -eq "$2" ] || { cat words >&2; fail "the server ended with $status, not $2"; }
}
code() {
  curl -s -o answer -w '%{http_code}' "$@"
}
command -v curl >/dev/null || { echo "needs curl: left out"; exit 0; }

"$relata" build -q "$corpus/patrols.txt" "$corpus/tehran_summit.txt" -o g

# Read-only: a query is answered, an update refused; both signals end it in order.
start g
grep -q 'Ctrl-C' words || fail "nothing is said"
[ "$(code "$address/sparql?query=ASK%7B%3Fs%20rel:backs%20%3Fo%7D" -H 'Accept: text/csv')" = 200 ] || fail "no answer"
grep -q true answer || fail "not true"
[ "$(code "$address/sparql" -d update='CLEAR ALL' -H 'Authorization: Bearer 0123456789abcdef')" = 403 ] || fail "an update went through"
stop INT 130

# Tokens: from the environment, from a file, made and printed.
RELATA_TOKEN=0123456789abcdef0 start g --write
[ "$(code "$address/sparql" -d update='INSERT DATA { <http://e/a> <http://e/b> 1 }')" = 401 ] || fail "it wants no token"
[ "$(code "$address/sparql" -d update='INSERT DATA { <http://e/a> <http://e/b> 1 }' -H 'Authorization: Bearer 0123456789abcdef0')" = 200 ] ||
  fail "the token is not taken"
grep -q 0123456789abcdef0 words && fail "the token is printed"
stop TERM 143
"$relata" query g 'ASK { <http://e/a> <http://e/b> 1 }' | grep -q true || fail "the update was lost"
echo secret-of-at-least-16 >token
start g --write --token-file token
[ "$(code "$address/sparql" -d update='CLEAR DEFAULT' -H 'Authorization: Bearer secret-of-at-least-16')" = 200 ] || fail "the file's token is not taken"
stop TERM 143
start g --write
made=$(sed -n 's/^Token for writing: //p' words)
[ "$(code "$address/sparql" -d update='CLEAR DEFAULT' -H "Authorization: Bearer $made")" = 200 ] || fail "the printed token is not taken"
stop TERM 143
echo short >token
expect 2 'at least 16 characters' "$relata" serve g --write --token-file token
expect 2 'cannot be read' "$relata" serve g --write --token-file missing
RELATA_TOKEN='has a blank in the middle' expect 2 'visible ASCII' "$relata" serve g --write

# A port that is taken; an address that is not ours; a log that cannot be written.
start g --log access.log
port=${address##*:}
expect 2 "port $port.*--port" "$relata" serve g --port "$port"
expect 2 'no address|cannot listen' "$relata" serve g --port 0 --host 192.0.2.1
expect 2 'cannot be written' "$relata" serve g --port 0 --log no/such/folder/log
code "$address/api/info" >/dev/null
stop TERM 143
grep -q '"GET /api/info HTTP/1.1" 200 ' access.log || fail "the log lacks the request"
start g --host 0.0.0.0
grep -q 'warning' words || fail "no warning of an open address"
stop TERM 143

# Texts of articles: kept, or not.
start g
code "$address/api/article?id=patrols.txt" >/dev/null
grep -q '"text": "' answer || fail "the text is not there"
stop TERM 143
"$relata" export g -o with.nq
"$relata" build -q --no-text "$corpus/patrols.txt" "$corpus/tehran_summit.txt" -o bare
"$relata" export bare -o without.nq
cmp with.nq without.nq || fail "texts change the export"
start bare
code "$address/api/article?id=patrols.txt" >/dev/null
grep -q '"text": null' answer || fail "the text is there"
stop TERM 143

# The demo makes a graph of its own and takes it away again.
mkdir tmp
TMPDIR=$work/tmp start --demo
[ "$(code "$address/api/search?q=turk")" = 200 ] || fail "the demo does not answer"
grep -q '"label": "Turkey"' answer || fail "the demo does not know Turkey"
stop TERM 143
[ -z "$(ls tmp)" ] || fail "the demo left $(ls tmp)"
exit 0
