#!/bin/sh
# Prints every figure of quality in one table.
# usage: tests/quality.sh SHARED [RELATA]
#   SHARED  the folder with eval/, gold/ and data/ that quality is measured on
#   RELATA  the program (build/release/bin/relata)
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 1 ] && [ -d "$1/eval" ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
shared=$(cd "$1" && pwd)
relata=${2:-build/release/bin/relata}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

row() { # WHAT FIGURES
  printf '| %-34s | %s |\n' "$1" "$2"
}
conllu() { # NAME: dev treebank with gold words through the program
  $relata extract -q --input conllu -f conllu "$shared/data/ud/$1.conllu" -o "$work/$1.conllu"
}

echo "| what | figures |"
echo "| --- | --- |"
for bank in en_ewt-dev en_gum-dev; do
  conllu "$bank"
  row "$bank, gold words" "$("$shared/eval/syntax_score.py" "$shared/data/ud/$bank.conllu" "$work/$bank.conllu")"
done
row "names, EWT dev" "$("$shared/eval/syntax_score.py" "$shared/data/ud/en_ewt-dev.conllu" "$work/en_ewt-dev.conllu" \
  --ner "$shared/data/ner/en_ewt-dev.iob2" | tail -1)"
row "raw text, own splitting, EWT dev" "$(tests/quality/raw_score.py "$relata" "$shared/data/ud/en_ewt-dev.conllu")"
row "raw text, own splitting, GUM dev" "$(tests/quality/raw_score.py "$relata" "$shared/data/ud/en_gum-dev.conllu")"
for case in lower upper headline; do
  tests/quality/recase.py $case "$shared/data/ud/en_ewt-dev.conllu" >"$work/$case.conllu"
  $relata extract -q --input conllu -f conllu "$work/$case.conllu" -o "$work/$case.said.conllu"
  row "en_ewt-dev, gold words, $case case" "$("$shared/eval/syntax_score.py" "$work/$case.conllu" "$work/$case.said.conllu")"
done
enhanced=$(dirname "$relata")/../tests/quality/quality_enhanced # a program of the build
for trees in "" --trees; do
  what="enhanced edges, EWT dev, ${trees:+gold trees}"
  if [ -x "$enhanced" ]; then
    "$enhanced" extract/model/relata.model "$shared/data/ud/en_ewt-dev.conllu" $trees >"$work/edges.tsv"
    row "${what%, }" "$(tests/quality/enhanced_score.py "$shared/data/ud/en_ewt-dev.conllu" "$work/edges.tsv")"
  else
    row "${what%, }" "not measured: build quality_enhanced"
  fi
done
row "splitting, EWT dev" "$(tests/quality/split_score.py "$relata" "$shared/data/ud/en_ewt-dev.conllu")"
row "splitting, GUM dev" "$(tests/quality/split_score.py "$relata" "$shared/data/ud/en_gum-dev.conllu")"

$relata extract -q "$shared"/gold/text/*.txt -o "$work/gold.jsonl"
for part in tune check; do
  row "news gold, $part" "$("$shared/eval/kg_score.py" "$shared/gold/$part" "$work/gold.jsonl" | tail -1)"
done
$relata extract -q --lexicon-alone "$shared"/gold/text/*.txt -o "$work/lexicon.jsonl"
row "news gold, check, lexicon alone" "$("$shared/eval/kg_score.py" "$shared/gold/check" "$work/lexicon.jsonl" | tail -1)"
$relata extract -q extract/train/confidence/articles/[tu]?.txt tests/quality/news/unseen/*.txt -o "$work/news.jsonl"
for part in seen unseen; do
  row "own articles, $part" "$("$shared/eval/kg_score.py" tests/quality/news/$part "$work/news.jsonl" | tail -1)"
done
$relata extract -q "$shared"/data/re3d/*.txt -o "$work/re3d.jsonl"
row "re3d" "$("$shared/eval/re3d_score.py" "$shared/data/re3d" "$work/re3d.jsonl" | tail -1)"
$relata extract -q --lines -f openie "$shared/data/carb/dev.txt" -o "$work/carb.openie"
row "CaRB dev" "$("$shared/eval/carb_score.py" "$shared/data/carb/dev.tsv" "$work/carb.openie" | tail -1)"

chains() { # NAME MENTIONS: two rows, coreference in GUM dev and pronouns in GAP dev
  row "mentions and coreference, GUM dev$1" "$("$shared/eval/mention_score.py" "$shared/data/coref/gum-dev.mentions.tsv" \
    "$work/gum-dev$2" | tr '\n' ' ')"
  row "pronouns, GAP dev$1" "$("$shared/eval/mention_score.py" --gap "$shared/data/coref/gap-dev.mentions.tsv" \
    "$work/gap-dev$2" | tr '\n' ' ')"
}
for texts in gum-dev gap-dev; do
  $relata extract -q -f mentions "$shared/data/coref/$texts.jsonl" -o "$work/$texts.jsonl"
done
chains "" .jsonl
# The rules alone, for comparison: a program of the build (ninja quality_mentions).
mentions=$(dirname "$relata")/../tests/quality/quality_mentions
if [ -x "$mentions" ]; then
  for texts in gum-dev gap-dev; do
    "$mentions" extract/model/relata.model "$shared/data/coref/$texts.jsonl" --rules >"$work/$texts.rules.jsonl"
  done
  chains ", rules alone" .rules.jsonl
else
  row "coreference, rules alone" "not measured: build quality_mentions"
fi

coverage() { # TREEBANK…: content verbs and event nouns
  /usr/bin/python3 ontology/make/coverage.py ontology/lexicon.ttl,ontology/lexicon_news.ttl ontology/make/open_words.tsv \
    "$@" | tr '\n' ' '
}
row "lexicon's coverage, GUM news" "$(coverage --only GUM_news "$shared"/data/ud/en_gum-*.conllu)"
$relata extract -q -f conllu "$shared/data/coref/litbank.jsonl" -o "$work/litbank.conllu"
row "lexicon's coverage, LitBank" "$(coverage "$work/litbank.conllu")"
for part in tune fresh; do
  row "minimal binary triples, $part" "$(tests/golden/binary/score.py "$relata" "tests/golden/binary/$part.txt")"
done
