# site.sh: a graph as files: whole or not at all, nothing of anybody else's lost, the same bytes every time.
. "$2/tests/cli/common.sh"

$relata build -q "$corpus" -o graph
web=$(dirname "$relata")/../share/relata/web
if [ ! -f "$web/site.html" ]; then
  expect 1 "needs Node.js" "$relata" site graph -o public
  echo "skipped the rest: the page was not built"
  exit 0
fi

expect 0 "" "$relata" site -q graph -o public/
expect 0 "files in public" "$relata" site graph -o public # an earlier site is replaced
for file in index.html app.js app.css layout-worker.js NOTICE.txt data/info.json data/table.json data/names.json \
            data/articles.json data/articles/0.json data/articles/8.json; do
  [ -s "public/$file" ] || fail "the site has no $file"
done
[ ! -e public/site.html ] || fail "site.html is published under its own name"
grep -q 'content="data/"' public/index.html || fail "the page does not know its data"
[ "$(ls -d public* | wc -l)" -eq 1 ] || fail "something is left beside the site: $(ls -d public*)"
python3 - public <<'PYTHON' || fail "the site's data are not what the graph says"
import json, sys
read = lambda name: json.load(open(f"{sys.argv[1]}/data/{name}"))
table, info, articles, names = read("table.json"), read("info.json"), read("articles.json"), read("names.json")
things = table["things"]
assert len(table["claims"]) % 7 == 0 and table["claims"]
columns = [things[key] for key in ("id", "label", "type", "family", "names", "weight")]
assert len({len(column) for column in columns}) == 1
for s, r, o, a, status, time, sure in zip(*[iter(table["claims"])] * 7):
    assert max(s, o) < len(things["id"]) and r < len(table["relations"]) and a < len(table["articles"])
    assert status < len(info["statuses"]) and -1 <= time < len(table["times"]) and 0 <= sure <= 100
assert [a["id"] for a in table["articles"]] == [a["id"] for a in articles["articles"]]
assert len(table["claims"]) // 7 == sum(a["facts"] for a in articles["articles"])
assert set(names) == set(things["id"][: things["things"]])
assert any(len(card["merges"]) for card in names.values())
for place, article in enumerate(articles["articles"]):
    file = read(f"articles/{place}.json")
    assert file["article"]["id"] == article["id"] and file["article"]["text"]
    assert sum(len(page["evidence"]) for page in file["evidence"]) == article["facts"]
PYTHON

# The same graph gives the same files.
$relata site -q graph -o again --title public
$relata site -q graph -o public --title public
diff -r public again || fail "the same graph gave another site"

mkdir mine && echo precious >mine/notes.txt
expect 2 "holds other files" "$relata" site graph -o mine
[ "$(cat mine/notes.txt)" = precious ] || fail "a folder of somebody's was touched"
mkdir empty
expect 0 "" "$relata" site -q graph -o empty
echo text >file
expect 2 "is a file" "$relata" site graph -o file
expect 2 "where to" "$relata" site graph
expect 2 "" "$relata" site graph -o "$work/no/such/place/public"
expect 1 "" "$relata" site "$work/nowhere" -o out
[ ! -e out ] || fail "a failure left a folder"
mkdir bare
expect 1 "the page is not built" "$relata" site graph -o out --web bare
[ "$(ls -d out* 2>/dev/null | wc -l)" -eq 0 ] || fail "a failure left something: $(ls -d out*)"
