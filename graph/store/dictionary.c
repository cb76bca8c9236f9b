/* dictionary.c — an open-addressing hash table over an array of strings. */
#include "graph/store/dictionary.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store/sort.h"

struct dictionary {
  struct relata_arena *arena;
  struct relata_str *texts;
  size_t count, capacity;
  struct slot *slots; /* NULL: the texts are sorted */
  size_t slot_count; /* a power of two, more than twice `count` */
};

/* Most texts that are not the wanted one are told by the hash, without a look at their bytes. */
struct slot {
  uint32_t number; /* of the text, + 1; 0 = empty */
  uint32_t hash;   /* its upper half */
};

/* Memory that cannot be had ends the process, as in an arena. */
static void *resized(void *memory, size_t count, size_t size) {
  void *result = reallocarray(memory, count, size);
  if (!result)
    abort();
  return result;
}

struct dictionary *dictionary_new(void) {
  struct dictionary *dictionary = calloc(1, sizeof *dictionary);
  if (!dictionary)
    abort();
  dictionary->arena = relata_arena_new();
  dictionary->slot_count = 1024;
  dictionary->slots = calloc(dictionary->slot_count, sizeof *dictionary->slots);
  if (!dictionary->slots)
    abort();
  return dictionary;
}

void dictionary_free(struct dictionary *dictionary) {
  if (!dictionary)
    return;
  relata_arena_free(dictionary->arena);
  free(dictionary->texts);
  free(dictionary->slots);
  free(dictionary);
}

static size_t slot_of(const struct dictionary *dictionary, struct relata_str text, uint64_t hash) {
  const uint32_t upper = (uint32_t)(hash >> 32);
  size_t place = (size_t)hash & (dictionary->slot_count - 1);
  for (;;) {
    const struct slot *slot = &dictionary->slots[place];
    if (!slot->number || (slot->hash == upper && relata_str_equal(dictionary->texts[slot->number - 1], text)))
      return place;
    place = (place + 1) & (dictionary->slot_count - 1);
  }
}

/* The texts are all different: each goes to the next free slot. */
static void fill_slots(struct dictionary *dictionary) {
  memset(dictionary->slots, 0, dictionary->slot_count * sizeof *dictionary->slots);
  for (size_t i = 0; i < dictionary->count; i++) {
    const uint64_t hash = relata_str_hash(dictionary->texts[i]);
    size_t place = (size_t)hash & (dictionary->slot_count - 1);
    while (dictionary->slots[place].number)
      place = (place + 1) & (dictionary->slot_count - 1);
    dictionary->slots[place] = (struct slot){ (uint32_t)i + 1, (uint32_t)(hash >> 32) };
  }
}

static void grow(struct dictionary *dictionary) {
  if (dictionary->count == dictionary->capacity) {
    dictionary->capacity = dictionary->capacity ? 2 * dictionary->capacity : 512;
    dictionary->texts = resized(dictionary->texts, dictionary->capacity, sizeof *dictionary->texts);
  }
  if (2 * (dictionary->count + 1) > dictionary->slot_count) {
    dictionary->slot_count *= 2;
    dictionary->slots = resized(dictionary->slots, dictionary->slot_count, sizeof *dictionary->slots);
    fill_slots(dictionary);
  }
}

uint32_t dictionary_intern(struct dictionary *dictionary, struct relata_str text, bool *is_new) {
  grow(dictionary);
  const uint64_t hash = relata_str_hash(text);
  struct slot *slot = &dictionary->slots[slot_of(dictionary, text, hash)];
  const bool missing = slot->number == 0;
  if (is_new)
    *is_new = missing;
  if (missing) {
    dictionary->texts[dictionary->count++] = relata_arena_copy(dictionary->arena, text);
    *slot = (struct slot){ (uint32_t)dictionary->count, (uint32_t)(hash >> 32) };
  }
  return slot->number - 1;
}

static uint32_t find_sorted(const struct dictionary *dictionary, struct relata_str text) {
  size_t low = 0, high = dictionary->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int side = relata_str_compare(dictionary->texts[middle], text);
    if (side == 0)
      return (uint32_t)middle;
    if (side < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return RELATA_NONE;
}

uint32_t dictionary_find(const struct dictionary *dictionary, struct relata_str text) {
  if (!dictionary->slots)
    return find_sorted(dictionary, text);
  const uint32_t found = dictionary->slots[slot_of(dictionary, text, relata_str_hash(text))].number;
  return found ? found - 1 : RELATA_NONE;
}

struct relata_str dictionary_get(const struct dictionary *dictionary, uint32_t number) {
  return dictionary->texts[number];
}

size_t dictionary_count(const struct dictionary *dictionary) {
  return dictionary->count;
}

uint32_t *dictionary_sort(struct dictionary *dictionary) {
  struct sorted_text *order = resized(NULL, dictionary->count + 1, sizeof *order);
  for (size_t i = 0; i < dictionary->count; i++)
    order[i] = (struct sorted_text){ .text = dictionary->texts[i], .number = (uint32_t)i };
  sort_texts(order, dictionary->count);
  uint32_t *renumbered = resized(NULL, dictionary->count + 1, sizeof *renumbered);
  for (size_t i = 0; i < dictionary->count; i++) {
    dictionary->texts[i] = order[i].text;
    renumbered[order[i].number] = (uint32_t)i;
  }
  free(order);
  free(dictionary->slots);
  dictionary->slots = NULL; /* found by halving from now on */
  return renumbered;
}
