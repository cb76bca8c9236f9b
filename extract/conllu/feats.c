#include "extract/conllu/feats.h"

#include <string.h>

/* The values of each feature, in the order of its enumeration; [0] is none. */
static const char *const numbers[] = {NULL, "Sing", "Plur"};
static const char *const tenses[] = {NULL, "Past", "Pres"};
static const char *const verb_forms[] = {NULL, "Fin", "Ger", "Inf", "Part"};
static const char *const moods[] = {NULL, "Ind", "Imp", "Sub"};
static const char *const persons[] = {NULL, "1", "2", "3"};
static const char *const names[] = {NULL, "PER", "ORG", "LOC", "MISC"};

#define COUNT(values) (sizeof(values) / sizeof *(values))

static uint8_t value_of(const char *const *values, size_t count, struct relata_str text) {
  for (size_t i = 1; i < count; i++)
    if (relata_str_is(text, values[i]))
      return (uint8_t)i;
  return 0;
}

struct relata_str conllu_cell_get(struct relata_str cell, const char *name) {
  const size_t len = strlen(name);
  for (size_t at = 0; at < cell.len;) {
    const char *item = cell.data + at;
    const char *bar = memchr(item, '|', cell.len - at);
    const size_t size = bar ? (size_t)(bar - item) : cell.len - at;
    if (size > len && memcmp(item, name, len) == 0 && item[len] == '=')
      return (struct relata_str){item + len + 1, size - len - 1};
    at += size + 1;
  }
  return (struct relata_str){NULL, 0};
}

void conllu_feats_read(struct relata_token *token, struct relata_str feats) {
  token->number = value_of(numbers, COUNT(numbers), conllu_cell_get(feats, "Number"));
  token->tense = value_of(tenses, COUNT(tenses), conllu_cell_get(feats, "Tense"));
  token->verb_form = value_of(verb_forms, COUNT(verb_forms), conllu_cell_get(feats, "VerbForm"));
  token->mood = value_of(moods, COUNT(moods), conllu_cell_get(feats, "Mood"));
  token->person = value_of(persons, COUNT(persons), conllu_cell_get(feats, "Person"));
  token->passive = relata_str_is(conllu_cell_get(feats, "Voice"), "Pass");
  token->negative = relata_str_is(conllu_cell_get(feats, "Polarity"), "Neg");
}

void conllu_name_read(struct relata_token *token, struct relata_str tag) {
  if (tag.len < 3 || tag.data[1] != '-' || (tag.data[0] != 'B' && tag.data[0] != 'I'))
    return;
  token->name_type = value_of(names, COUNT(names), (struct relata_str){tag.data + 2, tag.len - 2});
  token->name_begins = token->name_type && tag.data[0] == 'B';
}

const char *conllu_name_as_text(uint8_t name_type) {
  return name_type < COUNT(names) ? names[name_type] : NULL;
}

static void write_feature(struct relata_out *out, bool *any, const char *name, const char *value) {
  if (!value)
    return;
  if (*any)
    relata_out_char(out, '|');
  *any = true;
  relata_out_text(out, name);
  relata_out_char(out, '=');
  relata_out_text(out, value);
}

static const char *value_at(const char *const *values, size_t count, uint8_t index) {
  return index < count ? values[index] : NULL;
}

void conllu_feats_write(struct relata_out *out, const struct relata_token *token) {
  bool any = false;
  write_feature(out, &any, "Mood", value_at(moods, COUNT(moods), token->mood));
  write_feature(out, &any, "Number", value_at(numbers, COUNT(numbers), token->number));
  write_feature(out, &any, "Person", value_at(persons, COUNT(persons), token->person));
  write_feature(out, &any, "Polarity", token->negative ? "Neg" : NULL);
  write_feature(out, &any, "Tense", value_at(tenses, COUNT(tenses), token->tense));
  write_feature(out, &any, "VerbForm", value_at(verb_forms, COUNT(verb_forms), token->verb_form));
  write_feature(out, &any, "Voice", token->passive ? "Pass" : NULL);
  if (!any)
    relata_out_char(out, '_');
}
