/* compile.c — what the parts of the ontology compiler share. */
#include "ontology/compile/compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void *room_for(struct relata_arena *arena, void *items, size_t count, size_t *room, size_t item_size) {
  if (count < *room)
    return items;
  *room = *room ? *room * 2 : 64;
  void *larger = relata_arena_alloc(arena, *room * item_size);
  if (count)
    memcpy(larger, items, count * item_size);
  return larger;
}

enum relata_status fail_at(const struct compiler *c, struct place place, const char *format, ...) {
  char message[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return relata_error_set(c->error, RELATA_BAD_INPUT, place.path, place.line, 0, "%s", message);
}

struct relata_str next_word(struct relata_str *text, const char *separators) {
  size_t begin = 0;
  while (begin < text->len && strchr(separators, text->data[begin]))
    begin++;
  size_t end = begin;
  while (end < text->len && !strchr(separators, text->data[end]))
    end++;
  const struct relata_str word = {text->data + begin, end - begin};
  text->data += end;
  text->len -= end;
  return word;
}

bool compiler_has_word(const struct compiler *c, const char *set, struct relata_str word) {
  return c->base && relata_ontology_in_set(c->base, set, word);
}
