# Installed, the program runs from any folder, and a C program finds the library.
. "$(dirname "$0")/common.sh"
build=$(cd "$(dirname "$relata")/.." && pwd)

cmake --install "$build" --prefix "$work/usr" >install.log 2>&1 || { cat install.log >&2; fail "cmake --install"; }
for file in bin/relata share/relata/relata.model share/relata/relata.lexicon share/man/man1/relata.1 \
  share/bash-completion/completions/relata share/zsh/site-functions/_relata share/fish/vendor_completions.d/relata.fish \
  include/relata/extract/extract.h include/relata/graph/graph.h; do
  [ -e "usr/$file" ] || fail "usr/$file is not installed"
done
[ ! -e "$build/share/relata/web/index.html" ] || [ -e usr/share/relata/web/index.html ] || fail "the page is not installed"
cd /
expect_relata() { "$work/usr/bin/relata" "$@"; }
echo 'Turkey backs Syrian rebels.' | expect_relata extract -q - | grep -q '"relation": *"backs"' ||
  fail "the installed program does not run"
cd "$work"
pc=$(dirname "$(find usr -name relata.pc)")
cc -Wall -Wextra -Werror "$source/docs/howto/facts.c" -o use $(PKG_CONFIG_PATH=$work/$pc pkg-config --cflags --libs relata |
  sed "s|-I[^ ]*/include|-I$work/usr/include|; s|-L[^ ]*/lib|-L$work/usr/lib|") \
  -I"$work/usr/include/relata" -L"$(dirname "$work/$pc")" -Wl,-rpath,"$(dirname "$work/$pc")" ||
  fail "a program does not compile against the library"
./use usr/share/relata 'Turkey backs Syrian rebels.' | grep -q '^Turkey | backs | ' || fail "the example finds no fact"
./use nowhere 'Turkey.' 2>&1 | grep -q 'nowhere/relata.model' || fail "the example does not say what is missing"
