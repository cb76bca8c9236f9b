/* selection_options.h — which part of a graph, for the commands that draw or write one. */
#ifndef RELATA_SELECTION_OPTIONS_H
#define RELATA_SELECTION_OPTIONS_H

#include <argp.h>

#include "graph/graph.h"

struct name_list {
  const char **items;
  size_t count;
};

struct selection_options {
  struct relata_selection selection; /* settled by selection_options_settle */
  struct name_list about, relations, types, sources, articles;
  bool any;                          /* was one of the options given? */
};

/* A child parser; its input is a struct selection_options. */
extern const struct argp selection_argp;

/* Makes `selection` whole: with no word about statuses it takes `statuses`. */
void selection_options_settle(struct selection_options *options, unsigned statuses);
void selection_options_free(struct selection_options *options);

/* A number from `least` to `most`; argp_error for anything else. */
size_t parse_count_option(const char *text, const char *option, size_t least, size_t most, struct argp_state *state);

#endif
