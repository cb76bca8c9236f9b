#!/bin/sh
# draw.sh RELATA [FOLDER] — how long diagrams take: networks of 150 to 5,000 things, in one table.
#
# Makes a network of 5,000 things and 20,000 ties (a few things have most ties, as in
# news), imports it, and draws its heaviest parts.  Of each the best of three, and the
# seconds that the processors worked: on a busy machine only these tell something.
# The last row has two seconds for what takes longer: it must end within them.
set -eu
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
relata=$1
work=${2:-$(mktemp -d)}
[ $# -ge 2 ] || trap 'rm -rf "$work"' EXIT

awk 'BEGIN {
  base = "https://w3id.org/relata/"; seed = 7; things = 5000; ties = 20000
  split("Person State ArmedGroup Company City Organization", types, " ")
  split("backs attacks meets leads located_in member_of", relations, " ")
  for (i = 0; i < things; i++) {
    printf "<%sid/thing_%d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <%sontology#%s> .\n", base, i, base, types[i % 6 + 1]
    printf "<%sid/thing_%d> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Thing number %d\" .\n", base, i, i
  }
  for (i = 1; i < ties; i++) {
    from = i < things ? i : int(things * next_random() ^ 2)
    to = i < things ? int(i * next_random() ^ 1.5) : int(things * next_random())
    if (from != to)
      printf "<%sid/thing_%d> <%sontology#%s> <%sid/thing_%d> .\n", base, from, base, relations[int(6 * next_random()) + 1], base, to
  }
}
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }' >"$work/network.nt"
"$relata" import "$work/graph" "$work/network.nt" 2>/dev/null

# row WHAT OPTION…: best of three
row() {
  what=$1
  shift
  for round in 1 2 3; do
    /usr/bin/time -f '%e %U %M' "$relata" draw "$work/graph" "$@" 2>"$work/times" >/dev/null || true
    tail -1 "$work/times"
  done | sort -n | head -1 | while read -r wall user memory; do
    printf '%-34s %8.2f %8.2f %8d\n' "$what" "$wall" "$user" $((memory / 1024))
  done
}

printf '%-34s %8s %8s %8s\n' diagram seconds cpu MB
row '30 things, SVG' --output "$work/a.svg"
row '150 things, SVG' --limit 150 --output "$work/b.svg"
row '150 things, PNG' --limit 150 --output "$work/b.png"
row '1,000 things, SVG' --limit 1000 --output "$work/c.svg"
row '5,000 things, SVG' --limit 5000 --output "$work/d.svg"
row '5,000 things, two seconds at most' --limit 5000 --time-limit 2 --output "$work/e.svg"
row '5,000 things, 0.3 seconds at most' --limit 5000 --time-limit 0.3 --output "$work/f.svg"
