# Help, versions, wrong usage: what is said and with which exit status.
. "$(dirname "$0")/common.sh"

expect 0 'Usage: relata COMMAND' "$relata" --help
expect 2 'Usage: relata COMMAND' "$relata"
expect 0 '^relata [0-9]+\.[0-9]+\.[0-9]+$' "$relata" --version
expect 2 "did you mean 'query'" "$relata" qurey
expect 2 'no command' "$relata" frobnicate
for command in build extract query why draw export serve info import remove merge backup check compact; do
  expect 0 "Usage: relata $command" "$relata" "$command" --help
  expect 0 "Usage: relata $command" "$relata" help "$command"
  expect 2 'unrecognized option' "$relata" "$command" --nonsense
done
expect 2 'which texts' "$relata" build -o g
expect 2 'where shall the graph be' "$relata" build "$corpus/patrols.txt"
expect 2 '--jobs takes a number' "$relata" build -j none "$corpus/patrols.txt" -o g
expect 2 "does not know 'yaml'" "$relata" extract -f yaml "$corpus/patrols.txt"
expect 2 'cannot be streamed' "$relata" extract -f rdfxml "$corpus/patrols.txt"
expect 2 'names no format' "$relata" draw g -o picture
expect 2 "no format of diagrams" "$relata" draw g -o picture.jpg
expect 2 'needs a graph and a query' "$relata" query g
expect 2 'which graph' "$relata" serve
expect 2 'either a graph or --demo' "$relata" serve g --demo
expect 2 '--port takes a number from 0 to 65535' "$relata" serve g --port 65536
expect 2 '--cors takes an origin' "$relata" serve g --cors example.org/page
expect 2 '--token-file goes with --write' "$relata" serve g --token-file t
expect 1 'nowhere' "$relata" serve nowhere --port 0
expect 1 'nowhere' "$relata" info nowhere
expect 2 'relata.model' env RELATA_DATA="$work" "$relata" extract "$corpus/patrols.txt"
# Help goes to standard output, misuse to standard error.
"$relata" --help 2>/dev/null | grep -q Usage || fail "help is not on standard output"
"$relata" frobnicate 2>/dev/null | grep -q . && fail "misuse is on standard output"
exit 0
