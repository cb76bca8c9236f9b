#!/bin/sh
# Builds the kernels for 64-bit ARM and runs them under emulation: the same bytes as here.
# usage: neon.sh SOURCE_FOLDER CROSS_KERNELS
#   CROSS_KERNELS  the same program, built for this machine
# Needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user; without them it is skipped (77).
set -eu
source=$1
here=$2
for tool in aarch64-linux-gnu-gcc qemu-aarch64; do
  command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
engine=$source/extract/analyse/engine
cc="aarch64-linux-gnu-gcc -std=gnu17 -O2 -static -ffp-contract=off -Wno-psabi -I$source"
$cc -march=armv8.2-a+dotprod -c "$engine/kernels_neon.c" -o "$work/neon.o"
$cc "$source/tests/cross/kernels.c" "$engine/kernels.c" "$engine/kernels_portable.c" "$engine/pack.c" "$work/neon.o" \
  -lm -o "$work/arm" 2>"$work/messages" || { cat "$work/messages"; echo "skipped: cannot build for ARM"; exit 77; }
"$here" >"$work/here.txt" 2>/dev/null
qemu-aarch64 -cpu max "$work/arm" >"$work/arm.txt" 2>"$work/kernels.txt"
grep -q neon-dot "$work/kernels.txt" || { echo "the NEON kernels did not run"; exit 1; }
qemu-aarch64 -cpu cortex-a53 "$work/arm" >"$work/old.txt" 2>/dev/null # has no dot product: portable alone
diff "$work/here.txt" "$work/arm.txt"
diff "$work/here.txt" "$work/old.txt"
cat "$work/arm.txt"
