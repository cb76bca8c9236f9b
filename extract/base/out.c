/* out.c — a buffered output that fails loudly. */
#include "extract/base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 << 10 };

struct relata_out {
  int fd;        /* -1: memory */
  int failure;   /* errno of the first failed write */
  char *path;    /* where it goes in the end; NULL for memory and standard output */
  char *aside;   /* where it is written meanwhile; NULL when written straight */
  char *bytes;
  size_t len, capacity;
};

static struct relata_out *out_new(int fd, size_t capacity) {
  struct relata_out *out = calloc(1, sizeof *out);
  char *bytes = malloc(capacity);
  if (!out || !bytes)
    abort();
  *out = (struct relata_out){ .fd = fd, .bytes = bytes, .capacity = capacity };
  return out;
}

static void out_free(struct relata_out *out) {
  free(out->path);
  free(out->aside);
  free(out->bytes);
  free(out);
}

struct relata_out *relata_out_to_memory(void) {
  return out_new(-1, 1024);
}

struct relata_str relata_out_as_memory(const struct relata_out *out) {
  return (struct relata_str){ out->bytes, out->len };
}

void relata_out_clear(struct relata_out *out) {
  out->len = 0;
}

/* A device or a pipe cannot be renamed over: it is written straight. */
static bool is_replaceable(const char *path) {
  struct stat status;
  return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

/* The mode a new file would get, since mkstemp gives 0600. */
static void give_usual_mode(int fd, const char *path) {
  struct stat status;
  mode_t mode;
  if (stat(path, &status) == 0) {
    mode = status.st_mode & 07777;
  } else {
    const mode_t mask = umask(0);
    umask(mask);
    mode = 0666 & ~mask;
  }
  (void)!fchmod(fd, mode);
}

static enum relata_status open_aside(struct relata_out *out, struct relata_error *error) {
  const size_t length = strlen(out->path) + 8;
  out->aside = malloc(length);
  if (!out->aside)
    abort();
  snprintf(out->aside, length, "%s.XXXXXX", out->path);
  out->fd = mkostemp(out->aside, O_CLOEXEC);
  if (out->fd < 0) {
    const int failure = errno;
    free(out->aside);
    out->aside = NULL;
    return relata_error_set(error, RELATA_IO, out->path, 0, 0, "cannot be written: %s", strerror(failure));
  }
  give_usual_mode(out->fd, out->path);
  return RELATA_OK;
}

enum relata_status relata_out_open(struct relata_out **result, const char *path, struct relata_error *error) {
  *result = NULL;
  if (strcmp(path, "-") == 0) {
    *result = out_new(STDOUT_FILENO, BUFFER);
    return RELATA_OK;
  }
  struct relata_out *out = out_new(-1, BUFFER);
  out->path = strdup(path);
  enum relata_status status = RELATA_OK;
  if (is_replaceable(path)) {
    status = open_aside(out, error);
  } else {
    out->fd = open(path, O_WRONLY | O_CLOEXEC);
    if (out->fd < 0)
      status = relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be written: %s", strerror(errno));
  }
  if (status != RELATA_OK) {
    out_free(out);
    return status;
  }
  *result = out;
  return RELATA_OK;
}

static void write_all(struct relata_out *out, const char *data, size_t size) {
  while (size && !out->failure) {
    const ssize_t written = write(out->fd, data, size);
    if (written >= 0) {
      data += written;
      size -= (size_t)written;
    } else if (errno != EINTR) {
      out->failure = errno;
    }
  }
}

static void flush(struct relata_out *out) {
  write_all(out, out->bytes, out->len);
  out->len = 0;
}

static void grow(struct relata_out *out, size_t size) {
  size_t capacity = out->capacity;
  while (capacity - out->len < size)
    capacity *= 2;
  char *bytes = realloc(out->bytes, capacity);
  if (!bytes)
    abort();
  out->bytes = bytes;
  out->capacity = capacity;
}

void relata_out_write(struct relata_out *out, const void *data, size_t size) {
  if (out->failure || size == 0)
    return;
  if (out->capacity - out->len < size) {
    if (out->fd < 0) {
      grow(out, size);
    } else {
      flush(out);
      if (size >= out->capacity) {
        write_all(out, data, size);
        return;
      }
    }
  }
  memcpy(out->bytes + out->len, data, size);
  out->len += size;
}

void relata_out_str(struct relata_out *out, struct relata_str text) {
  relata_out_write(out, text.data, text.len);
}

void relata_out_text(struct relata_out *out, const char *terminated) {
  relata_out_write(out, terminated, strlen(terminated));
}

void relata_out_char(struct relata_out *out, char c) {
  relata_out_write(out, &c, 1);
}

void relata_out_print(struct relata_out *out, const char *format, ...) {
  char small[512];
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int length = vsnprintf(small, sizeof small, format, arguments);
  va_end(arguments);
  if (length >= 0 && (size_t)length < sizeof small) {
    relata_out_write(out, small, (size_t)length);
  } else if (length >= 0) {
    char *large = malloc((size_t)length + 1);
    if (!large)
      abort();
    vsnprintf(large, (size_t)length + 1, format, again);
    relata_out_write(out, large, (size_t)length);
    free(large);
  }
  va_end(again);
}

char relata_escape_letter(unsigned char c) {
  switch (c) {
  case '"':
  case '\\':
    return (char)c;
  case '\n':
    return 'n';
  case '\r':
    return 'r';
  case '\t':
    return 't';
  case '\b':
    return 'b';
  case '\f':
    return 'f';
  default:
    return 0;
  }
}

void relata_out_json(struct relata_out *out, struct relata_str text) {
  relata_out_char(out, '"');
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
      continue;
    relata_out_write(out, text.data + from, i - from);
    from = i + 1;
    const char escape = relata_escape_letter(c);
    if (escape)
      relata_out_print(out, "\\%c", escape);
    else
      relata_out_print(out, "\\u%04x", c);
  }
  relata_out_write(out, text.data + from, text.len - from);
  relata_out_char(out, '"');
}

/* By integers, since printf's decimal point follows the locale. */
void relata_out_double(struct relata_out *out, double value, int decimals) {
  if (!isfinite(value)) {
    relata_out_text(out, "0");
    return;
  }
  long long scale = 1;
  for (int i = 0; i < decimals && i < 9; i++)
    scale *= 10;
  const double magnitude = fabs(value);
  if (magnitude * (double)scale > 9e15) { /* decimals mean nothing up there */
    relata_out_print(out, "%.0f", value);
    return;
  }
  const long long units = llround(magnitude * (double)scale);
  relata_out_print(out, "%s%lld", value < 0 && units ? "-" : "", units / scale);
  if (decimals > 0)
    relata_out_print(out, ".%0*lld", decimals < 9 ? decimals : 9, units % scale);
}

bool relata_out_failed(const struct relata_out *out) {
  return out->failure != 0;
}

static void close_file(struct relata_out *out) {
  if (out->fd >= 0 && out->fd != STDOUT_FILENO && close(out->fd) != 0 && !out->failure)
    out->failure = errno;
}

enum relata_status relata_out_close(struct relata_out *out, struct relata_error *error) {
  if (!out)
    return RELATA_OK;
  if (out->fd >= 0)
    flush(out);
  if (out->aside && !out->failure && fsync(out->fd) != 0 && errno != EINVAL)
    out->failure = errno;
  close_file(out);
  if (out->aside && !out->failure && rename(out->aside, out->path) != 0)
    out->failure = errno;
  if (out->aside && out->failure)
    unlink(out->aside);
  enum relata_status status = RELATA_OK;
  if (out->failure)
    status = relata_error_set(error, RELATA_IO, out->path ? out->path : "standard output", 0, 0,
                              "cannot be written: %s", strerror(out->failure));
  out_free(out);
  return status;
}

void relata_out_abandon(struct relata_out *out) {
  if (!out)
    return;
  close_file(out);
  if (out->aside)
    unlink(out->aside);
  out_free(out);
}
