/* main.c — relata-compile: makes relata.lexicon from the ontology's data files.
 *
 *     relata-compile -o relata.lexicon relata.ttl lexicon.ttl actors.ttl nouns.tsv nouns_reviewed.tsv words.tsv
 *
 * Files ending in .ttl are Turtle; words*.tsv are word sets, other .tsv files
 * sorts of nouns, where a later file overrides an earlier one.
 */
#include "ontology/compile/compile.h"

#include <stdio.h>
#include <string.h>

static bool ends_with(const char *text, const char *end) {
  const size_t length = strlen(text), tail = strlen(end);
  return length >= tail && strcmp(text + length - tail, end) == 0;
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static enum relata_status read_file(struct compiler *c, const char *path, unsigned number) {
  if (ends_with(path, ".ttl"))
    return triples_read(c, path, number);
  if (ends_with(path, ".tsv"))
    return strncmp(base_name(path), "words", 5) == 0 ? words_read(c, path) : nouns_read(c, path);
  return relata_error_set(c->error, RELATA_BAD_USAGE, path, 0, 0, "neither .ttl nor .tsv");
}

static enum relata_status compile(struct compiler *c, const char *out, char **paths, int count) {
  for (int i = 0; i < count; i++)
    RELATA_TRY(read_file(c, paths[i], (unsigned)i));
  triples_sort(c);
  word_lists_sort(c);
  RELATA_TRY(vocabulary_build(c));
  RELATA_TRY(frames_build(c));
  RELATA_TRY(actors_build(c));
  return pack_write(c, out);
}

static int report(const struct relata_error *error) {
  fprintf(stderr, "%s:", error->path[0] ? error->path : "relata-compile");
  if (error->line)
    fprintf(stderr, "%zu:", error->line);
  if (error->column)
    fprintf(stderr, "%zu:", error->column);
  fprintf(stderr, " %s\n", error->message);
  return error->status == RELATA_BAD_INPUT ? 3 : 2;
}

int main(int argc, char **argv) {
  if (argc < 4 || strcmp(argv[1], "-o") != 0) {
    fputs("usage: relata-compile -o relata.lexicon FILE.ttl… FILE.tsv…\n", stderr);
    return 2;
  }
  struct relata_error error = {0};
  struct compiler c = {.arena = relata_arena_new(), .error = &error};
  const enum relata_status status = compile(&c, argv[2], argv + 3, argc - 3);
  if (status == RELATA_OK)
    printf("%s: %zu classes, %zu properties, %zu frames, %zu nouns, %zu actors with %zu aliases\n", argv[2],
           c.class_count, c.property_count, c.frame_count, c.noun_count, c.actor_count, c.alias_count);
  relata_arena_free(c.arena);
  return status == RELATA_OK ? 0 : report(&error);
}
