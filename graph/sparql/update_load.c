/* update_load.c — finding and reading the file that LOAD names. */
#include "graph/sparql/update_load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/sparql/iri.h"
#include "graph/store/rdf_read.h"
#include "graph/store/term.h"

static int hex(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  const char low = (char)(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Percent-encoded bytes are what they stand for. */
static char *decoded(struct relata_str text) {
  char *path = malloc(text.len + 1);
  size_t len = 0;
  if (!path)
    abort();
  for (size_t i = 0; i < text.len; i++) {
    const bool escape = text.data[i] == '%' && i + 2 < text.len && hex(text.data[i + 1]) >= 0 && hex(text.data[i + 2]) >= 0;
    path[len++] = escape ? (char)(hex(text.data[i + 1]) * 16 + hex(text.data[i + 2])) : text.data[i];
    i += escape ? 2 : 0;
  }
  path[len] = '\0';
  return path;
}

/* NULL for what is no local file. */
static char *path_of(struct relata_str source) {
  static const char *const starts[] = { "file://localhost/", "file:///", "file:/" };
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
    const size_t len = strlen(starts[i]);
    if (source.len > len && memcmp(source.data, starts[i], len) == 0)
      return decoded((struct relata_str){ source.data + len - 1, source.len - len + 1 });
  }
  if (source.len > 5 && memcmp(source.data, "file:", 5) == 0 && source.data[5] != '/')
    return decoded((struct relata_str){ source.data + 5, source.len - 5 });
  return source.len && !iri_is_absolute(source) ? decoded(source) : NULL;
}

static char *base_of(const char *path) {
  char *whole = realpath(path, NULL), *base = NULL;
  if (asprintf(&base, "file://%s", whole ? whole : path) < 0)
    abort();
  free(whole);
  return base;
}

static enum relata_status read_file(const char *path, struct relata_str graph, const char *blanks,
                                    struct quad_sink sink, struct relata_error *error) {
  const char *dot = strrchr(path, '.');
  struct stat about;
  if (!dot || strchr(dot, '/') || !rdf_syntax_is_known(dot + 1))
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0,
                            "does not tell its syntax by an ending such as .ttl, .nt, .nq, .trig, .rdf");
  FILE *file = fopen(path, "rbe");
  if (!file || fstat(fileno(file), &about) != 0 || S_ISDIR(about.st_mode)) {
    const enum relata_status status = relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s",
                                                       file ? "it is a folder" : strerror(errno));
    if (file)
      fclose(file);
    return status;
  }
  char *base = base_of(path), *name = strndup(graph.len ? graph.data + 1 : "", graph.len ? graph.len - 2 : 0);
  if (!name)
    abort();
  const struct rdf_source source = { .file = file, .path = path, .syntax = dot + 1, .base = base, .blanks = blanks,
                                     .graph = graph.len ? name : NULL };
  const enum relata_status status = rdf_read(&source, sink, error);
  fclose(file);
  free(base);
  free(name);
  return status;
}

enum relata_status update_load(struct relata_str source, struct relata_str graph, const char *blanks,
                               struct quad_sink sink, struct relata_error *error) {
  char *path = path_of(source);
  if (!path)
    return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0,
                            "%.*s is no local file; LOAD takes file:///… or a path", (int)source.len, source.data);
  const enum relata_status status = read_file(path, graph, blanks, sink, error);
  free(path);
  return status;
}
