# What ./demo.sh makes of the sample articles is what out/sample holds, byte for byte.
. "$(dirname "$0")/common.sh"

RELATA=$relata "$source/demo.sh" made >demo.out 2>&1 || { cat demo.out >&2; fail "demo.sh"; }
for file in "$source"/out/sample/*; do
  name=$(basename "$file")
  cmp "$file" "made/$name" || fail "out/sample/$name is not what comes out now; run ./demo.sh and look at the change"
done
[ "$(ls made | wc -l)" -eq "$(ls "$source/out/sample" | wc -l)" ] || fail "out/sample has other files than come out now"
