/* report.c — words to the user. */
#include "cli/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/progress.h"

bool report_wants_color(int fd) {
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(fd) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

void report_problem(const char *format, ...) {
  progress_hide();
  fputs(report_wants_color(STDERR_FILENO) ? "\033[1;31mrelata:\033[0m " : "relata: ", stderr);
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
}

static int exit_status_of(enum relata_status status) {
  switch (status) {
  case RELATA_OK:
    return EXIT_FINE;
  case RELATA_NOT_FOUND:
    return EXIT_NOTHING;
  case RELATA_BAD_INPUT:
  case RELATA_BAD_MODEL:
  case RELATA_LIMIT:
    return EXIT_BAD_INPUT;
  case RELATA_INTERNAL:
  case RELATA_NO_MEMORY:
    return EXIT_FAULT;
  default:
    return EXIT_USAGE;
  }
}

int report_error(const struct relata_error *error) {
  const char *message = error->message[0] ? error->message : relata_status_as_words(error->status);
  if (!error->path[0] && error->line)
    report_problem("line %zu, column %zu: %s", error->line, error->column, message);
  else if (!error->path[0])
    report_problem("%s", message);
  else if (!error->line)
    report_problem("%s: %s", error->path, message);
  else if (!error->column)
    report_problem("%s:%zu: %s", error->path, error->line, message);
  else
    report_problem("%s:%zu:%zu: %s", error->path, error->line, error->column, message);
  return exit_status_of(error->status);
}

int report_query_error(const struct relata_error *error, const char *query) {
  const int status = report_error(error);
  const char *line = query;
  for (size_t n = 1; n < error->line && line; n++) {
    line = strchr(line, '\n');
    line = line ? line + 1 : NULL;
  }
  if (!error->line || !line)
    return status;
  fprintf(stderr, "  %.*s\n", (int)strcspn(line, "\n"), line);
  if (error->column)
    fprintf(stderr, "  %*s^\n", (int)error->column - 1, "");
  return status;
}
