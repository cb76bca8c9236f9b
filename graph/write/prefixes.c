/* prefixes.c — prefixed names, as Turtle and SPARQL write them. */
#include "graph/write/prefixes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/claims/vocabulary.h"

void prefixes_fill(struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str base, struct relata_arena *arena) {
  const struct relata_prefix filled[PREFIX_OWN] = {
    { "rel", RELATA_STR(NS_REL) },
    { "id", relata_arena_print(arena, "%.*sid/", (int)base.len, base.data) },
    { "open", RELATA_STR(NS_OPEN) },
    { "doc", relata_arena_print(arena, "%.*sdoc/", (int)base.len, base.data) },
    { "rdf", RELATA_STR(NS_RDF) },
    { "rdfs", RELATA_STR(NS_RDFS) },
    { "owl", RELATA_STR(NS_OWL) },
    { "xsd", RELATA_STR(NS_XSD) },
    { "skos", RELATA_STR(NS_SKOS) },
    { "prov", RELATA_STR(NS_PROV) },
    { "nif", RELATA_STR(NS_NIF) },
    { "dct", RELATA_STR(NS_DCT) },
  };
  memset(prefixes, 0, PREFIX_COUNT * sizeof *prefixes);
  memcpy(prefixes, filled, sizeof filled);
  for (size_t i = PREFIX_OWN; i < PREFIX_COUNT; i++)
    prefixes[i].name = "";
}

static void prefix_add(struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str name, struct relata_str iri,
                       struct relata_arena *arena) {
  size_t i = 0;
  for (; i < PREFIX_COUNT && prefixes[i].iri.len; i++)
    if (relata_str_is(name, prefixes[i].name) || relata_str_equal(prefixes[i].iri, iri))
      return;
  if (i < PREFIX_COUNT && name.len && iri.len)
    prefixes[i] = (struct relata_prefix){ relata_arena_copy(arena, name).data, relata_arena_copy(arena, iri) };
}

void prefixes_take(struct relata_prefix prefixes[PREFIX_COUNT], const struct relata_ontology *ontology,
                   struct relata_arena *arena) {
  for (size_t i = 0; ontology && i < relata_ontology_namespace_count(ontology); i++) {
    const struct relata_namespace *space = relata_ontology_get_namespace(ontology, i);
    prefix_add(prefixes, space->name, space->iri, arena);
  }
}

static char *file_name(const char *path) {
  char *name = NULL;
  if (asprintf(&name, "%s/prefixes", path) < 0)
    abort();
  return name;
}

void prefixes_load(struct relata_prefix prefixes[PREFIX_COUNT], const char *path, struct relata_arena *arena) {
  char *name = file_name(path), line[1200];
  FILE *file = fopen(name, "r");
  free(name);
  while (file && fgets(line, sizeof line, file)) {
    char *space = strchr(line, ' ');
    if (!space)
      continue;
    const struct relata_str iri = relata_str_trim(relata_str_of(space + 1));
    prefix_add(prefixes, (struct relata_str){ line, (size_t)(space - line) }, iri, arena);
  }
  if (file)
    fclose(file);
}

enum relata_status prefixes_save(const struct relata_prefix prefixes[PREFIX_COUNT], const char *path,
                                 struct relata_error *error) {
  if (!prefixes[PREFIX_OWN].iri.len)
    return RELATA_OK;
  char *name = file_name(path);
  struct relata_out *out;
  const enum relata_status status = relata_out_open(&out, name, error);
  free(name);
  if (status != RELATA_OK)
    return status;
  for (size_t i = PREFIX_OWN; i < PREFIX_COUNT && prefixes[i].iri.len; i++)
    relata_out_print(out, "%s %.*s\n", prefixes[i].name, (int)prefixes[i].iri.len, prefixes[i].iri.data);
  return relata_out_close(out, error);
}

/* PN_CHARS of Turtle beyond ASCII, as ranges. */
static bool is_name_letter(uint32_t c) {
  static const uint32_t ranges[][2] = { { 0xb7, 0xb7 },     { 0xc0, 0xd6 },     { 0xd8, 0xf6 },     { 0xf8, 0x37d },
                                        { 0x37f, 0x1fff },  { 0x200c, 0x200d }, { 0x203f, 0x2040 }, { 0x2070, 0x218f },
                                        { 0x2c00, 0x2fef }, { 0x3001, 0xd7ff }, { 0xf900, 0xfdcf }, { 0xfdf0, 0xfffd },
                                        { 0x10000, 0xeffff } };
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i][0] && c <= ranges[i][1])
      return true;
  return false;
}

/* What may only stand inside a name, not at its begin. */
static bool is_inner_only(uint32_t c) {
  return c == 0xb7 || (c >= 0x300 && c <= 0x36f) || c == 0x203f || c == 0x2040;
}

static uint32_t decode(struct relata_str text, size_t *at) {
  const unsigned char c = (unsigned char)text.data[(*at)++];
  if (c < 0xc0)
    return c;
  const int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
  uint32_t code = c & (0x3fu >> more);
  for (int i = 0; i < more && *at < text.len; i++)
    code = code << 6 | ((unsigned char)text.data[(*at)++] & 0x3f);
  return code;
}

static bool is_ascii_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_plain_local(struct relata_str local) {
  if (local.len == 0 || local.data[local.len - 1] == '.')
    return false;
  for (size_t i = 0; i < local.len;) {
    const bool first = i == 0;
    const uint32_t c = decode(local, &i);
    const bool inner = c == '-' || c == '.' || (c >= 0x80 && is_name_letter(c));
    if (!is_ascii_letter(c) && !(inner && !(first && (c < 0x80 || is_inner_only(c)))))
      return false;
  }
  return true;
}

struct relata_str prefixes_shorten(const struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str iri,
                                   struct relata_arena *arena) {
  for (size_t i = 0; i < PREFIX_COUNT; i++) {
    const struct relata_str stem = prefixes[i].iri;
    if (!stem.len || iri.len <= stem.len || memcmp(iri.data, stem.data, stem.len) != 0)
      continue;
    const struct relata_str local = { iri.data + stem.len, iri.len - stem.len };
    if (is_plain_local(local))
      return relata_arena_print(arena, "%s:%.*s", prefixes[i].name, (int)local.len, local.data);
  }
  return (struct relata_str){ NULL, 0 };
}

struct relata_str prefixes_expand(const struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str name,
                                  struct relata_arena *arena) {
  const char *colon = name.len ? memchr(name.data, ':', name.len) : NULL;
  if (!colon)
    return (struct relata_str){ NULL, 0 };
  const size_t head = (size_t)(colon - name.data);
  for (size_t i = 0; i < PREFIX_COUNT; i++)
    if (prefixes[i].iri.len && strlen(prefixes[i].name) == head && memcmp(prefixes[i].name, name.data, head) == 0)
      return relata_arena_print(arena, "%.*s%.*s", (int)prefixes[i].iri.len, prefixes[i].iri.data,
                                (int)(name.len - head - 1), colon + 1);
  return (struct relata_str){ NULL, 0 };
}
