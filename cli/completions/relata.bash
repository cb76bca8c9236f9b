# Completion of relata for bash.
_relata() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  local common='--quiet --verbose --jobs --model --lexicon --help'
  local text="--input --lines --raw --field --ontology --only --min-confidence $common"
  local words=''
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'build extract query why draw export serve site info entities resolve ontology import update remove merge push sync backup check compact help --help --version' -- "$current"))
    return
  fi
  case $previous in
    --input) words='auto text markdown html json jsonl feed pdf conllu' ;;
    --dataset) words='union strict' ;;
    --theme) words='light dark print colorblind' ;;
    --status) words='stated said possible negated all' ;;
    --clusters) words='auto always never' ;;
    --importance) words='degree pagerank' ;;
    --format | -f | -F)
      case $command in
        extract) words='jsonl articles mentions openie conllu turtle trig ntriples nquads' ;;
        query) [[ $previous == -f ]] || words='table csv tsv json xml turtle trig ntriples nquads rdfxml rdfjson jsonld' ;;
        draw) words='svg png pdf dot' ;;
        import) words='turtle trig ntriples nquads rdfxml rdfjson rdfa' ;;
        entities) words='table tsv json' ;;
        export) words='turtle trig ntriples nquads rdfxml rdfjson jsonld gexf graphml cytoscape csv csv-nodes csv-edges neo4j' ;;
      esac ;;
  esac
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case $command in
    build) words="--output --base --again --no-text --commit-every --lexicon-alone $text" ;;
    extract) words="--format --output --binary --explain --statements-only --lexicon-alone --keep-trees $text" ;;
    query) words='--file --format --output --explain --timeout --memory --max-rows --dataset --default-graph --named-graph --base --allow-service --help' ;;
    why) words="--explain --lexicon-alone $text" ;;
    draw) words='--output --format --timeline --theme --title --clusters --links --time-limit --about --depth --relation --type --from --to --source --article --status --claims --min-sources --limit --importance --help' ;;
    export) words='--format --output --statements-only --stdin --table --about --depth --relation --type --from --to --source --article --status --claims --min-sources --limit --importance --help' ;;
    site) words='--output --title --web --quiet --help' ;;
    serve) words='--port --host --demo --quiet --title --write --token-file --cors --dataset --log --web --time-limit --row-limit --memory-limit --body-limit --connections --threads --cache --help' ;;
    info) words='--json --help' ;;
    entities) words='--merges --format --output --split --same --choices --undo --quiet --keys --stdin --join --help' ;;
    resolve) words='--table --output --base --help' ;;
    update) words='--execute --load --create --strict --base --timeout --quiet --help' ;;
    push | sync) words='--to --update --batch --timeout --attempts --state --quiet --help' ;;
    ontology) words="check $common" ;;
    help) words='build extract query why draw export serve site info entities resolve ontology import update remove merge push sync backup check compact' ;;
  esac
  if [[ $current == -* || $command == help || ($command == ontology && COMP_CWORD -eq 2) ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -F _relata relata
