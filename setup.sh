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

missing=
for package in $BUILD $TESTS; do
  state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$state" = "install ok installed" ] || missing="$missing $package"
done
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

# The page's packages, as graph/web/package-lock.json pins them.
cd "$(dirname "$0")/graph/web"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "setup.sh: fetches the page's packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    echo "setup.sh: they cannot be fetched; relata is built without its page" >&2
fi
