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
row "splitting, EWT dev" "$(tests/quality/split_score.py "$relata" "$shared/data/ud/en_ewt-dev.conllu")"
row "splitting, GUM dev" "$(tests/quality/split_score.py "$relata" "$shared/data/ud/en_gum-dev.conllu")"

$relata extract -q "$shared"/gold/text/*.txt -o "$work/gold.jsonl"
for part in tune check; do
  row "news gold, $part" "$("$shared/eval/kg_score.py" "$shared/gold/$part" "$work/gold.jsonl" | tail -1)"
done
$relata extract -q --lexicon-alone "$shared"/gold/text/*.txt -o "$work/lexicon.jsonl"
row "news gold, check, lexicon alone" "$("$shared/eval/kg_score.py" "$shared/gold/check" "$work/lexicon.jsonl" | tail -1)"
$relata extract -q "$shared"/data/re3d/*.txt -o "$work/re3d.jsonl"
row "re3d" "$("$shared/eval/re3d_score.py" "$shared/data/re3d" "$work/re3d.jsonl" | tail -1)"
$relata extract -q --lines -f openie "$shared/data/carb/dev.txt" -o "$work/carb.openie"
row "CaRB dev" "$("$shared/eval/carb_score.py" "$shared/data/carb/dev.tsv" "$work/carb.openie" | tail -1)"
$relata extract -q -f mentions "$shared/data/coref/gum-dev.jsonl" -o "$work/mentions.jsonl"
row "mentions and coreference, GUM dev" "$("$shared/eval/mention_score.py" "$shared/data/coref/gum-dev.mentions.tsv" \
  "$work/mentions.jsonl" | tr '\n' ' ')"
$relata extract -q -f mentions "$shared/data/coref/gap-dev.jsonl" -o "$work/gap.jsonl"
row "pronouns, GAP dev" "$("$shared/eval/mention_score.py" --gap "$shared/data/coref/gap-dev.mentions.tsv" \
  "$work/gap.jsonl" | tr '\n' ' ')"
