/* choices.c — the user's decisions: file and look-up. */
#include "graph/entities/choices.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"

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
  choices->count--;
  memmove(choices->items + index, choices->items + index + 1, (choices->count - index) * sizeof *choices->items);
}

static struct choice_side kept(struct choices *choices, const struct choice_side *side) {
  return (struct choice_side){ relata_arena_copy(choices->arena, side->local),
                               relata_arena_copy(choices->arena, side->article) };
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
  choices->items[choices->count++] =
    (struct choice){ choice->same, kept(choices, &choice->first), kept(choices, &choice->second) };
}

/* ------------------------------------------------------------------ asking */

bool choices_know(const struct choices *choices, struct relata_str local) {
  for (size_t i = 0; i < choices->count; i++)
    if (relata_str_equal(choices->items[i].first.local, local) || relata_str_equal(choices->items[i].second.local, local))
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

/* ------------------------------------------------------------------ file */

static struct relata_str take_field(struct relata_str *line) {
  const char *end = memchr(line->data, '\t', line->len);
  const struct relata_str field = { line->data, end ? (size_t)(end - line->data) : line->len };
  *line = end ? (struct relata_str){ end + 1, line->len - field.len - 1 }
              : (struct relata_str){ line->data + line->len, 0 };
  return field;
}

static bool read_line(struct choices *choices, struct relata_str line) {
  const struct relata_str word = take_field(&line);
  const struct choice_side first = { take_field(&line), take_field(&line) },
                           second = { take_field(&line), take_field(&line) };
  const bool same = relata_str_is(word, "same");
  if ((!same && !relata_str_is(word, "apart")) || !first.local.len || !second.local.len || line.len)
    return false;
  choices_add(choices, &(struct choice){ same, first, second });
  return true;
}

enum relata_status choices_read(struct choices *choices, const char *path, struct relata_error *error) {
  FILE *file = fopen(path, "rbe");
  if (!file)
    return errno == ENOENT ? RELATA_OK
                           : relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  enum relata_status status = RELATA_OK;
  char *line = NULL;
  size_t size = 0, number = 0;
  ssize_t len;
  while (status == RELATA_OK && (len = getline(&line, &size, file)) >= 0) {
    number++;
    const struct relata_str text = { line, (size_t)len - (len > 0 && line[len - 1] == '\n') };
    if (text.len && text.data[0] != '#' && !read_line(choices, text))
      status = relata_error_set(error, RELATA_BAD_INPUT, path, number, 1,
                                "is no decision: `same` or `apart`, then a name and an article, twice, parted by tabs");
  }
  free(line);
  fclose(file);
  return status;
}

static void write_side(struct relata_out *out, const struct choice_side *side) {
  relata_out_char(out, '\t');
  relata_out_str(out, side->local);
  relata_out_char(out, '\t');
  relata_out_str(out, side->article);
}

enum relata_status choices_write(const struct choices *choices, const char *path, struct relata_error *error) {
  struct relata_out *out;
  RELATA_TRY(relata_out_open(&out, path, error));
  relata_out_text(out, "# What the user decided about entities: `relata entities --help`.\n");
  for (size_t i = 0; i < choices->count; i++) {
    relata_out_text(out, choices->items[i].same ? "same" : "apart");
    write_side(out, &choices->items[i].first);
    write_side(out, &choices->items[i].second);
    relata_out_char(out, '\n');
  }
  return relata_out_close(out, error);
}
