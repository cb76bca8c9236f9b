/* names.c — matching names without regard to case, and near misses. */
#include "graph/claims/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/graph_private.h"
#include "graph/store/term.h"
#include "graph/write/prefixes.h"

/* Case folded, '_' and runs of white space as one space; to be freed.  NULL for bytes that are not UTF-8. */
static char *folded(struct relata_str text) {
  utf8proc_uint8_t *result = NULL;
  const utf8proc_ssize_t len =
    utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.len, &result,
                 UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  if (len < 0)
    return NULL;
  size_t kept = 0;
  for (utf8proc_ssize_t i = 0; i < len; i++) {
    const bool space = result[i] == '_' || result[i] <= ' ';
    if (!space)
      result[kept++] = result[i];
    else if (kept && result[kept - 1] != ' ')
      result[kept++] = ' ';
  }
  result[kept] = '\0';
  return (char *)result;
}

struct matching {
  struct quads *quads;
  struct view *view;
  char *wanted;     /* folded */
  char *wanted_iri; /* folded, of a prefixed name; else NULL */
  bool *candidates; /* terms that stand as things or relations in claims and statements */
  bool *matches;
  size_t found;
  /* the names that begin alike or hold the wanted one, for the message */
  char near[160];
};

static void note_near(struct matching *matching, uint32_t term, const char *name) {
  if (!matching->candidates[term] || strlen(matching->wanted) < 3 || !strstr(name, matching->wanted))
    return;
  const struct relata_str label = view_label(matching->view, term);
  const size_t used = strlen(matching->near);
  if (used + label.len + 5 > sizeof matching->near || memmem(matching->near, used, label.data, label.len))
    return;
  snprintf(matching->near + used, sizeof matching->near - used, "%s%.*s", used ? ", " : "", (int)label.len, label.data);
}

static void try_name(struct matching *matching, uint32_t term, struct relata_str name) {
  if (!matching->candidates[term] || matching->matches[term] || !name.len)
    return;
  char *text = folded(name);
  if (!text)
    return;
  if (strcmp(text, matching->wanted) == 0 || (matching->wanted_iri && strcmp(text, matching->wanted_iri) == 0)) {
    matching->matches[term] = true;
    matching->found++;
  } else {
    note_near(matching, term, text);
  }
  free(text);
}

static void mark_candidates(struct matching *matching, enum names_of of) {
  size_t count;
  const struct claim *claims = view_claims(matching->view, &count);
  for (size_t i = 0; i < count; i++) {
    matching->candidates[of == NAMES_THINGS ? claims[i].subject : claims[i].predicate] = true;
    if (of == NAMES_THINGS)
      matching->candidates[claims[i].object] = true;
  }
  const struct quad *all = quads_all(matching->quads, &count);
  for (size_t i = 0; i < count; i++) {
    if (!view_is_statement(matching->view, &all[i]))
      continue;
    matching->candidates[of == NAMES_THINGS ? all[i].subject : all[i].predicate] = true;
    if (of == NAMES_THINGS)
      matching->candidates[all[i].object] = true;
  }
}

/* Labels and aliases that the graph states. */
static void try_stated_names(struct matching *matching, struct relata_arena *arena) {
  static const char *const predicates[] = { SKOS_PREF_LABEL, SKOS_ALT_LABEL, RDFS_LABEL };
  for (size_t i = 0; i < sizeof predicates / sizeof *predicates; i++) {
    const uint32_t predicate = quads_find(matching->quads, relata_str_of(predicates[i]));
    if (predicate == RELATA_NONE)
      continue;
    struct quad_cursor cursor =
      quads_match(matching->quads, (struct quad){ RELATA_NONE, predicate, RELATA_NONE, RELATA_NONE }, true);
    for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
      try_name(matching, quad->subject, term_split(arena, quads_term(matching->quads, quad->object)).value);
  }
}

static void try_all(struct matching *matching) {
  struct relata_arena *arena = relata_arena_new();
  for (uint32_t i = 0; i < quads_term_count(matching->quads); i++) {
    if (!matching->candidates[i])
      continue;
    const struct relata_str iri = term_as_iri(quads_term(matching->quads, i));
    try_name(matching, i, iri);
    try_name(matching, i, iri_local(iri));
    try_name(matching, i, view_label(matching->view, i));
    relata_arena_clear(arena);
  }
  try_stated_names(matching, arena);
  relata_arena_free(arena);
}

/* A relation that the ontology has is a fair question, though no article may use it. */
static bool is_in_ontology(const struct relata_ontology *ontology, const char *wanted) {
  const size_t count = ontology ? relata_ontology_property_count(ontology) : 0;
  bool found = false;
  for (uint32_t i = 0; i < count && !found; i++) {
    const struct relata_property *property = relata_ontology_get_property(ontology, i);
    char *name = folded(property->name), *label = folded(property->label);
    found = (name && strcmp(name, wanted) == 0) || (label && strcmp(label, wanted) == 0);
    free(name);
    free(label);
  }
  return found;
}

static enum relata_status report(const struct matching *matching, const struct relata_ontology *ontology,
                                 enum names_of of, const char *name, struct relata_error *error) {
  if (matching->found || (of == NAMES_RELATIONS && is_in_ontology(ontology, matching->wanted)))
    return RELATA_OK;
  const char *what = of == NAMES_THINGS ? "nothing" : "no relation";
  if (matching->near[0])
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "the graph has %s called \"%s\"; it has %s", what,
                            name, matching->near);
  return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "the graph has %s called \"%s\"", what, name);
}

static char *folded_expansion(struct relata_graph *graph, struct relata_str name) {
  struct relata_arena *arena = relata_arena_new();
  const struct relata_str iri = prefixes_expand(graph->prefixes, name, arena);
  char *text = iri.len ? folded(iri) : NULL;
  relata_arena_free(arena);
  return text;
}

enum relata_status names_match(struct relata_graph *graph, struct view *view, enum names_of of, const char *name,
                               bool **matches, struct relata_error *error) {
  *matches = NULL;
  struct matching matching = { .view = view };
  RELATA_TRY(graph_load(graph, &matching.quads, error));
  struct relata_str wanted = relata_str_trim(relata_str_of(name));
  if (wanted.len > 2 && wanted.data[0] == '<' && wanted.data[wanted.len - 1] == '>')
    wanted = (struct relata_str){ wanted.data + 1, wanted.len - 2 };
  matching.wanted = folded(wanted);
  if (!matching.wanted)
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "the name is not UTF-8");
  matching.wanted_iri = folded_expansion(graph, wanted);
  const size_t terms = quads_term_count(matching.quads);
  matching.candidates = calloc(terms + 1, sizeof *matching.candidates);
  matching.matches = calloc(terms + 1, sizeof *matching.matches);
  if (!matching.candidates || !matching.matches)
    abort();
  mark_candidates(&matching, of);
  try_all(&matching);
  const enum relata_status status = report(&matching, graph->ontology, of, name, error);
  free(matching.wanted);
  free(matching.wanted_iri);
  free(matching.candidates);
  *matches = matching.matches;
  return status;
}
