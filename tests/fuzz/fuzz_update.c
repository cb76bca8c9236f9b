/* Whatever the update, it is done or refused with its place, within its limits, the same each time, and what it
 * leaves is what a graph made straight of it would be. */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/update.h"
#include "graph/store/delta.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct quads *small_graph(void) {
  static const char *const lines[][4] = {
    { "<http://x/a>", "<http://x/p>", "<http://x/b>", "" },
    { "<http://x/a>", "<http://x/p>", "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>", "<http://x/g>" },
    { "<http://x/b>", "<http://x/p>", "\"two\"@en", "<http://x/g>" },
    { "_:c", "<http://x/q>", "<http://x/a>", "<http://x/h>" },
    { "<http://x/a>", "<http://x/p>", "<http://x/b>", "<http://x/h>" },
  };
  struct quads *quads = quads_new();
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    quads_add(quads, relata_str_of(lines[i][0]), relata_str_of(lines[i][1]), relata_str_of(lines[i][2]),
              relata_str_of(lines[i][3]));
  quads_finish(quads);
  return quads;
}

static void check_counts(struct quads *fold, struct quads *straight) {
  size_t count, other_count;
  const struct predicate_count *counts = quads_predicates(fold, &count),
                               *others = quads_predicates(straight, &other_count);
  if (count != other_count || (count && memcmp(counts, others, count * sizeof *counts) != 0))
    abort();
}

static void check_whole(struct quads *changed) {
  struct quads *fold = quads_fold(changed), *straight = quads_new();
  quads_add_all(straight, fold);
  quads_finish(straight);
  if (!quads_are_same(fold, straight) || quads_count(changed) != quads_count(straight))
    abort();
  check_counts(fold, straight);
  quads_free(fold);
  quads_free(straight);
}

/* The quads afterwards, whole; NULL when it was refused or broke a limit. */
static struct quads *update(struct relata_str text, bool strict, enum relata_status *status) {
  const struct relata_update_options options = { .strict_dataset = strict, .seconds = 0.3 };
  struct relata_error error = { .status = RELATA_OK };
  struct relata_arena *arena = relata_arena_new();
  struct quads *quads = small_graph(), *whole = NULL;
  struct update parsed;
  struct update_work work;
  *status = update_parse(&parsed, arena, text, RELATA_STR("http://x/"), NULL, &error);
  if (*status == RELATA_OK) {
    update_work_begin(&work, quads, arena, text, &options, 0);
    *status = update_run(&work, &parsed, &error);
    check_whole(quads);
    if (*status == RELATA_OK)
      whole = quads_fold(quads);
    update_work_end(&work);
  }
  if (*status != RELATA_OK && !error.message[0])
    abort();
  quads_free(quads);
  relata_arena_free(arena);
  return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const bool strict = size % 2;
  enum relata_status first, second;
  char *text = malloc(size + 1);
  if (!text)
    abort();
  memcpy(text, data, size);
  text[size] = '\0';
  const struct relata_str whole = { text, strlen(text) };
  struct quads *one = update(whole, strict, &first), *other = update(whole, strict, &second);
  const bool moves = memmem(text, size, "NOW", 3) || memmem(text, size, "now", 3) || memmem(text, size, "UUID", 4);
  if (first != RELATA_LIMIT && second != RELATA_LIMIT && (first != second || (one && !moves && !quads_are_same(one, other))))
    abort();
  quads_free(one);
  quads_free(other);
  free(text);
  return 0;
}
