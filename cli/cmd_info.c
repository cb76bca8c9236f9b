/* cmd_info.c — relata info: what a graph holds, counted. */
#include <argp.h>

#include "cli/command.h"
#include "cli/graph_options.h"

struct options {
  const char *graph;
  bool json;
};

enum { KEY_JSON = 512 };

static const struct argp_option table[] = {
  { "json", KEY_JSON, NULL, 0, "As one JSON object", 0 },
  { 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case KEY_JSON:
    options->json = true;
    return 0;
  default:
    return graph_argument_parse(key, argument, state, &options->graph);
  }
}

static const struct argp info_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH",
  .doc = "Counts what a graph holds: articles, statements (what they state), claims (each time something is said), "
         "entities, relations, triples.",
};

static void write_counts(struct relata_out *out, const struct relata_graph_counts *counts, bool json) {
  const struct {
    const char *name;
    size_t count;
  } rows[] = {
    { "articles", counts->articles }, { "statements", counts->statements }, { "claims", counts->claims },
    { "entities", counts->entities }, { "relations", counts->relations },   { "triples", counts->triples },
  };
  const size_t count = sizeof rows / sizeof rows[0];
  for (size_t i = 0; i < count; i++) {
    if (json)
      relata_out_print(out, "%s\"%s\": %zu%s", i ? ", " : "{", rows[i].name, rows[i].count, i + 1 == count ? "}\n" : "");
    else
      relata_out_print(out, "%-10s %8zu\n", rows[i].name, rows[i].count);
  }
}

int cmd_info(int argc, char **argv) {
  struct options options = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph_counts counts = { 0 };
  struct session session;
  argp_parse(&info_argp, argc, argv, 0, NULL, &options);
  enum relata_status status = session_open(&session, options.graph, NULL, &error);
  if (status == RELATA_OK)
    status = relata_graph_count(session.graph, &counts, &error);
  if (status == RELATA_OK)
    write_counts(session.out, &counts, options.json);
  return session_close(&session, status, counts.articles ? EXIT_FINE : EXIT_NOTHING, &error);
}
