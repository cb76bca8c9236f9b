/* selection_options.c — see selection_options.h. */
#include "cli/selection_options.h"

#include <stdlib.h>
#include <string.h>

enum {
  KEY_DEPTH = 768, KEY_TYPE, KEY_FROM, KEY_TO, KEY_SOURCE, KEY_ARTICLE, KEY_STATUS, KEY_CLAIMS, KEY_MIN_SOURCES,
  KEY_IMPORTANCE
};

static const struct argp_option table[] = {
  { NULL, 0, NULL, 0, "Which part (names as `relata why` takes them; options that say NAME may be repeated):", 2 },
  { "about", 'a', "NAME", 0, "Only this entity and what it is related to", 2 },
  { "depth", KEY_DEPTH, "N", 0, "Steps away from --about (1); 0: only the ties among those", 2 },
  { "relation", 'r', "NAME", 0, "Only this relation", 2 },
  { "type", KEY_TYPE, "NAME", 0, "Only entities of this class or of one below it, Organization", 2 },
  { "from", KEY_FROM, "DATE", 0, "Only what is said of this time on: 2018, 2018-09, 2018-09-07", 2 },
  { "to", KEY_TO, "DATE", 0, "Only what is said of up to this time", 2 },
  { "source", KEY_SOURCE, "NAME", 0, "Only what articles of this publisher say", 2 },
  { "article", KEY_ARTICLE, "NAME", 0, "Only what this article says", 2 },
  { "status", KEY_STATUS, "STATUS", 0, "stated, said, possible, negated, several with commas, or all", 2 },
  { "claims", KEY_CLAIMS, NULL, 0, "The same as --status all", 2 },
  { "min-sources", KEY_MIN_SOURCES, "N", 0, "Only what at least N articles say", 2 },
  { "limit", 'n', "N", 0, "Entities at most, the most telling ones", 2 },
  { "importance", KEY_IMPORTANCE, "MEASURE", 0, "What is telling: degree (ties and their articles) or pagerank", 2 },
  { 0 },
};

size_t parse_count_option(const char *text, const char *option, size_t least, size_t most, struct argp_state *state) {
  char *end;
  const unsigned long count = strtoul(text, &end, 10);
  if (*end || end == text || text[0] == '-' || count < least || count > most)
    argp_error(state, "%s takes a number from %zu to %zu, not '%s'", option, least, most, text);
  return count;
}

static void add_name(struct name_list *list, const char *name) {
  list->items = reallocarray(list->items, list->count + 1, sizeof *list->items);
  if (!list->items)
    abort();
  list->items[list->count++] = name;
}

static void add_statuses(struct relata_selection *selection, const char *text, struct argp_state *state) {
  char *words = strdup(text), *rest = words;
  for (char *word; words && (word = strsep(&rest, ","));) {
    enum relata_tie_status status;
    if (strcmp(word, "all") == 0)
      selection->statuses |= (1u << RELATA_TIE_STATUS_COUNT) - 1;
    else if (relata_tie_status_of(word, &status) == RELATA_OK)
      selection->statuses |= 1u << status;
    else
      argp_error(state, "'%s' is no status; stated, said, possible, negated and all are", word);
  }
  free(words);
}

static void take_importance(struct relata_selection *selection, const char *text, struct argp_state *state) {
  if (strcmp(text, "pagerank") == 0)
    selection->importance = RELATA_IMPORTANCE_PAGERANK;
  else if (strcmp(text, "degree") == 0)
    selection->importance = RELATA_IMPORTANCE_DEGREE;
  else
    argp_error(state, "--importance takes degree or pagerank, not '%s'", text);
}

static void take_depth(struct relata_selection *selection, const char *text, struct argp_state *state) {
  const size_t depth = parse_count_option(text, "--depth", 0, 100000, state);
  selection->depth = depth ? depth : RELATA_SELECT_ABOUT_ONLY;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct selection_options *options = state->input;
  struct relata_selection *selection = &options->selection;
  switch (key) {
  case 'a':
    add_name(&options->about, argument);
    break;
  case KEY_DEPTH:
    take_depth(selection, argument, state);
    break;
  case 'r':
    add_name(&options->relations, argument);
    break;
  case KEY_TYPE:
    add_name(&options->types, argument);
    break;
  case KEY_FROM:
    selection->from = argument;
    break;
  case KEY_TO:
    selection->to = argument;
    break;
  case KEY_SOURCE:
    add_name(&options->sources, argument);
    break;
  case KEY_ARTICLE:
    add_name(&options->articles, argument);
    break;
  case KEY_STATUS:
    add_statuses(selection, argument, state);
    break;
  case KEY_CLAIMS:
    add_statuses(selection, "all", state);
    break;
  case KEY_MIN_SOURCES:
    selection->min_sources = parse_count_option(argument, "--min-sources", 1, 1000000, state);
    break;
  case 'n':
    selection->limit = parse_count_option(argument, "--limit", 1, 10000000, state);
    break;
  case KEY_IMPORTANCE:
    take_importance(selection, argument, state);
    break;
  default:
    return ARGP_ERR_UNKNOWN;
  }
  options->any = true;
  return 0;
}

const struct argp selection_argp = { .options = table, .parser = parse };

static struct relata_names names_of(const struct name_list *list) {
  return (struct relata_names){ list->items, list->count };
}

void selection_options_settle(struct selection_options *options, unsigned statuses) {
  struct relata_selection *selection = &options->selection;
  selection->about = names_of(&options->about);
  selection->relations = names_of(&options->relations);
  selection->types = names_of(&options->types);
  selection->sources = names_of(&options->sources);
  selection->articles = names_of(&options->articles);
  if (!selection->statuses)
    selection->statuses = statuses;
}

void selection_options_free(struct selection_options *options) {
  free(options->about.items);
  free(options->relations.items);
  free(options->types.items);
  free(options->sources.items);
  free(options->articles.items);
}
