# Inputs of absurd shape: 50 MB of one line, a word of a megabyte, no sentence end: bounded time and memory.
. "$(dirname "$0")/common.sh"

awk 'BEGIN { for (i = 0; i < 4000; i++) printf "x" }' >word.txt
printf ' said Turkey backs rebels.\n' >>word.txt
expect 0 '' timeout 60 "$relata" extract word.txt -f conllu

# The reader must not choke; analysing 50 MB is another matter, so the run is cut short.
awk 'BEGIN { for (i = 0; i < 2000000; i++) printf "Turkey backs the rebels and " }' >line.txt
status=0
( ulimit -v 4000000; timeout -s TERM 10 "$relata" extract -q -j 1 line.txt -o line.jsonl ) >line.out 2>&1 || status=$?
case $status in
0 | 124 | 143) ;;
*) cat line.out >&2; fail "50 MB of one line ended with $status" ;;
esac
