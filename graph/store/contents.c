/* contents.c — reading, changing and writing a graph's list of files. */
#include "graph/store/contents.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "extract/base/out.h"

static const char first_line[] = "relata contents 1\n";
static const char suffix[] = ".nq.zst";

static char *copied(const char *text) {
  char *copy = text ? strdup(text) : NULL;
  if (text && !copy)
    abort();
  return copy;
}

void contents_free(struct contents *contents) {
  for (size_t i = 0; i < contents->count; i++) {
    free(contents->entries[i].file);
    free(contents->entries[i].graphs);
  }
  free(contents->entries);
  free(contents->index);
  free(contents->delta);
  free(contents->entities);
  *contents = (struct contents){ 0 };
}

void contents_copy(struct contents *to, const struct contents *from) {
  *to = *from;
  to->capacity = from->count + 1;
  to->entries = reallocarray(NULL, to->capacity, sizeof *to->entries);
  if (!to->entries)
    abort();
  for (size_t i = 0; i < from->count; i++)
    to->entries[i] = (struct entry){ copied(from->entries[i].file), copied(from->entries[i].graphs) };
  to->index = copied(from->index);
  to->delta = copied(from->delta);
  to->entities = copied(from->entities);
}

/* ------------------------------------------------------------------ entries */

/* How a file stands to an article: negative before it, 0 its own, positive behind it. */
static int compare_stem(const char *file, const char *stem) {
  const size_t len = strlen(stem);
  const int side = strncmp(file, stem, len);
  if (side != 0)
    return side;
  return file[len] == '+' || strcmp(file + len, suffix) == 0 ? 0 : 1; /* no name has '+', and what names have is behind it */
}

static size_t place_of(const struct contents *contents, const char *stem) {
  size_t low = 0, high = contents->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (compare_stem(contents->entries[middle].file, stem) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct entry *contents_find(const struct contents *contents, const char *stem) {
  const size_t place = place_of(contents, stem);
  if (place == contents->count || compare_stem(contents->entries[place].file, stem) != 0)
    return NULL;
  return &contents->entries[place];
}

static struct entry *make_room(struct contents *contents, size_t place) {
  if (contents->count == contents->capacity) {
    contents->capacity = contents->capacity ? 2 * contents->capacity : 64;
    contents->entries = reallocarray(contents->entries, contents->capacity, sizeof *contents->entries);
    if (!contents->entries)
      abort();
  }
  memmove(&contents->entries[place + 1], &contents->entries[place],
          (contents->count - place) * sizeof *contents->entries);
  contents->count++;
  return &contents->entries[place];
}

void contents_set(struct contents *contents, const char *stem, char *file, char *graphs) {
  struct entry *entry = contents_find(contents, stem);
  const size_t place = entry ? (size_t)(entry - contents->entries) : place_of(contents, stem);
  if (entry) {
    free(entry->file);
    free(entry->graphs);
  }
  if (file) {
    entry = entry ? entry : make_room(contents, place);
    *entry = (struct entry){ file, graphs };
    return;
  }
  free(graphs);
  if (entry) {
    contents->count--;
    memmove(entry, entry + 1, (contents->count - place) * sizeof *entry);
  }
}

/* ------------------------------------------------------------------ lists of graphs */

bool graphs_may_hold(const char *graphs, struct relata_str graph) {
  if (strcmp(graphs, "*") == 0)
    return true;
  const struct relata_str wanted = graph.len ? graph : RELATA_STR("-");
  for (const char *at = graphs; *at;) {
    const size_t len = strcspn(at, " ");
    if (relata_str_equal((struct relata_str){ at, len }, wanted))
      return true;
    at += len;
    at += strspn(at, " ");
  }
  return false;
}

void graph_list_add(struct graph_list *list, struct relata_arena *arena, struct relata_str graph) {
  for (size_t i = list->count; i-- > 0;)
    if (relata_str_equal(list->names[i], graph))
      return;
  if (list->count == MOST_GRAPHS)
    list->many = true;
  else
    list->names[list->count++] = relata_arena_copy(arena, graph);
}

void graph_list_add_text(struct graph_list *list, struct relata_arena *arena, const char *graphs) {
  list->many = list->many || strcmp(graphs, "*") == 0;
  for (const char *at = graphs; *at && !list->many;) {
    const size_t len = strcspn(at, " ");
    const bool outside = len == 1 && at[0] == '-';
    graph_list_add(list, arena, outside ? (struct relata_str){ NULL, 0 } : (struct relata_str){ at, len });
    at += len;
    at += strspn(at, " ");
  }
}

static int compare_names(const void *a, const void *b) {
  return relata_str_compare(*(const struct relata_str *)a, *(const struct relata_str *)b);
}

char *graph_list_text(const struct graph_list *list) {
  if (list->many)
    return copied("*");
  struct graph_list sorted = *list;
  qsort(sorted.names, sorted.count, sizeof *sorted.names, compare_names);
  struct relata_out *out = relata_out_to_memory();
  for (size_t i = 0; i < sorted.count; i++) {
    if (i)
      relata_out_char(out, ' ');
    relata_out_str(out, sorted.names[i].len ? sorted.names[i] : RELATA_STR("-"));
  }
  const struct relata_str text = relata_out_as_memory(out);
  char *result = strndup(text.data ? text.data : "", text.len);
  relata_out_abandon(out);
  if (!result)
    abort();
  return result;
}

/* ------------------------------------------------------------------ writing */

enum relata_status contents_write(const struct contents *contents, const char *path, struct relata_error *error) {
  struct relata_out *lines = relata_out_to_memory(), *out;
  relata_out_text(lines, first_line);
  relata_out_print(lines, "index %s\ndelta %s\nentities %s\n", contents->index ? contents->index : "-",
                   contents->delta ? contents->delta : "-", contents->entities ? contents->entities : "-");
  for (size_t i = 0; i < contents->count; i++) {
    relata_out_text(lines, "article ");
    relata_out_text(lines, contents->entries[i].file);
    relata_out_char(lines, ' ');
    relata_out_text(lines, contents->entries[i].graphs);
    relata_out_char(lines, '\n');
  }
  const struct relata_str text = relata_out_as_memory(lines);
  enum relata_status status = relata_out_open(&out, path, error);
  if (status == RELATA_OK) {
    relata_out_str(out, text);
    relata_out_print(out, "end %016llx\n", (unsigned long long)XXH3_64bits(text.data, text.len));
    status = relata_out_close(out, error);
  }
  relata_out_abandon(lines);
  return status;
}

/* ------------------------------------------------------------------ reading */

static char *read_whole(const char *path, struct stat *about, enum relata_status *status, struct relata_error *error) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  char *text = NULL;
  *status = RELATA_OK;
  if (fd < 0 && errno == ENOENT) {
    *status = RELATA_NOT_FOUND;
    return NULL;
  }
  if (fd >= 0 && fstat(fd, about) == 0) {
    const size_t size = (size_t)about->st_size;
    size_t got = 0;
    ssize_t part;
    text = calloc(size + 1, 1);
    if (!text)
      abort();
    while (got < size && (part = read(fd, text + got, size - got)) > 0)
      got += (size_t)part;
  } else {
    *status = relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  }
  if (fd >= 0)
    close(fd);
  return text;
}

static bool has_end(char *text) {
  const size_t size = strlen(text);
  char *end = size > 4 + 17 ? text + size - (4 + 17) : NULL;
  if (!end || end == text || end[-1] != '\n' || strncmp(end, "end ", 4) != 0)
    return false;
  const bool right = strtoull(end + 4, NULL, 16) == XXH3_64bits(text, (size_t)(end - text));
  *end = '\0';
  return right;
}

static bool take_line(struct contents *contents, char *line) {
  char *space = strchr(line, ' '), *value = space + 1;
  if (!space)
    return false;
  *space = '\0';
  if (strcmp(line, "index") == 0 || strcmp(line, "delta") == 0 || strcmp(line, "entities") == 0) {
    char **name = line[0] == 'i' ? &contents->index : line[0] == 'd' ? &contents->delta : &contents->entities;
    *name = strcmp(value, "-") == 0 ? NULL : copied(value);
    return !strchr(value, '/');
  }
  char *graphs = strchr(value, ' ');
  if (strcmp(line, "article") != 0 || !graphs)
    return false;
  *graphs = '\0';
  struct entry *entry = make_room(contents, contents->count);
  *entry = (struct entry){ copied(value), copied(graphs + 1) };
  return !strchr(value, '/') && (contents->count == 1 || strcmp(entry[-1].file, value) < 0);
}

enum relata_status contents_read(struct contents *contents, const char *path, struct relata_error *error) {
  enum relata_status status;
  struct stat about;
  *contents = (struct contents){ 0 };
  char *text = read_whole(path, &about, &status, error);
  if (status != RELATA_OK)
    return status;
  bool right = strncmp(text, first_line, sizeof first_line - 1) == 0 && has_end(text);
  for (char *line = text + sizeof first_line - 1, *end; right && (end = strchr(line, '\n')); line = end + 1) {
    *end = '\0';
    right = take_line(contents, line);
  }
  free(text);
  contents->about = about;
  if (right)
    return RELATA_OK;
  contents_free(contents);
  return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0,
                          "is damaged; take the graph from a backup, or remove this file and run relata compact: "
                          "then every article in the folder counts");
}
