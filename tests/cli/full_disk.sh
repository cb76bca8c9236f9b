# A disk that is full, a file that must not grow, a folder that cannot be written: a clear error, an unharmed graph.
. "$(dirname "$0")/common.sh"

i=0
while [ $i -lt 40000 ]; do
  echo "<http://x/s$i> <http://x/p> \"$i of many, one of them\" ."
  i=$((i + 1))
done >many.nt
printf '<http://x/a> <http://x/p> "one" .\n' >one.nt
echo 'INSERT DATA { <http://x/a> <http://x/q> 2 }' >one.ru

# same GRAPH: as before, sound, and it takes new articles.
same() {
  expect 0 '' "$relata" check "$1"
  "$relata" export "$1" -f nquads -o after.nq
  cmp before.nq after.nq || fail "a command that failed has changed $1"
}

# Files that may not grow beyond 100 KB: what a full disk is to whoever writes.
"$relata" import -q g one.nt
"$relata" export g -f nquads -o before.nq
status=0
(trap '' XFSZ; ulimit -f 200; "$relata" import g many.nt >out 2>&1) || status=$?
if [ $status -eq 0 ]; then # the articles fit, the index did not: whoever reads can do without
  expect 0 'every article is whole.*relata compact g' "$relata" check g
  expect 0 '' "$relata" compact g
  expect 0 '1 articles removed' "$relata" remove g many.nt
else
  grep -q 'File too large\|cannot be written' out || fail "no word about the file that cannot grow: $(cat out)"
fi
same g

# A folder that cannot be written.
chmod -R a-w g
for command in "import g many.nt" "update g one.ru" "remove g one.nt" "build $corpus -o g"; do
  # shellcheck disable=SC2086
  expect 2 'cannot be|denied' unprivileged "$relata" $command
done
expect 0 'true' unprivileged "$relata" query g 'ASK {}'
chmod -R u+w g
same g

# A disk that is full, where one can be made.
mkdir disk
if [ "$(id -u)" -ne 0 ] || ! mount -t tmpfs -o size=600k tmpfs disk 2>/dev/null; then
  echo "skipped the full disk: only root can make one"
  exit 0
fi
trap 'umount "$work/disk" 2>/dev/null; rm -rf "$work"' EXIT
"$relata" import -q disk/g one.nt
dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null || true
for command in "import disk/g many.nt" "update disk/g one.ru" "compact disk/g" "remove disk/g one.nt"; do
  # shellcheck disable=SC2086
  status=0
  "$relata" $command >out 2>&1 || status=$?
  [ $status -eq 2 ] || fail "'$command' ended with $status on a full disk: $(cat out)"
  grep -q 'No space left' out || fail "no word about the full disk: $(cat out)"
done
rm disk/filler
same disk/g
expect 0 '1 quad inserted' "$relata" update disk/g one.ru
expect 0 '' "$relata" check disk/g
