/* confidence.c — what speaks for a fact, and what that weighs. */
#include "ontology/confidence.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------- values */

static double log_odds(float probability) {
  const double p = probability < 0.001f ? 0.001 : probability > 0.999f ? 0.999 : (double)probability;
  return log(p / (1 - p));
}

struct teller {
  confidence_take take;
  void *payload;
};

static void tell(const struct teller *teller, double value, const char *kind, const char *what, struct relata_str more) {
  char name[96];
  if (value == 0)
    return;
  snprintf(name, sizeof name, "%s%s%.*s", kind, what, (int)more.len, more.data ? more.data : "");
  teller->take(teller->payload, name, value);
}

static void tell_end(const struct teller *teller, const char *end, const struct relata_mention *mention) {
  const struct relata_str none = { 0 };
  tell(teller, 1, end, relata_sort_as_name((enum relata_sort)mention->sort), none);
  tell(teller, mention->named, end, "named", none);
  tell(teller, mention->pronoun, end, "pronoun", none);
  tell(teller, mention->modifier, end, "modifier", none);
}

static void tell_scorer(const struct teller *teller, const struct map_evidence *evidence) {
  const struct relata_str none = { 0 };
  const bool scorer = evidence->rule == MAP_SCORER;
  if (!evidence->seen) {
    tell(teller, 1, "unseen", "", none);
    return;
  }
  tell(teller, log_odds(evidence->relation), scorer ? "scorer:" : "rule:", "relation", none);
  tell(teller, log_odds(evidence->none), scorer ? "scorer:" : "rule:", "none", none);
}

void confidence_features(const struct mapper *mapper, size_t number, confidence_take take, void *payload) {
  const struct teller teller = { take, payload };
  const struct relata_fact *fact = &mapper->facts[number];
  const struct map_evidence *evidence = &mapper->evidence[number];
  const struct relata_mention *mentions = mapper->document->mentions;
  const uint32_t a = mentions[fact->subject_mention].head, b = mentions[fact->object_mention].head;
  const struct relata_str none = { 0 };
  tell(&teller, 1, "bias", "", none);
  tell(&teller, 1, "rule=", map_rule_name((enum map_rule)evidence->rule), none);
  tell(&teller, 1, "relation=", evidence->rule == MAP_SCORER ? "scorer:" : "rule:", fact->relation);
  tell(&teller, 1 - (double)evidence->weight, "rule:", "weak", none);
  tell(&teller, log_odds(evidence->words), "words", "", none);
  tell(&teller, log(1 + fabs((double)a - (double)b)), "distance", "", none);
  tell(&teller, evidence->second, evidence->rule == MAP_SCORER ? "scorer:" : "rule:", "second", none);
  tell_scorer(&teller, evidence);
  tell_end(&teller, "subject=", &mentions[fact->subject_mention]);
  tell_end(&teller, "object=", &mentions[fact->object_mention]);
}

/* ------------------------------------------------------------- weights */

static double weight_find(struct relata_str name) {
  size_t low = 0, high = confidence_weight_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int order = relata_str_compare(confidence_weights[middle].name, name);
    if (order == 0)
      return confidence_weights[middle].weight;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

/* Gathers values for a fact's reason. */
struct gathering {
  struct relata_arena *arena;
  struct relata_reason_value *values; /* NULL to count them */
  size_t count;
};

static void gather(void *payload, const char *name, double value) {
  struct gathering *gathering = payload;
  const double weight = weight_find(relata_str_of(name));
  if (weight == 0)
    return;
  if (gathering->values)
    gathering->values[gathering->count] =
      (struct relata_reason_value){ relata_arena_copy(gathering->arena, relata_str_of(name)), value, weight };
  gathering->count++;
}

static void reason_fill(struct mapper *mapper, size_t fact) {
  struct relata_reason *reason = mapper->facts[fact].reason;
  struct gathering gathering = { .arena = mapper->document->arena };
  if (!reason)
    return;
  confidence_features(mapper, fact, gather, &gathering);
  gathering.values = relata_arena_alloc(gathering.arena, (gathering.count + 1) * sizeof *gathering.values);
  gathering.count = 0;
  confidence_features(mapper, fact, gather, &gathering);
  reason->values = gathering.values;
  reason->value_count = gathering.count;
}

static void sum_up(void *payload, const char *name, double value) {
  *(double *)payload += value * weight_find(relata_str_of(name));
}

/* Words carry a rule's fact, and alone where the scorer does not know the relation. */
static double least_for(const struct map_evidence *evidence, double least) {
  if (evidence->rule == MAP_SCORER)
    return least;
  return evidence->seen ? 0.5 * least : 0;
}

void confidence_settle(struct mapper *mapper) {
  const double least = weight_find(RELATA_STR("threshold"));
  size_t kept = 0;
  for (size_t f = 0; f < mapper->fact_count; f++) {
    double sum = 0;
    confidence_features(mapper, f, sum_up, &sum);
    const double sure = 1 / (1 + exp(-sum));
    if (sure < least_for(&mapper->evidence[f], least))
      continue;
    reason_fill(mapper, f);
    mapper->facts[kept] = mapper->facts[f];
    mapper->evidence[kept] = mapper->evidence[f];
    mapper->facts[kept++].confidence = sure > 0.99 ? 0.99 : sure < 0.01 ? 0.01 : sure;
  }
  mapper->fact_count = kept;
  map_seen_renew(mapper);
}
