/* keys.c — by which keys the senses of other names find a sense. */
#include <stdlib.h>
#include <string.h>

#include "graph/entities/resolution.h"
#include "graph/entities/tables.h"

struct giving {
  struct relata_arena *arena;
  void (*take)(void *payload, struct relata_str key);
  void *payload;
};

static void give(const struct giving *giving, char kind, struct relata_str text) {
  if (text.len)
    giving->take(giving->payload, relata_arena_print(giving->arena, "%c:%.*s", kind, (int)text.len, text.data));
}

static int compare_words(const void *a, const void *b) {
  return relata_str_compare(*(const struct relata_str *)a, *(const struct relata_str *)b);
}

/* "defence ministry norway" in order of bytes, whatever the order in the name. */
static void give_words(const struct giving *giving, const struct name *name) {
  struct relata_str words[NAME_WORDS];
  size_t len = 0;
  const size_t count = name_telling_words(name, words);
  if (count < 2)
    return;
  qsort(words, count, sizeof *words, compare_words);
  char *text = relata_arena_alloc(giving->arena, NAME_WORDS * 64);
  for (size_t i = 0; i < count; i++) {
    const size_t part = words[i].len < 5 ? words[i].len : 5; /* so that "defence" meets "defense" */
    memcpy(text + len, words[i].data, part);
    len += part;
    text[len++] = ' ';
  }
  give(giving, 'w', (struct relata_str){text, len});
}

static void give_person(const struct giving *giving, const struct name *name) {
  give(giving, 'p', name_surname_key(giving->arena, name));
}

static void give_body(const struct giving *giving, const struct name *name) {
  give(giving, 'o', name_stem(giving->arena, name));
  if (name->acronym)
    give(giving, 'a', name->words[0]);
  for (int ways = 0; ways < 4; ways++)
    give(giving, 'a', name_initials(giving->arena, name, ways & 1, ways & 2));
  if (name->count > 1) {
    const struct relata_str *last = &name->words[name->count - 2];
    give(
        giving, 't',
        relata_arena_print(giving->arena, "%.*s %.*s", (int)last[0].len, last[0].data, (int)last[1].len, last[1].data));
  }
  if (name->count && !entities_word("ordinary", name->words[0]) && name->words[0].len > 2)
    give(giving, 'f', name->words[0]);
  give_words(giving, name);
}

void sense_keys(struct registry *registry, const struct sense *sense,
                void (*take)(void *payload, struct relata_str key), void *payload) {
  const enum family family = sense->profile.family;
  struct giving giving = {relata_arena_new(), take, payload};
  const bool person = family == FAMILY_PERSON;
  for (size_t i = 0; i < sense->profile.names.count; i++) {
    const struct name *name = registry_name(registry, sense->profile.names.items[i], person);
    give(&giving, 'n', name->whole);
    if (person || family == FAMILY_ANY)
      give_person(&giving, name);
    if (!person && family != FAMILY_PLACE)
      give_body(&giving, name);
  }
  relata_arena_free(giving.arena);
}
