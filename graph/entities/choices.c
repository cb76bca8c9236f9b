/* choices.c — the user's decisions: lines and look-up. */
#include "graph/entities/choices.h"

#include <stdlib.h>
#include <string.h>

struct choices {
  struct relata_arena *arena;
  struct choice *items;
  size_t count, capacity;
};

struct choices *choices_new(void) {
  struct choices *choices = calloc(1, sizeof *choices);
  if (!choices)
    abort();
  choices->arena = relata_arena_new();
  return choices;
}

void choices_free(struct choices *choices) {
  if (!choices)
    return;
  relata_arena_free(choices->arena);
  free(choices->items);
  free(choices);
}

size_t choices_count(const struct choices *choices) {
  return choices->count;
}

const struct choice *choices_get(const struct choices *choices, size_t index) {
  return &choices->items[index];
}

/* ------------------------------------------------------------------ changing */

static bool sides_are_equal(const struct choice_side *a, const struct choice_side *b) {
  return relata_str_equal(a->local, b->local) && relata_str_equal(a->article, b->article);
}

static bool speak_of_the_same(const struct choice *a, const struct choice *b) {
  return (sides_are_equal(&a->first, &b->first) && sides_are_equal(&a->second, &b->second)) ||
         (sides_are_equal(&a->first, &b->second) && sides_are_equal(&a->second, &b->first));
}

void choices_remove(struct choices *choices, size_t index) {
  if (index + 1 < choices->count && !choices->items[index].follows)
    choices->items[index + 1].follows = false;
  choices->count--;
  memmove(choices->items + index, choices->items + index + 1, (choices->count - index) * sizeof *choices->items);
}

static struct choice_side kept(struct choices *choices, const struct choice_side *side) {
  return (struct choice_side){relata_arena_copy(choices->arena, side->local),
                              relata_arena_copy(choices->arena, side->article)};
}

void choices_add(struct choices *choices, const struct choice *choice) {
  for (size_t i = choices->count; i-- > 0;)
    if (speak_of_the_same(&choices->items[i], choice))
      choices_remove(choices, i);
  if (choices->count == choices->capacity) {
    choices->capacity = choices->capacity ? 2 * choices->capacity : 8;
    choices->items = reallocarray(choices->items, choices->capacity, sizeof *choices->items);
    if (!choices->items)
      abort();
  }
  choices->items[choices->count++] = (struct choice){choice->same, choice->follows && choices->count > 1,
                                                     kept(choices, &choice->first), kept(choices, &choice->second)};
}

/* ------------------------------------------------------------------ asking */

bool choices_know(const struct choices *choices, struct relata_str local) {
  for (size_t i = 0; i < choices->count; i++)
    if (relata_str_equal(choices->items[i].first.local, local) ||
        relata_str_equal(choices->items[i].second.local, local))
      return true;
  return false;
}

static bool fits(const struct choice_side *wanted, const struct choice_side *side) {
  return relata_str_equal(wanted->local, side->local) &&
         (!wanted->article.len || relata_str_equal(wanted->article, side->article));
}

/* A decision about one article's bearer against the same name's in any article means all the others. */
enum choice_verdict choices_between(const struct choices *choices, const struct choice_side *a,
                                    const struct choice_side *b) {
  for (size_t i = choices->count; i-- > 0;) {
    const struct choice *choice = &choices->items[i];
    if ((fits(&choice->first, a) && fits(&choice->second, b)) || (fits(&choice->first, b) && fits(&choice->second, a)))
      return choice->same ? CHOICE_SAME : CHOICE_APART;
  }
  return CHOICE_NONE;
}

/* ------------------------------------------------------------------ lines */

static struct relata_str take_field(struct relata_str *line) {
  const char *end = memchr(line->data, '\t', line->len);
  const struct relata_str field = {line->data, end ? (size_t)(end - line->data) : line->len};
  *line =
      end ? (struct relata_str){end + 1, line->len - field.len - 1} : (struct relata_str){line->data + line->len, 0};
  return field;
}

bool choices_take_line(struct choices *choices, struct relata_str line) {
  const bool follows = line.len && line.data[0] == '+';
  line = (struct relata_str){line.data + follows, line.len - follows};
  const struct relata_str word = take_field(&line);
  const struct choice_side first = {take_field(&line), take_field(&line)},
                           second = {take_field(&line), take_field(&line)};
  const bool same = relata_str_is(word, "same");
  if ((!same && !relata_str_is(word, "apart")) || !first.local.len || !second.local.len || line.len)
    return false;
  choices_add(choices, &(struct choice){same, follows, first, second});
  return true;
}

static void write_side(struct relata_out *out, const struct choice_side *side) {
  relata_out_char(out, '\t');
  relata_out_str(out, side->local);
  relata_out_char(out, '\t');
  relata_out_str(out, side->article);
}

void choice_write(const struct choice *choice, struct relata_out *out) {
  relata_out_text(out, choice->follows ? "+" : "");
  relata_out_text(out, choice->same ? "same" : "apart");
  write_side(out, &choice->first);
  write_side(out, &choice->second);
  relata_out_char(out, '\n');
}
