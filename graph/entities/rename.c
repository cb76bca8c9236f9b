/* rename.c — quads of occurrences to quads of entities. */
#include "graph/entities/rename.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/literals.h"
#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

struct renamer {
  const struct resolution *resolution;
  struct relata_str stem;
  struct quad_sink sink;
  struct relata_arena *scratch; /* of one quad */
};

struct renamer *renamer_new(const struct resolution *resolution, struct relata_str stem, struct quad_sink sink) {
  struct renamer *renamer = calloc(1, sizeof *renamer);
  if (!renamer)
    abort();
  renamer->resolution = resolution;
  renamer->scratch = relata_arena_new();
  renamer->stem = stem;
  renamer->sink = sink;
  return renamer;
}

void renamer_free(struct renamer *renamer) {
  if (!renamer)
    return;
  relata_arena_free(renamer->scratch);
  free(renamer);
}

/* NULL for a term that is no occurrence. */
static const struct renaming *find(const struct renamer *renamer, struct relata_str term, struct relata_str article) {
  const struct relata_str iri = term_as_iri(term);
  if (iri.len <= renamer->stem.len || memcmp(iri.data, renamer->stem.data, renamer->stem.len) != 0)
    return NULL;
  return resolution_find(renamer->resolution, article,
                         (struct relata_str){iri.data + renamer->stem.len, iri.len - renamer->stem.len});
}

static struct relata_str term_for(struct renamer *renamer, struct relata_str term, const struct renaming *renaming) {
  if (!renaming || relata_str_equal(renaming->local, renaming->entity))
    return term;
  return relata_arena_print(renamer->scratch, "<%.*s%.*s>", (int)renamer->stem.len, renamer->stem.data,
                            (int)renaming->entity.len, renaming->entity.data);
}

static void put(const struct renamer *renamer, struct relata_str subject, struct relata_str predicate,
                struct relata_str object, struct relata_str graph) {
  renamer->sink.take(renamer->sink.payload, subject, predicate, object, graph);
}

/* Is it a label that is replaced or left out? */
static bool put_label(struct renamer *renamer, const struct renaming *renaming, struct relata_str subject,
                      struct relata_str predicate, struct relata_str object, struct relata_str graph) {
  const bool preferred = relata_str_is(predicate, SKOS_PREF_LABEL);
  if (!renaming || (!preferred && !relata_str_is(predicate, SKOS_ALT_LABEL)))
    return false;
  const struct relata_str label = literal_plain(renamer->scratch, renaming->label);
  if (relata_str_equal(label, object))
    return !preferred;
  if (preferred) {
    put(renamer, subject, predicate, label, graph);
    put(renamer, subject, RELATA_STR(SKOS_ALT_LABEL), object, graph);
  }
  return preferred;
}

void renamer_take(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                  struct relata_str graph) {
  struct renamer *renamer = payload;
  if (!renamer->resolution || !graph.len) {
    put(renamer, subject, predicate, object, graph);
    return;
  }
  const struct relata_str article = term_as_iri(graph);
  const struct renaming *of_subject = find(renamer, subject, article), *of_object = find(renamer, object, article);
  const struct relata_str new_subject = term_for(renamer, subject, of_subject);
  if (!put_label(renamer, of_subject, new_subject, predicate, object, graph))
    put(renamer, new_subject, predicate, term_for(renamer, object, of_object), graph);
  relata_arena_clear(renamer->scratch);
}
