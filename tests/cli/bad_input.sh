# Inputs that cannot be read are named, the others go on, the exit status tells.
. "$(dirname "$0")/common.sh"

: >empty.txt
head -c 4096 /dev/urandom >random.bin
printf 'PK\003\004\000\000\000\000\000\000' >archive.zip
cp "$corpus/patrols.txt" good.txt
mkdir closed void
cp good.txt closed/
chmod 000 closed

expect 3 'empty.txt: .*empty' "$relata" extract empty.txt
expect 3 'archive.zip: .*binary' "$relata" extract archive.zip
expect 3 'random.bin' "$relata" extract random.bin
expect 2 'missing.txt: .*No such file' "$relata" extract missing.txt
expect 2 'closed.*Permission denied' unprivileged "$relata" extract closed
expect 2 '"relation"' "$relata" extract missing.txt good.txt
expect 1 '' "$relata" extract void

# One bad line does not spoil a file.
{
  echo '{"id": "one", "text": "Turkey backs the rebels."}'
  echo '{"id": "two", "text": "Russia'
  echo '{"id": "three", "text": "Iran supports the militia."}'
} >lines.jsonl
expect 3 'lines.jsonl:2' "$relata" extract lines.jsonl
grep -q '"doc": *"three"' expect.out || fail "the line after a bad line is lost"

# Outputs that cannot be written.
expect 2 'No space left' "$relata" extract good.txt -o /dev/full
if "$relata" extract good.txt >/dev/full 2>full.err; then
  fail "a full disk on standard output went unnoticed"
fi
grep -q 'No space left' full.err || fail "a full disk is not named"
expect 2 'cannot be written' "$relata" extract good.txt -o void/no/such/folder
mkdir -m 555 sealed
expect 2 'Permission denied' unprivileged "$relata" build good.txt -o sealed/graph
[ -z "$(ls -A sealed)" ] || fail "something was left in a sealed folder"
exit 0
