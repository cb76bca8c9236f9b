/* rdf_run.c — reads a file of RDF for run.py, as `relata import` reads it.
 *
 *     rdf_run FILE SYNTAX BASE
 *
 * Prints its quads as N-Quads.  Exit status: 0 read, 3 the file is wrong. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/store/quads.h"
#include "graph/store/rdf_read.h"
#include "graph/write/writers.h"

static void take(void *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                 struct relata_str graph) {
  quads_add(quads, subject, predicate, object, graph);
}

static int print_all(struct quads *quads) {
  struct relata_out *out;
  quads_finish(quads);
  if (relata_out_open(&out, "-", NULL) != RELATA_OK)
    return 2;
  write_lines(quads, true, out);
  relata_out_close(out, NULL);
  return 0;
}

int main(int argc, char **argv) {
  struct relata_error error = { .message = "" };
  if (argc != 4)
    return 2;
  struct rdf_source source = { .file = fopen(argv[1], "rb"), .path = argv[1], .syntax = argv[2], .base = argv[3],
                               .blanks = "f" };
  if (!source.file || !rdf_syntax_is_known(argv[2])) {
    fprintf(stderr, "%s: cannot be read as %s\n", argv[1], argv[2]);
    return 2;
  }
  struct quads *quads = quads_new();
  const enum relata_status status = rdf_read(&source, (struct quad_sink){ take, quads }, &error);
  int exit_status = 3;
  if (status == RELATA_OK)
    exit_status = print_all(quads);
  else
    fprintf(stderr, "%zu:%zu: %s\n", error.line, error.column, error.message);
  quads_free(quads);
  fclose(source.file);
  return exit_status;
}
