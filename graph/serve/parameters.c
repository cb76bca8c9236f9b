/* parameters.c — application/x-www-form-urlencoded. */
#include "graph/serve/parameters.h"

#include <string.h>
#include <utf8proc.h>

static int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool text_is_clean(struct relata_str text) {
  const utf8proc_uint8_t *data = (const utf8proc_uint8_t *)text.data;
  utf8proc_int32_t letter;
  for (size_t at = 0; at < text.len;) {
    const utf8proc_ssize_t size = utf8proc_iterate(data + at, (utf8proc_ssize_t)(text.len - at), &letter);
    if (size <= 0 || letter == 0)
      return false;
    at += (size_t)size;
  }
  return true;
}

bool url_decode(struct relata_str text, bool plus, struct relata_arena *arena, struct relata_str *out) {
  char *decoded = relata_arena_alloc(arena, text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.data[i];
    if (c == '%') {
      const int high = text.len - i > 2 ? hex_digit(text.data[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text.data[i + 2]) : -1;
      if (low < 0)
        return false;
      c = (char)(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus) {
      c = ' ';
    }
    decoded[len++] = c;
  }
  *out = (struct relata_str){ decoded, len };
  return text_is_clean(*out);
}

static void append(struct parameters *parameters, struct parameter parameter, struct relata_arena *arena) {
  if (parameters->count == parameters->capacity) {
    const size_t capacity = parameters->capacity ? 2 * parameters->capacity : 8;
    struct parameter *items = relata_arena_alloc(arena, capacity * sizeof *items);
    if (parameters->count)
      memcpy(items, parameters->items, parameters->count * sizeof *items);
    parameters->items = items;
    parameters->capacity = capacity;
  }
  parameters->items[parameters->count++] = parameter;
}

static enum relata_status parse_one(struct parameters *parameters, struct relata_str pair, struct relata_arena *arena,
                                    struct relata_error *error) {
  const char *equals = memchr(pair.data, '=', pair.len);
  const size_t name_len = equals ? (size_t)(equals - pair.data) : pair.len;
  const struct relata_str name = { pair.data, name_len },
                          value = { equals ? equals + 1 : "", equals ? pair.len - name_len - 1 : 0 };
  struct parameter parameter;
  if (!url_decode(name, true, arena, &parameter.name))
    return relata_error_set(error, RELATA_BAD_INPUT, NULL, 0, 0, "the name of a parameter is not percent-encoded UTF-8");
  if (!url_decode(value, true, arena, &parameter.value))
    return relata_error_set(error, RELATA_BAD_INPUT, NULL, 0, 0, "the value of '%.100s' is not percent-encoded UTF-8",
                            parameter.name.data);
  append(parameters, parameter, arena);
  return RELATA_OK;
}

enum relata_status parameters_parse(struct parameters *parameters, struct relata_str text, struct relata_arena *arena,
                                    struct relata_error *error) {
  for (size_t at = 0; at < text.len;) {
    const char *amp = memchr(text.data + at, '&', text.len - at);
    const size_t end = amp ? (size_t)(amp - text.data) : text.len;
    if (parameters->count >= PARAMETERS_MAX)
      return relata_error_set(error, RELATA_BAD_INPUT, NULL, 0, 0, "more than %d parameters", PARAMETERS_MAX);
    if (end > at)
      RELATA_TRY(parse_one(parameters, (struct relata_str){ text.data + at, end - at }, arena, error));
    at = end + 1;
  }
  return RELATA_OK;
}

struct relata_str parameters_get(const struct parameters *parameters, const char *name) {
  for (size_t i = 0; i < parameters->count; i++)
    if (relata_str_is(parameters->items[i].name, name))
      return parameters->items[i].value;
  return (struct relata_str){ NULL, 0 };
}

size_t parameters_count(const struct parameters *parameters, const char *name) {
  size_t count = 0;
  for (size_t i = 0; i < parameters->count; i++)
    count += relata_str_is(parameters->items[i].name, name);
  return count;
}

const char **parameters_get_all(const struct parameters *parameters, const char *name, struct relata_arena *arena,
                                size_t *count) {
  *count = 0;
  const char **values = relata_arena_alloc(arena, (parameters_count(parameters, name) + 1) * sizeof *values);
  for (size_t i = 0; i < parameters->count; i++)
    if (relata_str_is(parameters->items[i].name, name))
      values[(*count)++] = parameters->items[i].value.data;
  return values;
}
