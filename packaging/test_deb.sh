#!/bin/sh
# Installs the package in a clean root, runs the sample, removes it and sees that nothing is left.  As root.
# usage: packaging/test_deb.sh DEB ROOT
#   ROOT  made by: debootstrap --variant=minbase bookworm ROOT; it needs /proc, /dev and its sources of packages
set -eu
[ $# -eq 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
deb=$(realpath "$1")
root=$(realpath "$2")
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
files() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys -o -path ./tmp -o -path ./var -o -path ./root \) -prune -o -print | sort); }

cp "$deb" "$root/tmp/relata.deb"
inside apt-get update -q >/dev/null
# What it depends on comes first and stays: what is compared is the package alone.
needs=$(dpkg-deb -f "$deb" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')
# shellcheck disable=SC2086
inside apt-get install -y -q --no-install-recommends $needs >/dev/null
files >"$root/tmp/before"
inside apt-get install -y -q --no-install-recommends /tmp/relata.deb >/dev/null
cat >"$root/tmp/run.sh" <<'RUN'
set -eu
cd "$(mktemp -d)"
relata --version
relata build -q /usr/share/relata/sample -o graph
relata query graph 'SELECT ?who ?whom { ?who rel:backs ?whom }' | head -8
relata draw graph --about Turkey -o turkey.svg
relata check graph
test -s turkey.svg
RUN
inside sh /tmp/run.sh
inside apt-get purge -y -q relata >/dev/null
files >"$root/tmp/after"
if ! cmp -s "$root/tmp/before" "$root/tmp/after"; then
  echo "left behind:" >&2
  diff "$root/tmp/before" "$root/tmp/after" >&2
  exit 1
fi
echo "installed, ran, removed: nothing is left"
