/* main.c — the front door: finds the command and hands over. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/report.h"
#include "cli/stop.h"

struct command {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *summary;
};

static const struct command commands[] = {
  { "build", cmd_build, "read texts into a knowledge graph" },
  { "extract", cmd_extract, "print the facts of texts, or any step on the way to them" },
  { "query", cmd_query, "ask a graph in SPARQL" },
  { "why", cmd_why, "show the sentences behind an edge" },
  { "draw", cmd_draw, "draw a diagram" },
  { "export", cmd_export, "write a graph as RDF" },
  { "serve", cmd_serve, "show a graph in the browser, answer SPARQL over HTTP" },
  { "site", cmd_site, "write a graph as a web site of files" },
  { "info", cmd_info, "count what a graph holds" },
  { "entities", cmd_entities, "list who and what a graph names; say who is who" },
  { "resolve", cmd_resolve, "give facts their entities by a table (for many machines)" },
  { "ontology", cmd_ontology, "check an ontology of your own" },
  { "update", cmd_update, "change a graph in SPARQL" },
  { "import", cmd_import, "take RDF of others into a graph" },
  { "remove", cmd_remove, "take articles out of a graph" },
  { "merge", cmd_merge, "join graphs" },
  { "push", cmd_push, "send a graph to another store" },
  { "sync", cmd_sync, "send what changed to another store" },
  { "backup", cmd_backup, "copy a graph" },
  { "check", cmd_check, "see whether a graph is sound" },
  { "compact", cmd_compact, "make a graph's index anew" },
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void print_help(FILE *stream) {
  fputs("Usage: relata COMMAND [OPTION…] …\n"
        "Reads texts and states who did what to whom, as RDF.\n\n"
        "Commands:\n",
        stream);
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    fprintf(stream, "  %-9s %s\n", commands[i].name, commands[i].summary);
  fputs("\nExamples:\n"
        "  relata build news/ -o idlib\n"
        "  relata query idlib 'SELECT ?who ?whom { ?who rel:backs ?whom }'\n"
        "  relata why idlib Turkey backs\n"
        "  relata draw idlib -o idlib.svg\n"
        "  relata serve idlib\n\n"
        "`relata COMMAND --help` tells more of a command; `relata --version` the version.\n"
        "Exit status: 0 fine, 1 nothing found, 2 usage or files, 3 bad input, 5 relata's own fault.\n",
        stream);
}

static const struct command *find_command(const char *name) {
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    if (strcmp(commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* Letters that must be changed, added or dropped to get from one word to the other (Levenshtein). */
static size_t edit_distance(const char *a, const char *b) {
  size_t row[32];
  const size_t width = strlen(b);
  if (width >= 32)
    return width;
  for (size_t j = 0; j <= width; j++)
    row[j] = j;
  for (size_t i = 0; a[i]; i++) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 1; j <= width; j++) {
      const size_t above = row[j];
      size_t best = diagonal + (a[i] != b[j - 1]);
      if (above + 1 < best)
        best = above + 1;
      if (row[j - 1] + 1 < best)
        best = row[j - 1] + 1;
      row[j] = best;
      diagonal = above;
    }
  }
  return row[width];
}

static int reject(const char *name) {
  const char *meant = NULL;
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    if (edit_distance(name, commands[i].name) <= 2)
      meant = commands[i].name;
  if (meant)
    report_problem("there is no command '%s'; did you mean '%s'?", name, meant);
  else
    report_problem("there is no command '%s'; `relata --help` lists them", name);
  return EXIT_USAGE;
}

static int run(const struct command *command, int argc, char **argv) {
  char full[64];
  snprintf(full, sizeof full, "relata %s", command->name);
  argv[0] = full;
  return command->run(argc, argv);
}

static int help_about(int argc, char **argv) {
  const struct command *command = argc > 2 ? find_command(argv[2]) : NULL;
  if (argc > 2 && !command)
    return reject(argv[2]);
  if (!command) {
    print_help(stdout);
    return EXIT_FINE;
  }
  char help[] = "--help", *arguments[] = { argv[2], help, NULL };
  return run(command, 2, arguments);
}

static int dispatch(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  const char *word = argv[1];
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "-?") == 0) {
    print_help(stdout);
    return EXIT_FINE;
  }
  if (strcmp(word, "help") == 0)
    return help_about(argc, argv);
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
    puts("relata " RELATA_VERSION);
    return EXIT_FINE;
  }
  const struct command *command = find_command(word);
  return command ? run(command, argc - 1, argv + 1) : reject(word);
}

int main(int argc, char **argv) {
  argp_err_exit_status = EXIT_USAGE;
  stop_on_signals();
  int status = dispatch(argc, argv);
  if (fflush(stdout) != 0 && status == EXIT_FINE) {
    report_problem("standard output cannot be written");
    status = EXIT_USAGE;
  }
  return stop_signal() ? 128 + stop_signal() : status;
}
