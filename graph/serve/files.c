/* files.c — a folder of files in memory. */
#include "graph/serve/files.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/serve/accept.h"
#include "graph/serve/formats.h"
#include "graph/serve/handlers.h"

struct files {
  struct relata_arena *arena;
  struct file *items; /* sorted by path */
  size_t count, capacity, size;
};

enum { SIZE_MAX_ALL = 64 << 20 };

static const char *type_of(const char *name) {
  static const struct {
    const char *ending, *type;
  } types[] = {
    { ".html", "text/html; charset=utf-8" },  { ".js", "text/javascript; charset=utf-8" },
    { ".mjs", "text/javascript; charset=utf-8" }, { ".css", "text/css; charset=utf-8" },
    { ".json", "application/json; charset=utf-8" }, { ".map", "application/json; charset=utf-8" },
    { ".svg", "image/svg+xml" },              { ".png", "image/png" },
    { ".ico", "image/x-icon" },               { ".woff2", "font/woff2" },
    { ".woff", "font/woff" },                 { ".txt", "text/plain; charset=utf-8" },
    { ".webmanifest", "application/manifest+json" }, { ".wasm", "application/wasm" },
  };
  const char *dot = strrchr(name, '.');
  for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
    if (strcmp(dot, types[i].ending) == 0)
      return types[i].type;
  return "application/octet-stream";
}

static bool is_packable(const char *type) {
  return strncmp(type, "text/", 5) == 0 || strstr(type, "json") || strstr(type, "xml");
}

static struct file *append(struct files *files) {
  if (files->count == files->capacity) {
    files->capacity = files->capacity ? 2 * files->capacity : 32;
    files->items = reallocarray(files->items, files->capacity, sizeof *files->items);
    if (!files->items)
      abort();
  }
  return &files->items[files->count++];
}

static enum relata_status read_whole(const char *path, size_t size, struct blob **out, struct relata_error *error) {
  FILE *file = fopen(path, "rbe");
  char *bytes = malloc(size + 1);
  if (!bytes)
    abort();
  const size_t got = file ? fread(bytes, 1, size, file) : 0;
  const bool failed = !file || ferror(file);
  if (failed)
    relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  else
    *out = blob_of_copy((struct relata_str){ bytes, got });
  if (file)
    fclose(file);
  free(bytes);
  return failed ? RELATA_IO : RELATA_OK;
}

static enum relata_status take_file(struct files *files, const FTSENT *entry, size_t root_len,
                                    struct relata_error *error) {
  const size_t size = (size_t)entry->fts_statp->st_size;
  struct blob *body;
  files->size += size;
  if (files->size > SIZE_MAX_ALL)
    return relata_error_set(error, RELATA_LIMIT, entry->fts_path, 0, 0, "with the other files of the page is over 64 MiB");
  RELATA_TRY(read_whole(entry->fts_path, size, &body, error));
  struct file *file = append(files);
  *file = (struct file){ .path = relata_arena_copy(files->arena, relata_str_of(entry->fts_path + root_len)),
                         .type = type_of(entry->fts_name),
                         .body = body };
  if (is_packable(file->type))
    file->packed = blob_to_gzip(body);
  snprintf(file->etag, sizeof file->etag, "W/\"%016llx\"", (unsigned long long)relata_str_hash(blob_as_bytes(body)));
  return RELATA_OK;
}

static int compare_files(const void *a, const void *b) {
  return relata_str_compare(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static enum relata_status take_all(struct files *files, char *folder, struct relata_error *error) {
  char *roots[] = { folder, NULL };
  FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
  enum relata_status status = RELATA_OK;
  for (FTSENT *entry; walk && status == RELATA_OK && (entry = fts_read(walk));) {
    if (entry->fts_level > 0 && entry->fts_name[0] == '.')
      fts_set(walk, entry, FTS_SKIP);
    else if (entry->fts_info == FTS_F)
      status = take_file(files, entry, strlen(folder), error);
  }
  if (walk)
    fts_close(walk);
  if (files->count)
    qsort(files->items, files->count, sizeof *files->items, compare_files);
  return status;
}

enum relata_status files_open(struct files **out, const char *folder, struct relata_error *error) {
  struct files *files = calloc(1, sizeof *files);
  *out = files;
  if (!files)
    abort();
  files->arena = relata_arena_new();
  if (!folder || !*folder)
    return RELATA_OK;
  struct relata_str root = relata_arena_copy(files->arena, relata_str_of(folder));
  while (root.len > 1 && root.data[root.len - 1] == '/')
    ((char *)(uintptr_t)root.data)[--root.len] = '\0';
  return take_all(files, (char *)(uintptr_t)root.data, error);
}

void files_close(struct files *files) {
  if (!files)
    return;
  for (size_t i = 0; i < files->count; i++) {
    blob_drop(files->items[i].body);
    blob_drop(files->items[i].packed);
  }
  free(files->items);
  relata_arena_free(files->arena);
  free(files);
}

const struct file *files_find(const struct files *files, struct relata_str path) {
  const size_t place = files->count ? relata_str_search(path, files->items, files->count, sizeof *files->items) : 0;
  return place < files->count ? &files->items[place] : NULL;
}

/* ------------------------------------------------------------------ the handler */

static const char missing_page[] =
  "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>relata</title>\n"
  "<h1>relata serves this graph, but the page is not built</h1>\n"
  "<p>The page needs Node.js once, to build it: <code>graph/web/build.sh</code> in relata's sources, then start the "
  "server again.</p>\n"
  "<p>All else works: <a href=\"/sparql\">SPARQL</a>, <a href=\"/api/info\">/api</a>, "
  "<a href=\"/.well-known/void\">a description of the data</a>, "
  "<a href=\"/api/draw\">a diagram</a>, <a href=\"/api/export?format=turtle\">the graph as Turtle</a>.</p>\n";

static void answer_file(struct request *request, const struct file *file) {
  snprintf(request->answer.etag, ETAG_SIZE, "%s", file->etag);
  if (etag_matches(request->if_none_match, file->etag)) {
    answer_empty(request, 304);
    return;
  }
  request->answer.code = 200;
  request->answer.type = file->type;
  request->answer.body = blob_keep(file->body);
  request->answer.packed = file->packed ? blob_keep(file->packed) : NULL;
}

void handle_file(struct request *request) {
  const struct file *file = files_find(request->serve->files, request->path);
  const bool page = !file && (relata_str_is(request->path, "/") || request_wants_page(request));
  if (page)
    file = files_find(request->serve->files, RELATA_STR("/index.html"));
  if (file)
    answer_file(request, file);
  else if (page)
    answer_text(request, 200, "text/html; charset=utf-8", relata_str_of(missing_page));
  else
    answer_error(request, 404, NULL, "there is nothing at this address");
}
