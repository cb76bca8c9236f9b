/* merges.c — merge notes to quads. */
#include "graph/entities/merges.h"

#include <string.h>

#include "graph/claims/literals.h"
#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

struct writing {
  struct relata_str base, graph;
  struct relata_arena *scratch; /* of one note */
  struct quad_sink sink;
};

struct relata_str merges_graph(struct relata_arena *arena, struct relata_str base) {
  return term_iri(arena, base, RELATA_STR("merges"));
}

static void put(const struct writing *writing, struct relata_str subject, const char *predicate,
                struct relata_str object) {
  writing->sink.take(writing->sink.payload, subject, relata_str_of(predicate), object, writing->graph);
}

/* IRIs that stood in a graph are not escaped again. */
static struct relata_str iri_under(const struct writing *writing, const char *folder, struct relata_str local) {
  return relata_arena_print(writing->scratch, "<%.*s%s%.*s>", (int)writing->base.len, writing->base.data, folder,
                            (int)local.len, local.data);
}

static void put_articles(const struct writing *writing, struct relata_str node, const struct merge_note *note,
                         const struct registry *registry) {
  uint32_t last = RELATA_NONE;
  for (size_t i = 0; i < note->sense->member_count; i++) {
    const uint32_t article = note->sense->members[i].article;
    if (article == last)
      continue;
    last = article;
    const struct relata_str iri = registry_text(registry, article);
    put(writing, node, PROV_WAS_DERIVED_FROM, relata_arena_print(writing->scratch, "<%.*s>", (int)iri.len, iri.data));
  }
}

static void put_reasons(const struct writing *writing, struct relata_str node, const struct merge_note *note) {
  for (size_t i = 0; i < note->reason_count; i++)
    put(writing, node, REL_REASON, literal_plain(writing->scratch, note->reasons[i]));
  if (note->by_user || note->reason_count == 0)
    put(writing, node, REL_REASON, literal_plain(writing->scratch, RELATA_STR("the user's decision")));
}

static void describe(const struct writing *writing, const struct merge_note *note, const struct registry *registry) {
  const struct relata_str node = iri_under(writing, "merge/", note->id);
  put(writing, node, RDF_TYPE, RELATA_STR(REL_MERGE));
  put(writing, node, REL_MERGED, iri_under(writing, "id/", note->merged_local));
  put(writing, node, REL_MERGED_NAME, literal_plain(writing->scratch, note->merged));
  put(writing, node, REL_INTO, iri_under(writing, "id/", note->entity));
  put(writing, node, REL_SCORE, literal_decimal(writing->scratch, note->score));
  put(writing, node, REL_DECIDED_BY,
      literal_plain(writing->scratch, note->by_user ? RELATA_STR("user") : RELATA_STR("scores")));
  put_reasons(writing, node, note);
  put_articles(writing, node, note, registry);
}

void merges_describe(const struct resolution *resolution, struct relata_str base, struct quad_sink sink) {
  struct relata_arena *arena = relata_arena_new(), *scratch = relata_arena_new();
  const struct writing writing = {base, merges_graph(arena, base), scratch, sink};
  for (size_t i = 0; i < resolution->merge_count; i++) {
    describe(&writing, &resolution->merges[i], resolution->senses->registry);
    relata_arena_clear(scratch);
  }
  relata_arena_free(scratch);
  relata_arena_free(arena);
}
