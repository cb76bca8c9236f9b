/* cmd_entities.c — relata entities: who and what a graph speaks of, and why names were taken for one thing. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/entities_filter.h"
#include "cli/entities_text.h"
#include "cli/graph_options.h"
#include "cli/report.h"

enum action {
  ACTION_LIST,
  ACTION_MERGES,
  ACTION_CHOICES, /* read a graph */
  ACTION_SPLIT,
  ACTION_SAME,
  ACTION_UNDO, /* change it */
  ACTION_KEYS,
  ACTION_BLOCKS,
  ACTION_JOIN /* filters */
};

struct options {
  const char *graph, *output;
  char **names; /* what stands behind the graph */
  size_t count;
  enum action action;
  enum entities_format format;
  size_t number; /* of the decision to undo; 0: the last */
  bool quiet;
};

enum { KEY_MERGES = 512, KEY_CHOICES, KEY_SPLIT, KEY_SAME, KEY_UNDO, KEY_KEYS, KEY_STDIN, KEY_JOIN };

static const struct argp_option table[] = {
    {"merges", KEY_MERGES, NULL, 0, "List what was joined, why, and from which articles", 1},
    {"format", 'f', "FORMAT", 0, "table (default), tsv, json", 1},
    {"output", 'o', "FILE", 0, "Write to FILE instead of standard output", 1},
    {"split", KEY_SPLIT, NULL, 0,
     "Take back a MERGE, named by its id, or all merges of what is called NAME; with ARTICLEs: what these articles "
     "call so is a thing of its own",
     2},
    {"same", KEY_SAME, NULL, 0, "A and B are one", 2},
    {"choices", KEY_CHOICES, NULL, 0, "List your decisions", 2},
    {"undo", KEY_UNDO, "NUMBER", OPTION_ARG_OPTIONAL, "Forget your last decision, or the one of this number", 2},
    {"quiet", 'q', NULL, 0, "Say nothing about what was done", 2},
    {"keys", KEY_KEYS, NULL, 0,
     "Filter: articles with facts (`relata extract --format articles`) to a line a thing, its blocking key first", 3},
    {"stdin", KEY_STDIN, NULL, 0, "Filter: lines of --keys, those of one key together, to who is who among them", 3},
    {"join", KEY_JOIN, NULL, 0, "Filter: what all calls of --stdin wrote, to the table for relata resolve", 3},
    {0},
};

static void settle(struct options *options, enum action action, struct argp_state *state) {
  if (options->action != ACTION_LIST && options->action != action)
    argp_error(state, "one of --merges, --split, --same, --choices, --undo, --keys, --stdin, --join at a time");
  options->action = action;
}

static void check_names(const struct options *options, struct argp_state *state) {
  const bool filter = options->action >= ACTION_KEYS;
  if (filter && options->graph)
    argp_error(state, "filters read standard input and take no graph");
  if (!filter && !options->graph)
    argp_error(state, "which graph?");
  if (options->action == ACTION_SPLIT && options->count == 0)
    argp_error(state, "split what? name an entity or a merge; --merges lists them");
  if (options->action == ACTION_SAME && options->count != 2)
    argp_error(state, "--same takes two names");
  if ((options->action == ACTION_LIST || options->action == ACTION_MERGES) && options->count > 1)
    argp_error(state, "one name at a time; put a name of several words in quotes");
  if ((options->action == ACTION_CHOICES || options->action == ACTION_UNDO) && options->count)
    argp_error(state, "takes a graph and no name");
}

static void take_number(struct options *options, const char *argument, struct argp_state *state) {
  char *end;
  const long number = argument ? strtol(argument, &end, 10) : 0;
  if (argument && (*end || end == argument || number < 1))
    argp_error(state, "--undo takes a decision's number, not '%s'; --choices lists them", argument);
  options->number = (size_t)number;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case KEY_MERGES:
    settle(options, ACTION_MERGES, state);
    return 0;
  case KEY_CHOICES:
    settle(options, ACTION_CHOICES, state);
    return 0;
  case KEY_SPLIT:
    settle(options, ACTION_SPLIT, state);
    return 0;
  case KEY_SAME:
    settle(options, ACTION_SAME, state);
    return 0;
  case KEY_UNDO:
    settle(options, ACTION_UNDO, state);
    take_number(options, argument, state);
    return 0;
  case KEY_KEYS:
    settle(options, ACTION_KEYS, state);
    return 0;
  case KEY_STDIN:
    settle(options, ACTION_BLOCKS, state);
    return 0;
  case KEY_JOIN:
    settle(options, ACTION_JOIN, state);
    return 0;
  case 'f':
    if (!entities_format_of(argument, &options->format))
      argp_error(state, "--format does not know '%s'; it knows table, tsv, json", argument);
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case 'q':
    options->quiet = true;
    return 0;
  case ARGP_KEY_ARG:
    if (state->arg_num == 0)
      options->graph = argument;
    else
      options->names[options->count++] = argument;
    return 0;
  case ARGP_KEY_END:
    check_names(options, state);
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp entities_argp = {
    .options = table,
    .parser = parse,
    .args_doc = "GRAPH [NAME]\nGRAPH --merges [NAME]\nGRAPH --split MERGE|NAME [ARTICLE…]\nGRAPH --same A B\n"
                "GRAPH --choices\nGRAPH --undo[=NUMBER]\n--keys|--stdin|--join",
    .doc = "Lists who and what the articles of a graph name, with all names of each.  Names of several articles are "
           "joined by what they look like, what kind of thing they name and what is said of it, never where that "
           "contradicts; every merge says why, and can be taken back.  Your decisions are kept with the graph, "
           "whatever comes and goes.\v"
           "Examples:\n"
           "  relata entities idlib\n"
           "  relata entities idlib --merges 'Nordlys Group'\n"
           "  relata entities idlib --split Nordlys_Group/Nordlys\n"
           "  relata entities idlib --split 'John Smith' news/verdict.txt\n"
           "  relata entities idlib --same Abdi 'Mazloum Abdi'\n"
           "  relata entities idlib --undo\n\n"
           "On many machines, with sort for a shuffle (docs/pipeline.md):\n"
           "  relata extract -f articles news/ >articles.jsonl\n"
           "  relata entities --keys <articles.jsonl | LC_ALL=C sort | relata entities --stdin |\n"
           "    relata entities --join >table\n"
           "  relata resolve --table table <articles.jsonl | relata export -f nquads --stdin --table table",
};

/* ------------------------------------------------------------------ lists */

static int list(const struct options *options) {
  struct relata_error error = {.status = RELATA_OK};
  struct session session;
  struct entities_text text = {.format = options->format};
  const char *name = options->count ? options->names[0] : NULL;
  enum relata_status status = session_open(&session, options->graph, options->output, &error);
  text.out = session.out;
  if (status == RELATA_OK) {
    entities_text_begin(&text, options->action == ACTION_LIST     ? ENTITIES_LIST
                               : options->action == ACTION_MERGES ? ENTITIES_MERGES
                                                                  : ENTITIES_CHOICES);
    if (options->action == ACTION_LIST)
      status = relata_graph_entities(session.graph, name, entities_text_entity, &text, &error);
    else if (options->action == ACTION_MERGES)
      status = relata_graph_merges(session.graph, name, entities_text_merge, &text, &error);
    else
      status = relata_graph_choices(session.graph, entities_text_choice, &text, &error);
    entities_text_end(&text);
  }
  const int exit_status = session_close(&session, status, text.count ? EXIT_FINE : EXIT_NOTHING, &error);
  if (status == RELATA_OK && !text.count)
    report_problem(options->action == ACTION_LIST     ? "the graph names nothing"
                   : options->action == ACTION_MERGES ? "nothing was joined"
                                                      : "no decision was made");
  return exit_status;
}

/* ------------------------------------------------------------------ decisions */

static enum relata_status decide(const struct options *options, struct relata_graph *graph,
                                 struct relata_error *error) {
  enum relata_status status;
  if (options->action == ACTION_SAME)
    status = relata_graph_same(graph, options->names[0], options->names[1], error);
  else if (options->action == ACTION_UNDO)
    status = relata_graph_undo(graph, options->number, error);
  else
    status = relata_graph_split(graph, options->names[0], (const char *const *)options->names + 1, options->count - 1,
                                error);
  return status == RELATA_OK ? relata_graph_commit(graph, error) : status;
}

static int change(const struct options *options) {
  const struct common_options common = {0};
  struct relata_error error = {.status = RELATA_OK};
  struct data data = {0};
  struct relata_graph *graph = NULL;
  enum relata_status status = data_open(&data, &common, false, true, &error);
  if (status == RELATA_OK)
    status = relata_graph_open(&graph, options->graph, RELATA_GRAPH_WRITE, data.ontology, &error);
  if (status == RELATA_OK)
    status = decide(options, graph, &error);
  relata_graph_close(graph);
  data_close(&data);
  if (status != RELATA_OK)
    return report_error(&error);
  if (!options->quiet && options->action != ACTION_UNDO)
    report_problem("done, and kept; `relata entities %s --undo` takes it back", options->graph);
  return EXIT_FINE;
}

int cmd_entities(int argc, char **argv) {
  struct options options = {.names = calloc((size_t)argc + 1, sizeof(char *))};
  if (!options.names)
    abort();
  argp_parse(&entities_argp, argc, argv, 0, NULL, &options);
  int status;
  if (options.action <= ACTION_CHOICES)
    status = list(&options);
  else if (options.action <= ACTION_UNDO)
    status = change(&options);
  else
    status = entities_filter(options.action == ACTION_KEYS     ? ENTITIES_KEYS
                             : options.action == ACTION_BLOCKS ? ENTITIES_BLOCKS
                                                               : ENTITIES_JOIN,
                             options.output);
  free(options.names);
  return status;
}
