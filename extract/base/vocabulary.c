/* vocabulary.c — the names of tags, relations and types. */
#include "extract/extract.h"

#include <string.h>

static const char *const upos_names[RELATA_UPOS_COUNT] = {
  "ADJ",  "ADP",  "ADV",  "AUX",   "CCONJ", "DET",   "INTJ", "NOUN", "NUM",
  "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

const char *relata_upos_as_name(enum relata_upos upos) {
  return upos < RELATA_UPOS_COUNT ? upos_names[upos] : "X";
}

enum relata_upos relata_upos_of(struct relata_str name) {
  for (size_t i = 0; i < RELATA_UPOS_COUNT; i++)
    if (relata_str_is(name, upos_names[i]))
      return (enum relata_upos)i;
  return RELATA_X;
}

static const char *const dep_names[RELATA_DEP_COUNT] = {
#define X(name, text, base) text,
  RELATA_DEPS(X)
#undef X
};

static const uint8_t dep_bases[RELATA_DEP_COUNT] = {
#define X(name, text, base) RELATA_DEP_##base,
  RELATA_DEPS(X)
#undef X
};

const char *relata_dep_as_name(enum relata_dep dep) {
  return dep < RELATA_DEP_COUNT ? dep_names[dep] : "dep";
}

enum relata_dep relata_dep_base(enum relata_dep dep) {
  return dep < RELATA_DEP_COUNT ? (enum relata_dep)dep_bases[dep] : RELATA_DEP_DEP;
}

static enum relata_dep dep_exactly(struct relata_str name) {
  for (size_t i = 0; i < RELATA_DEP_COUNT; i++)
    if (relata_str_is(name, dep_names[i]))
      return (enum relata_dep)i;
  return RELATA_DEP_COUNT;
}

enum relata_dep relata_dep_of(struct relata_str name) {
  enum relata_dep dep = dep_exactly(name);
  const char *colon = name.len ? memchr(name.data, ':', name.len) : NULL;
  if (dep == RELATA_DEP_COUNT && colon)
    dep = dep_exactly((struct relata_str){ name.data, (size_t)(colon - name.data) });
  return dep == RELATA_DEP_COUNT ? RELATA_DEP_DEP : dep;
}

const char *relata_mention_type_as_name(enum relata_mention_type type) {
  static const char *const names[RELATA_MENTION_TYPE_COUNT] = {
    "none",   "person",    "place",    "organization", "event", "time",
    "object", "substance", "abstract", "animal",       "plant",
  };
  return type < RELATA_MENTION_TYPE_COUNT ? names[type] : "none";
}
