/* state.c — reading and writing what is kept about entities. */
#include "graph/entities/state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zstd.h>

#include "extract/base/out.h"
#include "graph/entities/tables.h"
#include "graph/store/dictionary.h"

enum { FORMAT = 1, LEVEL = 3 };

struct entities_state {
  struct choices *choices;
  struct relata_arena *arena;
  struct dictionary *files;
  struct relata_str *lines; /* of each file */
  size_t capacity;
  char *text;    /* what was read; lines point into it */
  uint64_t mark; /* of the tables it was made with */
};

struct entities_state *state_new(void) {
  struct entities_state *state = calloc(1, sizeof *state);
  if (!state)
    abort();
  state->choices = choices_new();
  state->arena = relata_arena_new();
  state->files = dictionary_new();
  state->mark = entities_tables_mark;
  return state;
}

void state_free(struct entities_state *state) {
  if (!state)
    return;
  choices_free(state->choices);
  dictionary_free(state->files);
  relata_arena_free(state->arena);
  free(state->lines);
  free(state->text);
  free(state);
}

bool state_is_current(const struct entities_state *state) {
  return state->mark == entities_tables_mark;
}

struct choices *state_choices(struct entities_state *state) {
  return state->choices;
}

bool state_find(const struct entities_state *state, const char *file, struct relata_str *lines) {
  const uint32_t number = dictionary_find(state->files, relata_str_of(file));
  if (number != RELATA_NONE)
    *lines = state->lines[number];
  return number != RELATA_NONE;
}

static void put_lines(struct entities_state *state, struct relata_str file, struct relata_str lines) {
  const uint32_t number = dictionary_intern(state->files, file, NULL);
  if (number >= state->capacity) {
    state->capacity = 2 * (size_t)number + 64;
    state->lines = reallocarray(state->lines, state->capacity, sizeof *state->lines);
    if (!state->lines)
      abort();
  }
  state->lines[number] = lines;
}

void state_set(struct entities_state *state, const char *file, struct relata_str lines) {
  put_lines(state, relata_str_of(file), relata_arena_copy(state->arena, lines));
}

/* ------------------------------------------------------------------ writing */

static struct relata_out *lay_out(const struct entities_state *state) {
  struct relata_out *out = relata_out_to_memory();
  relata_out_print(out, "relata entities %d %016llx\n", FORMAT, (unsigned long long)state->mark);
  for (size_t i = 0; i < choices_count(state->choices); i++) {
    relata_out_text(out, "choice ");
    choice_write(choices_get(state->choices, i), out);
  }
  for (uint32_t i = 0; i < dictionary_count(state->files); i++) {
    relata_out_text(out, "article ");
    relata_out_str(out, dictionary_get(state->files, i));
    relata_out_char(out, '\n');
    relata_out_str(out, state->lines[i]);
  }
  return out;
}

enum relata_status state_write(const struct entities_state *state, const char *folder, char **name,
                               struct relata_error *error) {
  struct relata_out *text = lay_out(state), *out = NULL;
  const struct relata_str whole = relata_out_as_memory(text);
  const size_t room = ZSTD_compressBound(whole.len);
  char *packed = malloc(room), *path = NULL;
  ZSTD_CCtx *compressor = ZSTD_createCCtx();
  if (!packed || !compressor ||
      asprintf(name, "relata.graph.entities-%016llx", (unsigned long long)XXH3_64bits(whole.data, whole.len)) < 0 ||
      asprintf(&path, "%s/%s", folder, *name) < 0)
    abort();
  ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 1);
  const size_t size = ZSTD_compress2(compressor, packed, room, whole.data, whole.len);
  if (ZSTD_isError(size))
    abort(); /* only for want of memory */
  enum relata_status status = relata_out_open(&out, path, error);
  if (status == RELATA_OK) {
    relata_out_write(out, packed, size);
    status = relata_out_close(out, error);
  }
  ZSTD_freeCCtx(compressor);
  free(packed);
  free(path);
  relata_out_abandon(text);
  if (status != RELATA_OK) {
    free(*name);
    *name = NULL;
  }
  return status;
}

/* ------------------------------------------------------------------ reading */

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rbe");
  char *bytes = NULL;
  *size = 0;
  if (!file)
    return NULL;
  long end = -1;
  if (fseek(file, 0, SEEK_END) == 0 && (end = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
    bytes = malloc((size_t)end + 1);
    if (!bytes)
      abort();
    *size = fread(bytes, 1, (size_t)end, file);
  }
  fclose(file);
  return bytes;
}

static char *unpack(const char *packed, size_t size, size_t *text_size) {
  enum { MOST = 1 << 30 };
  const unsigned long long whole = ZSTD_getFrameContentSize(packed, size);
  if (whole == ZSTD_CONTENTSIZE_UNKNOWN || whole == ZSTD_CONTENTSIZE_ERROR || whole > 64ull * MOST)
    return NULL;
  char *text = malloc((size_t)whole + 1);
  if (!text)
    abort();
  *text_size = ZSTD_decompress(text, (size_t)whole, packed, size);
  if (ZSTD_isError(*text_size)) {
    free(text);
    return NULL;
  }
  text[*text_size] = '\0';
  return text;
}

static bool begins_with(struct relata_str line, const char *head) {
  const size_t len = strlen(head);
  return line.len >= len && memcmp(line.data, head, len) == 0;
}

static struct relata_str next_line(const char **at, const char *end) {
  const char *newline = memchr(*at, '\n', (size_t)(end - *at));
  const struct relata_str line = {*at, newline ? (size_t)(newline - *at) : (size_t)(end - *at)};
  *at = newline ? newline + 1 : end;
  return line;
}

/* `at` stands behind the first line. */
static bool parse(struct entities_state *state, const char *at, const char *end) {
  struct relata_str file = {NULL, 0};
  const char *first = at;
  while (at < end) {
    const char *begin = at;
    struct relata_str line = next_line(&at, end);
    if (!file.data && begins_with(line, "choice ")) {
      if (!choices_take_line(state->choices, (struct relata_str){line.data + 7, line.len - 7}))
        return false;
    } else if (begins_with(line, "article ")) {
      if (file.data)
        put_lines(state, file, (struct relata_str){first, (size_t)(begin - first)});
      file = (struct relata_str){line.data + 8, line.len - 8};
      first = at;
    } else if (!file.data) {
      return false;
    }
  }
  if (file.data)
    put_lines(state, file, (struct relata_str){first, (size_t)(end - first)});
  return true;
}

enum relata_status state_read(struct entities_state **out, const char *path, struct relata_error *error) {
  size_t size, text_size = 0;
  *out = NULL;
  char *packed = read_file(path, &size);
  if (!packed)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  struct entities_state *state = state_new();
  state->text = unpack(packed, size, &text_size);
  free(packed);
  unsigned long long mark = 0;
  int format = 0;
  const char *line_end = state->text ? memchr(state->text, '\n', text_size) : NULL;
  if (line_end && sscanf(state->text, "relata entities %d %llx", &format, &mark) == 2 && format == FORMAT &&
      parse(state, line_end + 1, state->text + text_size)) {
    state->mark = mark;
    *out = state;
    return RELATA_OK;
  }
  state_free(state);
  return relata_error_set(
      error, RELATA_BAD_INPUT, path, 0, 0,
      "is damaged; take it from a backup, or remove it and run relata compact: "
                          "then your decisions about entities are lost");
}
