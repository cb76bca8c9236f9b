/* labels.c — label strings of the model file as enumerations. */
#include "extract/analyse/engine/labels.h"

#include <string.h>

static uint8_t choice(struct relata_str value, const char *const *names) {
  for (uint8_t i = 0; names[i]; i++)
    if (relata_str_is(value, names[i]))
      return (uint8_t)(i + 1);
  return 0;
}

static void set_feature(struct relata_features *features, struct relata_str name, struct relata_str value) {
  static const char *const numbers[] = {"Sing", "Plur", NULL};
  static const char *const tenses[] = {"Past", "Pres", NULL};
  static const char *const forms[] = {"Fin", "Ger", "Inf", "Part", NULL};
  static const char *const moods[] = {"Ind", "Imp", "Sub", NULL};
  static const char *const persons[] = {"1", "2", "3", NULL};
  if (relata_str_is(name, "Number"))
    features->number = relata_str_is(value, "Ptan") ? (uint8_t)RELATA_PLUR : choice(value, numbers);
  else if (relata_str_is(name, "Tense"))
    features->tense = choice(value, tenses);
  else if (relata_str_is(name, "VerbForm"))
    features->verb_form = choice(value, forms);
  else if (relata_str_is(name, "Mood"))
    features->mood = choice(value, moods);
  else if (relata_str_is(name, "Person"))
    features->person = choice(value, persons);
  else if (relata_str_is(name, "Voice"))
    features->passive = relata_str_is(value, "Pass");
  else if (relata_str_is(name, "Polarity"))
    features->negative = relata_str_is(value, "Neg");
}

struct relata_features relata_features_of(struct relata_str bundle) {
  struct relata_features features = {0};
  while (bundle.len) {
    const char *bar = memchr(bundle.data, '|', bundle.len);
    const size_t len = bar ? (size_t)(bar - bundle.data) : bundle.len;
    const char *equals = memchr(bundle.data, '=', len);
    if (equals) {
      const size_t name = (size_t)(equals - bundle.data);
      set_feature(&features, (struct relata_str){bundle.data, name}, (struct relata_str){equals + 1, len - name - 1});
    }
    const size_t used = len + (bar != NULL);
    bundle = (struct relata_str){bundle.data + used, bundle.len - used};
  }
  return features;
}

struct relata_name_label relata_name_label_of(struct relata_str label) {
  static const char *const types[] = {"PER", "ORG", "LOC", "MISC", NULL};
  if (label.len < 3 || label.data[1] != '-')
    return (struct relata_name_label){0};
  const struct relata_str type = {label.data + 2, label.len - 2};
  return (struct relata_name_label){.type = choice(type, types), .begins = label.data[0] == 'B'};
}

uint8_t relata_mention_label_of(struct relata_str label) {
  for (int type = RELATA_MENTION_NONE + 1; type < RELATA_MENTION_TYPE_COUNT; type++)
    if (relata_str_is(label, relata_mention_type_as_name((enum relata_mention_type)type)))
      return (uint8_t)type;
  return RELATA_MENTION_NONE;
}
