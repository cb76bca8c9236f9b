/* state.c — what a server was sent already. */
#include "graph/push/state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"

static const char HEAD[] = "relata push 1 ";
static const char COMPLETE[] = "complete";
enum { HASH_DIGITS = 16 };

static enum relata_status file_slurp(struct push_state *state, struct relata_str *text, struct relata_error *error) {
  FILE *file = fopen(state->path, "rb");
  *text = (struct relata_str){ 0 };
  if (!file)
    return errno == ENOENT ? RELATA_OK
                           : relata_error_set(error, RELATA_IO, state->path, 0, 0, "%s", strerror(errno));
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char *data = relata_arena_alloc(state->arena, (size_t)(size > 0 ? size : 0) + 1);
  const size_t got = size > 0 ? fread(data, 1, (size_t)size, file) : 0;
  const bool failed = ferror(file) != 0;
  fclose(file);
  if (failed)
    return relata_error_set(error, RELATA_IO, state->path, 0, 0, "%s", strerror(errno));
  *text = (struct relata_str){ data, got };
  return RELATA_OK;
}

static bool line_parse(struct relata_str line, struct push_state_entry *entry) {
  if (line.len <= HASH_DIGITS || line.data[HASH_DIGITS] != '\t')
    return false;
  char digits[HASH_DIGITS + 1] = { 0 }, *end;
  memcpy(digits, line.data, HASH_DIGITS);
  entry->hash = strtoull(digits, &end, 16);
  entry->graph = (struct relata_str){ line.data + HASH_DIGITS + 1, line.len - HASH_DIGITS - 1 };
  return !*end;
}

/* By graph; among equals the later line last. */
static int entry_compare(const void *a, const void *b) {
  const struct push_state_entry *x = a, *y = b;
  const int order = relata_str_compare(x->graph, y->graph);
  return order ? order : (x->graph.data > y->graph.data) - (x->graph.data < y->graph.data);
}

static void entries_settle(struct push_state *state) {
  if (state->count)
    qsort(state->entries, state->count, sizeof *state->entries, entry_compare);
  size_t kept = 0;
  for (size_t k = 0; k < state->count; k++) {
    if (kept && relata_str_equal(state->entries[kept - 1].graph, state->entries[k].graph))
      kept--;
    state->entries[kept++] = state->entries[k];
  }
  state->count = kept;
}

static enum relata_status lines_read(struct push_state *state, struct relata_str text, const char *to,
                                     struct relata_error *error) {
  size_t lines = 0;
  for (size_t k = 0; k < text.len; k++)
    lines += text.data[k] == '\n';
  state->entries = relata_arena_alloc(state->arena, (lines + 1) * sizeof *state->entries);
  const char *at = text.data, *end = text.data + text.len, *stop;
  for (size_t number = 1; (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1, number++) {
    const struct relata_str line = { at, (size_t)(stop - at) };
    if (number == 1) {
      const struct relata_str wanted = relata_arena_print(state->arena, "%s%s", HEAD, to);
      if (!relata_str_equal(line, wanted))
        return relata_error_set(error, RELATA_BAD_INPUT, state->path, 1, 0,
                                "is not what was kept of pushing to %s; remove it to send all again", to);
    } else if (relata_str_is(line, COMPLETE)) {
      state->complete = true;
    } else if (line_parse(line, &state->entries[state->count])) {
      state->count++;
      state->complete = false;
    } else {
      return relata_error_set(error, RELATA_BAD_INPUT, state->path, number, 0,
                              "is damaged; remove the file to send all again");
    }
  }
  entries_settle(state);
  return RELATA_OK;
}

enum relata_status push_state_read(struct push_state *state, const char *path, const char *to,
                                   struct relata_error *error) {
  *state = (struct push_state){ .path = path, .arena = relata_arena_new() };
  struct relata_str text;
  RELATA_TRY(file_slurp(state, &text, error));
  return text.len ? lines_read(state, text, to, error) : RELATA_OK;
}

struct push_state_entry *push_state_find(const struct push_state *state, struct relata_str graph) {
  const size_t at = relata_str_search(graph, state->entries, state->count, sizeof *state->entries);
  return at == state->count ? NULL : &state->entries[at];
}

/* ------------------------------------------------------------------ writing */

static enum relata_status tell_failure(const struct push_state *state, struct relata_error *error) {
  return relata_error_set(error, RELATA_IO, state->path, 0, 0, "%s; --state names another file", strerror(errno));
}

/* All entries and perhaps the mark of the end, put in place at once. */
static enum relata_status file_write(struct push_state *state, const char *to, const struct push_state_entry *entries,
                                     size_t count, bool complete, struct relata_error *error) {
  struct relata_out *out = NULL;
  RELATA_TRY(relata_out_open(&out, state->path, error));
  relata_out_print(out, "%s%s\n", HEAD, to);
  for (size_t k = 0; k < count; k++)
    relata_out_print(out, "%016llx\t%.*s\n", (unsigned long long)entries[k].hash, (int)entries[k].graph.len,
                     entries[k].graph.data);
  if (complete)
    relata_out_print(out, "%s\n", COMPLETE);
  return relata_out_close(out, error);
}

enum relata_status push_state_begin(struct push_state *state, const char *to, bool anew, struct relata_error *error) {
  RELATA_TRY(file_write(state, to, state->entries, anew ? 0 : state->count, false, error)); /* drops a torn line */
  state->file = fopen(state->path, "ab");
  return state->file ? RELATA_OK : tell_failure(state, error);
}

enum relata_status push_state_add(struct push_state *state, struct relata_str graph, uint64_t hash,
                                  struct relata_error *error) {
  FILE *file = state->file;
  fprintf(file, "%016llx\t%.*s\n", (unsigned long long)hash, (int)graph.len, graph.len ? graph.data : "");
  return fflush(file) == 0 ? RELATA_OK : tell_failure(state, error);
}

enum relata_status push_state_complete(struct push_state *state, const char *to,
                                       const struct push_state_entry *entries, size_t count,
                                       struct relata_error *error) {
  fclose(state->file);
  state->file = NULL;
  return file_write(state, to, entries, count, true, error);
}

void push_state_close(struct push_state *state) {
  if (state->file)
    fclose(state->file);
  relata_arena_free(state->arena);
  *state = (struct push_state){ 0 };
}
