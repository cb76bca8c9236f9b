#!/bin/sh
# Runs the kernels on an emulated Ice Lake, which has AVX-512 with VNNI, without an operating system: the same bytes as here.
# usage: avx512.sh SOURCE_FOLDER CROSS_KERNELS
#   CROSS_KERNELS  the same program, built for this machine
# Needs bochs, bochsbios, vgabios, isolinux, syslinux-common, xorriso and gcc; without them it is skipped (77).
set -eu
source=$1
here=$2
for tool in bochs xorriso gcc ld objcopy; do
  command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
plugins=$(echo /usr/lib/*/bochs/plugins)
for file in /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/mboot.c32 /usr/share/bochs/BIOS-bochs-latest \
  /usr/share/vgabios/vgabios.bin "$plugins/libbx_rfb_gui.so"; do
  [ -e "$file" ] || { echo "skipped: no $file"; exit 77; }
done
[ "$(uname -m)" = x86_64 ] || { echo "skipped: builds for x86-64 only"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

engine=$source/extract/analyse/engine
cc="gcc -std=gnu17 -O3 -ffp-contract=off -Wno-psabi -I$source -fno-pic -mno-red-zone -fno-stack-protector
  -fno-tree-loop-distribute-patterns -fno-asynchronous-unwind-tables -U_FORTIFY_SOURCE"
wide="-mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512vnni -mprefer-vector-width=512"
$cc -mavx2 -c "$engine/kernels_avx2.c" -o "$work/avx2.o"
$cc -mavx2 -mavxvnni -c "$engine/kernels_avxvnni.c" -o "$work/avxvnni.o"
$cc $wide -c "$engine/kernels_avx512.c" -o "$work/avx512.o"
for file in "$engine/kernels.c" "$engine/kernels_portable.c" "$engine/pack.c" "$source/tests/cross/kernels.c" \
  "$source/tests/cross/bare/runtime.c" "$source/tests/cross/bare/boot.S"; do
  $cc -c "$file" -o "$work/$(echo "$file" | tr / _).o"
done
ld -n -static --no-warn-rwx-segments -T "$source/tests/cross/bare/link.ld" -o "$work/bare" "$work"/*.o \
  "$(gcc -print-libgcc-file-name)"

mkdir -p "$work/disc/isolinux" "$work/plugins"
objcopy -I elf64-x86-64 -O elf32-i386 "$work/bare" "$work/disc/bare"
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 /usr/lib/syslinux/modules/bios/mboot.c32 \
  /usr/lib/syslinux/modules/bios/libcom32.c32 "$work/disc/isolinux"
printf 'default bare\nlabel bare\n kernel mboot.c32\n append /bare\n' >"$work/disc/isolinux/isolinux.cfg"
xorriso -as mkisofs -o "$work/disc.iso" -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 \
  -boot-info-table "$work/disc" 2>"$work/messages" || { cat "$work/messages"; exit 1; }

ln -s "$plugins"/* "$work/plugins"
rm -f "$work"/plugins/libbx_soundalsa* # breaks where there is no sound
cat >"$work/bochsrc" <<END
display_library: rfb, options="timeout=0"
cpu: model=corei7_icelake_u, ips=100000000
memory: guest=64, host=64
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/vgabios/vgabios.bin
ata0-master: type=cdrom, path=$work/disc.iso, status=inserted
boot: cdrom
port_e9_hack: enabled=1
log: $work/log
clock: sync=none
END
echo c | LTDL_LIBRARY_PATH=$work/plugins timeout 170 bochs -q -f "$work/bochsrc" >"$work/out" 2>&1 || true
grep -a '^[# a-z0-9-]* [a-z0-9-]*$' "$work/out" | tr -d '\r' >"$work/said"
grep -q '^# linear by avx512-vnni$' "$work/said" || { tail "$work/log"; echo "the AVX-512 kernels did not run"; exit 1; }
"$here" 2>/dev/null >"$work/here.txt"
grep -v '^#\|same$' "$work/said" | diff "$work/here.txt" -
grep -q '^all the same$' "$work/said"
cat "$work/here.txt"
