#!/bin/sh
# Installs the Debian or Ubuntu packages that relata is built, run and tested with.
# Says what it will install; does nothing when all is there.  Works as root or with sudo.
set -eu

BUILD="gcc libc6-dev cmake ninja-build pkg-config
  libgumbo-dev libjansson-dev libutf8proc-dev libuchardet-dev libpoppler-glib-dev libzstd-dev zlib1g-dev libxml2-dev
  libxxhash-dev libmd4c-dev libserd-dev libraptor2-dev librdf0-dev libpcre2-dev libmicrohttpd-dev libcurl4-gnutls-dev libgraphviz-dev graphviz help2man fonts-dejavu-core"
TESTS="libcmocka-dev python3 python3-cffi python3-pytest python3-networkx python3-pandas python3-rdflib python3-sparqlwrapper curl raptor2-utils redland-utils serdi locales"

# Node.js bundles the page of `relata serve`; the user's own will do as well.
command -v node >/dev/null && command -v npm >/dev/null || BUILD="$BUILD nodejs npm"
# The page is tested in Chromium, which Ubuntu has only as a snap.
grep -qs '^ID=debian' /etc/os-release && TESTS="$TESTS chromium"

# An emulated processor tests the kernels for AVX-512 where the real one lacks it; without it that test is skipped.
EMULATOR=
[ "$(uname -m)" = x86_64 ] && EMULATOR="bochs bochs-term bochsbios vgabios isolinux syslinux-common xorriso"

missing_of() {
  for package in "$@"; do
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || printf ' %s' "$package"
  done
}
# shellcheck disable=SC2086  # lists of words
missing=$(missing_of $BUILD $TESTS)
# shellcheck disable=SC2086
optional=$(missing_of $EMULATOR)
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || {
    echo "setup.sh: needs apt (Debian 12, Ubuntu 24.04 or later); elsewhere install the likes of:$missing" >&2
    exit 2
  }
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "setup.sh: run it as root, or install sudo; missing:$missing" >&2
      exit 2
    }
    as_root=sudo
  fi
  echo "setup.sh: will install$missing"
  $as_root apt-get update -q
  # shellcheck disable=SC2086  # a list of words
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
fi
if [ -n "$optional" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "setup.sh: will install$optional"
  # shellcheck disable=SC2086
  { apt-get update -q && env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $optional; } ||
    echo "setup.sh: without an emulator the kernels for AVX-512 are tested only where the processor has it" >&2
fi

# The page's packages, as graph/web/package-lock.json pins them.
cd "$(dirname "$0")/graph/web"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "setup.sh: fetches the page's packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    echo "setup.sh: they cannot be fetched; relata is built without its page" >&2
fi
