/* Whatever a client sends as address, form, Accept, Content-Type or entity tags is read or refused. */
#include <stdlib.h>
#include <string.h>

#include "graph/serve/accept.h"
#include "graph/serve/multipart.h"
#include "graph/serve/parameters.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool right) {
  if (!right)
    abort();
}

static void read_parameters(struct relata_str text, struct relata_arena *arena) {
  struct parameters parameters = { NULL, 0, 0 };
  struct relata_error error = { .status = RELATA_OK };
  const enum relata_status status = parameters_parse(&parameters, text, arena, &error);
  must(status == RELATA_OK || (status == RELATA_BAD_INPUT && error.message[0]));
  must(parameters.count <= PARAMETERS_MAX);
  for (size_t i = 0; i < parameters.count; i++) {
    const struct parameter *parameter = &parameters.items[i];
    size_t count;
    must(text_is_clean(parameter->name) && text_is_clean(parameter->value));
    must(parameter->name.data[parameter->name.len] == '\0' && parameter->value.data[parameter->value.len] == '\0');
    if (i < 20)
      must(parameters_get_all(&parameters, parameter->name.data, arena, &count)[0] != NULL && count > 0);
  }
}

static void read_headers(const char *text) {
  static const char *const offered[] = { "application/sparql-results+json", "text/csv", "text/turtle" };
  const size_t choice = accept_choose(text, offered, 3);
  must(choice <= 3);
  /* nothing but blanks takes all */
  if (!text[strspn(text, " \t")])
    must(choice == 0);
  accept_takes_coding(text, "gzip");
  etag_matches(text, "W/\"a.b\"");
  const struct media media = media_parse(text);
  must(strlen(media.type) < sizeof media.type && strlen(media.charset) < sizeof media.charset);
  for (const char *c = media.type; *c; c++)
    must(*c < 'A' || *c > 'Z');
}

/* The parts lie in the body one behind the other. */
static void read_multipart(struct relata_str body, struct relata_arena *arena) {
  struct part *parts;
  size_t count;
  struct relata_error error = { .status = RELATA_OK };
  const enum relata_status status = multipart_split(body, "x", arena, &parts, &count, &error);
  must(status == RELATA_OK || error.message[0]);
  must(count <= PARTS_MAX);
  const char *at = body.data;
  for (size_t i = 0; i < count; i++) {
    must(parts[i].content.data >= at && parts[i].content.data + parts[i].content.len <= body.data + body.len);
    at = parts[i].content.data + parts[i].content.len;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct relata_arena *arena = relata_arena_new();
  char *text = malloc(size + 1);
  if (!text)
    abort();
  memcpy(text, data, size);
  text[size] = '\0';
  struct relata_str decoded;
  if (url_decode((struct relata_str){ text, size }, true, arena, &decoded))
    must(decoded.len <= size && text_is_clean(decoded));
  read_parameters((struct relata_str){ text, size }, arena);
  read_headers(text);
  read_multipart((struct relata_str){ text, size }, arena);
  free(text);
  relata_arena_free(arena);
  return 0;
}
