/* import.c — a file of RDF as an article of its own. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "extract/base/out.h"
#include "graph/claims/facts_read.h"
#include "graph/store/graph_private.h"
#include "graph/store/rdf_read.h"

struct importing {
  struct relata_graph *graph;
  size_t quads;
};

static void count_quad(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                       struct relata_str graph) {
  struct importing *importing = payload;
  importing->quads++;
  graph_article_quad(importing->graph, subject, predicate, object, graph);
}

/* Of the bytes and of what is made of them; 0 for a pipe, whose bytes come but once. */
static uint64_t hash_file(FILE *file, const struct rdf_source *source) {
  if (fseek(file, 0, SEEK_SET) != 0)
    return 0;
  char bytes[64 << 10];
  size_t size;
  XXH3_state_t *state = XXH3_createState();
  if (!state)
    abort();
  XXH3_64bits_reset(state);
  while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
    XXH3_64bits_update(state, bytes, size);
  const char *const settings[] = { source->syntax, source->base, source->graph ? source->graph : "" };
  for (size_t i = 0; i < 3; i++)
    XXH3_64bits_update(state, settings[i], strlen(settings[i]) + 1);
  const uint64_t hash = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return fseek(file, 0, SEEK_SET) == 0 ? hash : 0;
}

static char *own_base(const char *path) {
  char *whole = realpath(path, NULL), *base = NULL;
  if (asprintf(&base, "file://%s", whole ? whole : "/stdin") < 0)
    abort();
  free(whole);
  return base;
}

static bool is_facts(const char *syntax) {
  return strcasecmp(syntax, "jsonl") == 0 || strcasecmp(syntax, "ndjson") == 0;
}

static enum relata_status settle_syntax(struct rdf_source *source, struct relata_error *error) {
  const char *dot = strrchr(source->path, '.');
  if (!source->syntax && dot && !strchr(dot, '/'))
    source->syntax = dot + 1;
  if (source->syntax && (is_facts(source->syntax) || rdf_syntax_is_known(source->syntax)))
    return RELATA_OK;
  return relata_error_set(error, RELATA_BAD_USAGE, source->path, 0, 0,
                          "does not tell its syntax; name one with --format: "
                          "turtle, trig, ntriples, nquads, rdfxml, rdfjson, rdfa, jsonl");
}

static enum relata_status read_article(struct relata_graph *graph, const struct rdf_source *source,
                                       const struct relata_graph_article *article, size_t *quads,
                                       struct relata_error *error) {
  struct importing importing = { graph, 0 };
  struct relata_out *about = graph_about(article);
  enum relata_status status = graph_begin_article(graph, article->id, relata_out_as_memory(about), error);
  relata_out_abandon(about);
  RELATA_TRY(status);
  status = rdf_read(source, (struct quad_sink){ count_quad, &importing }, error);
  if (status != RELATA_OK) {
    graph_drop_article(graph);
    return status;
  }
  *quads = importing.quads;
  return graph_end_article(graph, error);
}

static bool is_folder(FILE *file) {
  struct stat about;
  return fstat(fileno(file), &about) == 0 && S_ISDIR(about.st_mode);
}

static enum relata_status import_file(struct relata_graph *graph, struct rdf_source *source, size_t *quads,
                                      bool *unchanged, struct relata_error *error) {
  char blanks[32];
  const struct relata_str id = relata_str_of(source->path);
  if (is_folder(source->file))
    return relata_error_set(error, RELATA_BAD_USAGE, source->path, 0, 0, "is a folder; name its files");
  snprintf(blanks, sizeof blanks, "f%016llx", (unsigned long long)relata_str_hash(id));
  source->blanks = blanks;
  if (is_facts(source->syntax)) {
    RELATA_TRY(facts_read(graph, source->file, source->path, quads, error));
    *unchanged = *quads == 0;
    return RELATA_OK;
  }
  const struct relata_graph_article article = { .id = id, .path = id, .hash = hash_file(source->file, source) };
  *unchanged = article.hash && relata_graph_has(graph, id, article.hash);
  return *unchanged ? RELATA_OK : read_article(graph, source, &article, quads, error);
}

enum relata_status relata_graph_import(struct relata_graph *graph, const char *path,
                                       const struct relata_import_options *options, size_t *quads, bool *unchanged,
                                       struct relata_error *error) {
  *quads = 0;
  *unchanged = false;
  RELATA_TRY(graph_end_article(graph, error));
  const bool standard = strcmp(path, "-") == 0;
  struct rdf_source source = { .path = standard ? "standard input" : path,
                               .syntax = options->syntax,
                               .graph = options->graph };
  RELATA_TRY(settle_syntax(&source, error));
  source.file = standard ? stdin : fopen(path, "rbe");
  if (!source.file)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  char *base = own_base(path);
  source.base = options->base ? options->base : base;
  const enum relata_status status = import_file(graph, &source, quads, unchanged, error);
  free(base);
  if (!standard)
    fclose(source.file);
  return status;
}
