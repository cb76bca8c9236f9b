# Sourced by every test: common.sh RELATA SOURCE_DIR have been given as $1, $2.
set -eu
relata=$1
source=$2
corpus=$source/tests/corpus/articles
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
export NO_COLOR=1
export LC_ALL=C.UTF-8 # what is grepped has letters beyond ASCII

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect STATUS PATTERN COMMAND…
expect() {
  wanted=$1 pattern=$2
  shift 2
  status=0
  "$@" >expect.out 2>&1 </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || { cat expect.out >&2; fail "'$*' ended with $status, not $wanted"; }
  [ -z "$pattern" ] || grep -Eq -- "$pattern" expect.out || { cat expect.out >&2; fail "'$*' does not say '$pattern'"; }
}

# Runs a command as a user without rights, where we are root (root reads everything).
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    chmod a+rx "$work"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    "$@"
  fi
}
