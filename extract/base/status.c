/* status.c — statuses in words, and the error that a caller is told. */
#include "extract/extract.h"

#include <stdarg.h>
#include <stdio.h>

const char *relata_status_as_words(enum relata_status status) {
  switch (status) {
  case RELATA_OK:
    return "fine";
  case RELATA_NOT_FOUND:
    return "not found";
  case RELATA_BAD_USAGE:
    return "wrong usage";
  case RELATA_BAD_INPUT:
    return "bad input";
  case RELATA_BAD_MODEL:
    return "damaged or foreign data file";
  case RELATA_IO:
    return "cannot read or write";
  case RELATA_NO_MEMORY:
    return "out of memory";
  case RELATA_LIMIT:
    return "a limit was reached";
  case RELATA_UNSUPPORTED:
    return "not supported";
  case RELATA_BUSY:
    return "in use by another process";
  case RELATA_INTERNAL:
    return "internal error";
  }
  return "unknown status";
}

enum relata_status relata_error_set(struct relata_error *error, enum relata_status status, const char *path,
                                    size_t line, size_t column, const char *format, ...) {
  if (!error)
    return status;
  error->status = status;
  error->line = line;
  error->column = column;
  snprintf(error->path, sizeof error->path, "%s", path ? path : "");
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return status;
}
