/* update_run.c — runs an update for run.py as the standard has it, on quads in
 * memory: no predeclared prefixes, and a default graph of its own.
 *
 *     update_run DATA.nq UPDATE.ru BASE
 *     update_run --syntax UPDATE.ru BASE
 *
 * Prints all quads afterwards as N-Quads.  Exit status: 0 done, 3 the update is
 * wrong or could not be done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/update.h"
#include "graph/store/delta.h"
#include "graph/store/nquads.h"
#include "graph/write/writers.h"
#include "read_file.h"

static int complain(const struct relata_error *error) {
  fprintf(stderr, "%zu:%zu: %s\n", error->line, error->column, error->message);
  return 3;
}

static int print_all(struct quads *quads) {
  struct quads *whole = quads_fold(quads);
  struct relata_out *out;
  if (relata_out_open(&out, "-", NULL) != RELATA_OK)
    return 2;
  write_lines(whole, true, out);
  relata_out_close(out, NULL);
  quads_free(whole);
  return 0;
}

static int run(const char *data_path, struct relata_str text, const struct update *update, struct relata_arena *arena) {
  const struct relata_update_options options = { .allow_load = true, .strict_dataset = true };
  struct relata_error error = { .message = "" };
  struct update_work work;
  struct quads *quads = quads_new();
  size_t size;
  char *data = read_file(data_path, &size);
  int exit_status = 2;
  if (nquads_read(quads, (struct relata_str){ data, size }, data_path, &error) == RELATA_OK) {
    quads_finish(quads);
    update_work_begin(&work, quads, arena, text, &options, 0);
    exit_status = update_run(&work, update, &error) == RELATA_OK ? print_all(quads) : complain(&error);
    update_work_end(&work);
  } else {
    complain(&error);
  }
  quads_free(quads);
  free(data);
  return exit_status;
}

int main(int argc, char **argv) {
  struct relata_error error = { .message = "" };
  struct relata_arena *arena = relata_arena_new();
  struct update update;
  size_t size;
  if (argc != 4)
    return 2;
  char *text = read_file(argv[2], &size);
  const struct relata_str whole = { text, size };
  int exit_status = 0;
  if (update_parse(&update, arena, whole, relata_str_of(argv[3]), NULL, &error) != RELATA_OK)
    exit_status = complain(&error);
  else if (strcmp(argv[1], "--syntax") != 0)
    exit_status = run(argv[1], whole, &update, arena);
  relata_arena_free(arena);
  free(text);
  return exit_status;
}
