#!/bin/sh
# Sets up, builds and passes the tests.  Arguments go to the last ctest, e.g. ./test.sh -R golden.
set -eu
cd "$(dirname "$0")"
./setup.sh

build() { # PRESET: configured once, built as far as needed
  [ -f "build/$1/build.ninja" ] || cmake --preset "$1" >"build.$1.log" 2>&1 || { cat "build.$1.log"; exit 2; }
  rm -f "build.$1.log"
  cmake --build "build/$1"
}

build asan
build release
# Under the sanitizers: everything that parses or computes in C.
ctest --test-dir build/asan --output-on-failure -L 'unit|fuzz' -j "$(nproc)"
exec ctest --test-dir build/release --output-on-failure -j "$(nproc)" "$@"
