/* bench_graph.c — how long queries take on a graph that is there.
 *
 *     bench_graph [--processor] GRAPH QUERY.rq…
 *
 * Each query runs once to warm up and five times to be measured; all its rows
 * are found and written to memory as TSV.  Prints the query's name, its rows
 * and the median in milliseconds; with --processor those of the processor,
 * for machines that have other things to do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "extract/base/out.h"
#include "graph/graph.h"

enum { RUNS = 5 };

static double milliseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static char *read_file(const char *path) {
  FILE *file = fopen(path, "re");
  char *text = NULL;
  size_t size = 0;
  if (!file || getdelim(&text, &size, 0, file) < 0) {
    fprintf(stderr, "%s: cannot be read\n", path);
    exit(2);
  }
  fclose(file);
  return text;
}

static void stop_on_error(enum relata_status status, const char *path, const struct relata_error *error) {
  if (status == RELATA_OK)
    return;
  fprintf(stderr, "%s: %s\n", path, error->message);
  exit(2);
}

static double run(struct relata_graph *graph, clockid_t clock, const char *query, const char *path, size_t *rows) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_out *out = relata_out_to_memory();
  const double began = milliseconds(clock);
  stop_on_error(relata_graph_query(graph, query, RELATA_RESULTS_TSV, false, out, rows, &error), path, &error);
  const double took = milliseconds(clock) - began;
  relata_out_abandon(out);
  return took;
}

static int compare_times(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

int main(int argc, char **argv) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph;
  const bool of_processor = argc > 1 && strcmp(argv[1], "--processor") == 0;
  const clockid_t clock = of_processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
  argc -= of_processor;
  argv += of_processor;
  if (argc < 3) {
    fprintf(stderr, "usage: bench_graph [--processor] GRAPH QUERY.rq…\n");
    return 2;
  }
  const double began = milliseconds(clock);
  stop_on_error(relata_graph_open(&graph, argv[1], RELATA_GRAPH_READ, NULL, &error), argv[1], &error);
  printf("%-20s %8s %10.2f ms\n", "open", "", milliseconds(clock) - began);
  for (int i = 2; i < argc; i++) {
    char *query = read_file(argv[i]);
    const char *slash = strrchr(argv[i], '/');
    double times[RUNS];
    size_t rows;
    const double first = run(graph, clock, query, argv[i], &rows);
    for (int k = 0; k < RUNS; k++)
      times[k] = run(graph, clock, query, argv[i], &rows);
    qsort(times, RUNS, sizeof *times, compare_times);
    printf("%-20.*s %8zu %10.2f ms   (first %.2f)\n", (int)strcspn(slash ? slash + 1 : argv[i], "."),
           slash ? slash + 1 : argv[i], rows, times[RUNS / 2], first);
    free(query);
  }
  relata_graph_close(graph);
  return 0;
}
